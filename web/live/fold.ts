// Folds live events into the query cache, and into answers that were on their way while the events arrived.
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { LiveEvent } from '../../contract/events.ts';
import type { Message } from '../../contract/messages.ts';
import type { Reaction } from '../../contract/reactions.ts';
import { applyToCareLinks, applyToInbox, applyToSent, applyToThread, applyToUnread } from './apply-event.ts';
import { keys } from './cache.ts';
import type { CareLinks, Inbox, InboxFilter, Sent, Thread } from './cache.ts';

type Fold = (key: QueryKey, data: unknown, event: LiveEvent, me: string) => unknown;

const folds: Record<string, Fold> = {
  inbox: (key, data, event, me) => applyToInbox(data as Inbox, key[1] as InboxFilter, event, me),
  thread: (_, data, event, me) =>
    event.type === 'patient.changed' && hasFlagOf(data as Thread, event.patientId)
      ? 'stale'
      : applyToThread(data as Thread, event, me),
  sent: (_, data, event, me) => applyToSent(data as Sent, event, me),
  unread: (_, data, event) => applyToUnread(data as number, event),
  // Those of the whole clinic go in pages.
  'care-links': ({ length }, data, event) =>
    length === 1 ? applyToCareLinks(data as CareLinks, event) : event.type === 'care-link.changed' ? 'stale' : data,
  // Seldom and short: asked for again rather than put together here.
  blocks: (_, data, event) => (event.type === 'block.changed' ? 'stale' : data),
  scheduled: (_, data, event) => (event.type === 'scheduled-message.changed' ? 'stale' : data),
  notifications: (_, data, event) => (event.type === 'notification.changed' ? 'stale' : data),
  invitations: (_, data, event) => (event.type === 'invitation.changed' ? 'stale' : data),
  // What decides who comes first is the server's to say.
  patients: (_, data, event, me) => (concernsPatients(event, me) ? 'stale' : data),
  patient: (key, data, event, me) =>
    concernsPatients(event, me) && (event.type !== 'patient.changed' || event.patientId === key[1]) ? 'stale' : data,
  week: (_, data, event) =>
    event.type === 'message.sent' || event.type === 'patient.changed' || event.type === 'care-link.changed'
      ? 'stale'
      : data,
  members: (key, data, event) =>
    (event.type === 'membership.changed' || event.type === 'invitation.changed') && event.conversationId === key[1]
      ? 'stale'
      : data,
};

const hasFlagOf = (thread: Thread, patientId: string) =>
  thread.pages.some((page) => page.items.some((message) => message.flag?.patientId === patientId));

function concernsPatients(event: LiveEvent, me: string): boolean {
  switch (event.type) {
    case 'message.sent':
    case 'message.deleted':
    case 'conversation.archived':
    case 'patient.changed':
    case 'care-link.changed':
      return true;
    case 'receipt.changed':
      return event.accountId === me && event.change === 'read';
    default:
      return false;
  }
}

/** Events that reached this window while an answer was on its way, oldest first. */
const recent: LiveEvent[] = [];
const remembered = 500;

export function foldEvents(client: QueryClient, events: readonly LiveEvent[], me: string): void {
  recent.push(...events);
  if (recent.length > remembered) recent.splice(0, recent.length - remembered);
  foldInto(client, events, me);
}

/** The answer to a send says the same as the event that will follow; own messages change no unread count. */
export function foldOwnMessage(client: QueryClient, message: Message, me: string): void {
  const threads = client.getQueriesData<Thread>({ queryKey: keys.thread(message.conversationId) });
  const conversation = threads.flatMap(([, thread]) => thread?.pages ?? []).at(-1)?.conversation.unread ?? 0;
  const total = client.getQueryData<number>(keys.unread) ?? 0;
  foldInto(client, [{ number: 1, type: 'message.sent', message, unread: { conversation, total } }], me);
}

/** The answer to a reaction says the same as the event that will follow. */
export function foldReactions(client: QueryClient, { id, conversationId }: Message, reactions: Reaction[], me: string) {
  foldInto(client, [{ number: 1, type: 'reactions.changed', conversationId, messageId: id, reactions }], me);
}

function foldInto(client: QueryClient, events: readonly LiveEvent[], me: string): void {
  for (const query of client.getQueryCache().getAll()) {
    const fold = folds[String(query.queryKey[0])];
    if (!fold || query.state.data === undefined) continue;
    let data: unknown = query.state.data;
    for (const event of events) {
      data = fold(query.queryKey, data, event, me);
      if (data === 'stale') break;
    }
    if (data === 'stale') askAgain(client, query);
    else if (data !== query.state.data) client.setQueryData(query.queryKey, data);
  }
}

/** What every message of every patient changes is asked for at once, and again at most this often. */
const calmMs = 2_000;
const costly = new Set(['patients', 'patient', 'week']);
const calm = new Map<string, { again: boolean }>();

function askAgain(client: QueryClient, query: { queryKey: QueryKey; queryHash: string }): void {
  const ask = () => void client.invalidateQueries({ queryKey: query.queryKey, exact: true });
  if (!costly.has(String(query.queryKey[0]))) return ask();
  const waiting = calm.get(query.queryHash);
  if (waiting) {
    waiting.again = true;
    return;
  }
  ask();
  const turn = { again: false };
  calm.set(query.queryHash, turn);
  setTimeout(() => {
    calm.delete(query.queryHash);
    if (turn.again) askAgain(client, query);
  }, calmMs);
}

/**
 * Asks for a page and folds into it what arrived meanwhile: the answer may be older than the events,
 * and would otherwise put the past back on the screen.
 */
export async function withMeanwhile<Page>(
  key: QueryKey,
  me: string,
  ask: () => Promise<Page>,
  again = true,
): Promise<Page> {
  const from = recent.at(-1)?.number ?? 0;
  const page = await ask();
  const fold = folds[String(key[0])];
  const paged = key[0] === 'inbox' || key[0] === 'thread' || key[0] === 'sent';
  let data: unknown = paged ? { pages: [page], pageParams: [null] } : page;
  for (const event of recent) {
    if (event.number <= from || !fold) continue;
    const next = fold(key, data, event, me);
    if (next !== 'stale') data = next;
    else if (again) return withMeanwhile(key, me, ask, false);
  }
  return (paged ? (data as { pages: Page[] }).pages[0] : data) as Page;
}

/** Too much was missed: every list is asked for again, threads from their newest page or the message searched for. */
export function loadAfresh(client: QueryClient): void {
  recent.length = 0;
  for (const [key, thread] of client.getQueriesData<Thread>({ queryKey: keys.threads })) {
    const around = key[2] as string | undefined;
    const pageParams = [around ? { around } : null];
    if (thread) client.setQueryData<Thread>(key, { pages: thread.pages.slice(-1), pageParams });
  }
  void client.invalidateQueries();
}
