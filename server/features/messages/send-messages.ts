// Sends a set of messages in one transaction; each has its own answer, and one that is refused hinders no other.
import type { CrisisMatch } from '../../../contract/crisis/match.ts';
import type { Message } from '../../../contract/messages.ts';
import type { Author } from '../../actor.ts';
import type { Deps } from '../../deps.ts';
import type { Queries, Tx } from '../../db/transact.ts';
import { Refusal } from '../../refusal.ts';
import { findAlarms } from '../crisis/find-alarms.ts';
import { raiseFlags } from '../crisis/raise-flags.ts';
import { refuseToSend } from './message.policy.ts';
import { findSentMessages, insertMessages } from './message.store.ts';
import type { NewMessage } from './message.store.ts';
import { viewMessage } from './message.view.ts';
import { insertDirectConversations, lockReach } from './reach.store.ts';
import type { NewDirectConversation, Reach, Target } from './reach.store.ts';

export interface SendRequest {
  readonly actor: Author;
  /** Exactly one of the two. */
  readonly to?: string;
  readonly conversationId?: string;
  readonly clientId: string;
  readonly subject: string | null;
  readonly body: string;
}

export type SendOutcome = { readonly message: Message; readonly replayed: boolean } | { readonly refusal: Refusal };

/** @returns one outcome per request, in order. Throws only when nothing of the set was stored. */
export async function sendMessages(deps: Deps, requests: readonly SendRequest[]): Promise<SendOutcome[]> {
  const { together, afterwards } = partByAddress(requests);
  const alarms = await findAlarms(deps.db, together);
  const { outcomes, places } = await deps.db.transact((tx) => sendWithin(deps, tx, together, alarms, tx.commit));
  deps.doorbell.ring();
  await answerReplays(deps, deps.db, together, outcomes, places);
  const later = afterwards.length > 0 ? await sendMessages(deps, afterwards) : [];
  for (const [index, request] of afterwards.entries()) outcomes.set(request, later[index]!);
  return requests.map((request) => outcomes.get(request)!);
}

/** One client id under two addresses, a person and a conversation, may mean one place: that shows once the first is stored. */
function partByAddress(requests: readonly SendRequest[]) {
  const first = new Map<string, SendRequest>();
  const together: SendRequest[] = [];
  const afterwards: SendRequest[] = [];
  for (const request of requests) {
    const earlier = first.get(keyOf(request)) ?? request;
    first.set(keyOf(request), earlier);
    const alike = earlier.to === request.to && earlier.conversationId === request.conversationId;
    (alike ? together : afterwards).push(request);
  }
  return { together, afterwards };
}

/**
 * As part of the caller's transaction, which has locked no conversation before; the caller rings the doorbell. No two of
 * the requests have the same client id.
 */
export async function sendMessagesWithin(deps: Deps, tx: Tx, requests: readonly SendRequest[]): Promise<SendOutcome[]> {
  const { outcomes, places } = await sendWithin(deps, tx, requests, await findAlarms(tx, requests));
  await answerReplays(deps, tx, requests, outcomes, places);
  return requests.map((request) => outcomes.get(request)!);
}

/** Ids of the conversations that the first request of each key writes into. */
type Places = ReadonlyMap<string, string | undefined>;

/**
 * @param commit given when nothing else belongs to the transaction: spares a set that raises no flag one way to the
 * database and back.
 * @returns outcomes of what was stored or refused; those that repeat a client id are missing.
 */
