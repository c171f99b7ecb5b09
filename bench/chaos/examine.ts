// Looks at everything while nobody writes: what is stored, what each person is shown, and what the live windows heard.
import { setTimeout as delay } from 'node:timers/promises';
import type { Conversation, UnreadCount } from '../../contract/messages.ts';
import { look } from './ask.ts';
import { expectedUnread, judgeScheduled, judgeStored, missedLive, unharmed } from './judge.ts';
import type { Stored, StoredScheduled, Verdict } from './judge.ts';
import type { Person } from './person.ts';
import type { Town } from './settle.ts';
import type { World } from './world.ts';

/** What is on its way, such as live events and scheduled messages, has this long to arrive. */
const settlesWithinMs = 20_000;
const lookEveryMs = 100;

export interface Books {
  readonly messages: readonly Stored[];
  readonly scheduled: readonly StoredScheduled[];
  /** Conversations by account. */
  readonly rooms: ReadonlyMap<string, ReadonlySet<string>>;
  /** `account conversation` of what is not in the inbox. */
  readonly archived: ReadonlySet<string>;
}

export async function readBooks(world: World): Promise<Books> {
  const messages = await world.query<Stored>(
    `select id, conversation_id as "conversationId", seq::int, sender_id as "senderId", client_id as "clientId"
     from message order by conversation_id, seq`,
  );
  const scheduled = await world.query<StoredScheduled>(
    `select s.id, s.client_id as "clientId", s.author_id as "authorId", s.status, s.message_id as "messageId",
            s.send_at < now() - interval '60 seconds' as late, coalesce(m.sent_at < s.send_at, false) as early
     from scheduled_message s left join message m on m.id = s.message_id`,
  );
  const members = await world.query<{ conversation: string; account: string; archived: boolean }>(
    `select conversation_id as conversation, account_id as account, archived_at is not null as archived from member where left_at is null`,
  );
  const rooms = new Map<string, Set<string>>();
  const archived = new Set<string>();
  for (const { conversation, account, archived: away } of members) {
    rooms.set(account, (rooms.get(account) ?? new Set()).add(conversation));
    if (away) archived.add(`${account} ${conversation}`);
  }
  return { messages, scheduled, rooms, archived };
}

/** What is wrong after everything had its time to arrive; `misread` is what was promised and is not as it was. */
export async function examine(world: World, { people, ledger }: Town): Promise<Verdict> {
  const deadline = performance.now() + settlesWithinMs;
  for (;;) {
    const books = await readBooks(world);
    const lostReads = await countLostReads(world, ledger.reads);
    const shown = await Promise.all(people.map((person) => visit(person, books, ledger)));
    const sum = (pick: (found: Shown) => number) => shown.reduce((total, found) => total + pick(found), 0);
    const stored = judgeStored(ledger, books.messages);
    const verdict: Verdict = {
      ...unharmed(),
      ...stored,
      lost: stored.lost + lostReads,
      outOfOrder: stored.outOfOrder + sum((found) => found.disordered),
      ghosts: sum((found) => found.ghosts),
      scheduled: judgeScheduled(ledger, books.scheduled, books.messages),
      live: sum((found) => found.missed) + people.reduce((total, person) => total + person.given.reader.doubled, 0),
    };
    const clean = Object.values(verdict).every((count) => count === 0);
    if (clean || performance.now() > deadline) return verdict;
    await delay(lookEveryMs);
  }
}

interface Shown {
  readonly ghosts: number;
  readonly missed: number;
  readonly disordered: number;
}

/** What one person sees, at any door, beside what is stored. */
async function visit(person: Person, books: Books, ledger: Town['ledger']): Promise<Shown> {
  const { id, headers, doors, reader } = person.given;
  const get = <T>(target: string) => look<T>(doors[Math.floor(Math.random() * doors.length)]!, target, headers);
  const rooms = books.rooms.get(id) ?? new Set<string>();
  const expected = expectedUnread(ledger, id, rooms, books.messages);
  const [count, inbox] = [await get<UnreadCount>('/api/messages/unread-count'), await wholeInbox(get)];
  const inInbox = [...expected].filter(([conversation]) => !books.archived.has(`${id} ${conversation}`));
  const total = inInbox.reduce((sum, [, unread]) => sum + unread, 0);
  let ghosts = Math.abs(count.unread - total) + Math.abs(count.conversations - inInbox.length);
  for (const conversation of inbox) ghosts += Math.abs(conversation.unread - (expected.get(conversation.id) ?? 0));
  if (reader.unread !== undefined) ghosts += Math.abs(reader.unread - count.unread);

  const last = books.messages[Math.floor(Math.random() * books.messages.length)];
  const room = last && rooms.has(last.conversationId) ? last.conversationId : undefined;
  const disordered = room ? await compareNewest(get, room, books.messages) : 0;
  const missed =
    reader.resyncs > 0 ? 0 : missedLive({ rooms, floor: reader.floor, messages: reader.messages }, books.messages);
  return { ghosts, missed, disordered };
}

type Get = <T>(target: string) => Promise<T>;

async function wholeInbox(get: Get): Promise<Conversation[]> {
  const all: Conversation[] = [];
  let cursor: string | null = null;
  do {
    const from: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page: { items: Conversation[]; nextCursor: string | null } = await get(`/api/conversations?limit=100${from}`);
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return all;
}

/** The newest page beside the end of what is stored. */
async function compareNewest(get: Get, room: string, messages: readonly Stored[]): Promise<number> {
  const { items } = await get<{ items: { id: string }[] }>(`/api/conversations/${room}/messages?limit=50`);
  const end = messages.filter((message) => message.conversationId === room).slice(-items.length);
  return items.filter((item, index) => item.id !== end[index]?.id).length;
}

/** Messages that somebody was told to have read, and that count as unread. */
async function countLostReads(world: World, reads: ReadonlyMap<string, number>): Promise<number> {
  const [accounts, conversations, seqs]: [string[], string[], number[]] = [[], [], []];
  for (const [key, seq] of reads) {
    const [account, conversation] = key.split(' ') as [string, string];
    accounts.push(account);
    conversations.push(conversation);
    seqs.push(seq);
  }
  const [found] = await world.query<{ lost: number }>(
    `select count(*)::int as lost from receipt r
     join unnest($1::uuid[], $2::uuid[], $3::bigint[]) as told(account, conversation, seq)
       on r.account_id = told.account and r.conversation_id = told.conversation and r.seq <= told.seq
     where r.read_at is null`,
    [accounts, conversations, seqs],
  );
  return found!.lost;
}