async function sendWithin(
  deps: Deps,
  tx: Tx,
  requests: readonly SendRequest[],
  alarms: ReadonlyMap<SendRequest, CrisisMatch>,
  commit?: () => Promise<void>,
): Promise<{ outcomes: Map<SendRequest, SendOutcome>; places: Places }> {
  const outcomes = new Map<SendRequest, SendOutcome>();
  const first = new Map<string, SendRequest>();
  for (const request of requests) if (!first.has(keyOf(request))) first.set(keyOf(request), request);

  const candidates = await reachAll(deps, tx, [...first.values()]);
  const places = new Map(candidates.map(({ request, reach }) => [keyOf(request), placeOf(request, reach)]));
  const admitted: Admitted[] = [];
  for (const { request, reach } of candidates) {
    if (reach.priorId) continue;
    const refusal = refusalOf(request, reach);
    if (refusal) outcomes.set(request, { refusal });
    else admitted.push({ request, conversation: reach.conversation! });
  }
  if (admitted.length === 0) return { outcomes, places };
  const prepared = prepare(deps, admitted, alarms);
  const storing = insertMessages(
    tx,
    prepared.map((entry) => entry.row),
  );
  const [stored] = await Promise.all([storing, alarms.size === 0 && commit?.()]);
  for (const { row, request, message } of prepared) {
    if (stored.has(row.id)) outcomes.set(request, { message, replayed: false });
  }
  const raised = prepared.flatMap(({ row, request, conversation }) => {
    const alarm = stored.has(row.id) && alarms.get(request);
    return alarm ? [{ alarm, author: request.actor, messageId: row.id, conversation }] : [];
  });
  await raiseFlags(deps, tx, raised);
  return { outcomes, places };
}

interface Admitted {
  readonly request: SendRequest;
  readonly conversation: NonNullable<Reach['conversation']>;
}

const keyOf = (request: SendRequest) => `${request.actor.accountId} ${request.clientId}`;

/** What this author already sent there under this client id. @throws Refusal when it was sent somewhere else. */
export async function readSent(
  deps: Deps,
  tx: Tx,
  request: Omit<SendRequest, 'body' | 'subject'>,
): Promise<Message | null> {
  const { actor, clientId } = request;
  const [row] = await findSentMessages(tx, [{ senderId: actor.accountId, clientId }]);
  if (!row) return null;
  const [reach] = await lockReach(tx, [targetOf(request)]);
  if (row.conversation_id !== placeOf(request, reach!)) throw reused();
  return viewMessage(deps.vault, row, actor.accountId);
}

const placeOf = (request: Pick<SendRequest, 'conversationId'>, reach: Reach) =>
  reach.conversation?.id ?? request.conversationId;

/** Why a request would be refused at this moment, or null. */
export async function refusalNow(tx: Tx, request: Omit<SendRequest, 'body' | 'subject'>): Promise<Refusal | null> {
  const [reach] = await lockReach(tx, [targetOf(request)]);
  return refusalOf(request, reach!);
}

function refusalOf(request: Pick<SendRequest, 'actor' | 'to' | 'conversationId'>, reach: Reach): Refusal | null {
  const subjectId = request.to ?? request.conversationId;
  const extra = subjectId ? { subjectId } : {};
  if (request.conversationId && !reach.conversation && !reach.answers)
    return new Refusal('conversation_not_found', extra);
  const code = refuseToSend(request.actor, reach.room);
  return code && new Refusal(reach.answers ? 'announcement_one_way' : code, extra);
}

const reused = () => new Refusal('client_id_reused');

/** Locks and reads what every request would write into, making direct conversations that do not exist yet. */
async function reachAll(deps: Deps, tx: Tx, requests: readonly SendRequest[]) {
  const reaches = await lockReach(tx, requests.map(targetOf));
  const missing = new Map<string, NewDirectConversation>();
  for (const [index, request] of requests.entries()) {
    const { conversation, priorId, answers } = reaches[index]!;
    const peerId = request.to ?? answers;
    if (conversation || priorId || !peerId || refusalOf(request, reaches[index]!)) continue;
    const id = deps.newId();
    missing.set([request.actor.accountId, peerId].toSorted().join(), {
      id,
      startedBy: request.actor.accountId,
      peerId,
      dataKey: deps.vault.makeDataKey(id),
    });
  }
  if (missing.size === 0) return requests.map((request, index) => ({ request, reach: reaches[index]! }));
  await insertDirectConversations(tx, [...missing.values()], deps.clock());
  const again = await lockReach(tx, requests.map(targetOf));
  return requests.map((request, index) => ({ request, reach: again[index]! }));
}

const targetOf = (request: Omit<SendRequest, 'body' | 'subject'>): Target => ({
  senderId: request.actor.accountId,
  senderRole: request.actor.role,
  to: request.to ?? null,
  conversationId: request.conversationId ?? null,
  clientId: request.clientId,
});

/** Numbers and seals what was admitted. Order in a conversation is the order of arrival. */
function prepare(deps: Deps, admitted: readonly Admitted[], alarms: ReadonlyMap<SendRequest, CrisisMatch>) {
  const sentAt = deps.clock();
  const lastSeqs = new Map<string, number>();
  return admitted.map(({ request, conversation }) => {
    const { actor } = request;
    const seq = (lastSeqs.get(conversation.id) ?? conversation.lastSeq) + 1;
    lastSeqs.set(conversation.id, seq);
    const id = deps.newId();
    const place = { conversationId: conversation.id, rowId: id };
    const row: NewMessage = {
      id,
      conversationId: conversation.id,
      seq,
      senderId: actor.accountId,
      clientId: request.clientId,
      subjectSealed: request.subject
        ? deps.vault.seal(conversation.dataKey, { ...place, field: 'subject' }, request.subject)
        : null,
      bodySealed: deps.vault.seal(conversation.dataKey, { ...place, field: 'body' }, request.body),
      sentAt,
      tokens: deps.searchTokens.ofMessage(conversation.id, request.subject, request.body),
      auditId: deps.newId(),
      source: actor,
    };
    const message: Message = {
      id,
      conversationId: conversation.id,
      seq,
      kind: 'text',
      broadcast: null,
      about: null,
      sender: { id: actor.accountId, displayName: actor.displayName, headline: actor.headline, role: actor.role },
      mine: true,
      clientId: request.clientId,
      subject: request.subject || null,
      body: request.body,
      sentAt: sentAt.toISOString(),
      receipts: conversation.memberIds
        .filter((accountId) => accountId !== actor.accountId)
        .map((accountId) => ({ accountId, deliveredAt: null, readAt: null })),
      readAt: null,
      reactions: [],
      help: alarms.has(request),
      flag: null,
    };
    return { row, request, conversation, message };
  });
}

/**
 * A repeated client id, in this set or long ago, is answered with the message it first sent; one that was used for
 * another place or text is refused, so that nothing written vanishes.
 */
async function answerReplays(
  deps: Deps,
  db: Queries,
  requests: readonly SendRequest[],
  outcomes: Map<SendRequest, SendOutcome>,
  places: Places,
) {
  const open = requests.filter((request) => !outcomes.has(request));
  if (open.length === 0) return;
  const rows = await findSentMessages(
    db,
    open.map((request) => ({ senderId: request.actor.accountId, clientId: request.clientId })),
  );
  const messages = new Map(rows.map((row) => [`${row.sender_id} ${row.client_id}`, row]));
  const refused = new Map(
    requests.flatMap((request) => {
      const outcome = outcomes.get(request);
      return outcome && 'refusal' in outcome ? [[keyOf(request), outcome] as const] : [];
    }),
  );
  for (const request of open) {
    const row = messages.get(keyOf(request));
    const refusal = refused.get(keyOf(request));
    if (row) {
      const message = viewMessage(deps.vault, row, request.actor.accountId);
      const same = message.body === request.body && message.subject === request.subject;
      const here = row.conversation_id === places.get(keyOf(request));
      outcomes.set(request, same && here ? { message, replayed: true } : { refusal: reused() });
    } else if (refusal) outcomes.set(request, refusal);
    else throw new Error('a message was neither stored nor found');
  }
}
