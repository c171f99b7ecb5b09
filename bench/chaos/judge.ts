// What went wrong, from what is stored and what was promised; pure, so that a test can show that each harm is noticed.
import type { Ledger } from './ledger.ts';

export const harms = ['lost', 'doubled', 'outOfOrder', 'ghosts', 'scheduled', 'live'] as const;
export type Harm = (typeof harms)[number];
export type Verdict = Record<Harm, number>;

export const unharmed = (): Verdict => ({ lost: 0, doubled: 0, outOfOrder: 0, ghosts: 0, scheduled: 0, live: 0 });

export interface Stored {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly senderId: string;
  /** Null of a notice. */
  readonly clientId: string | null;
}

export interface StoredScheduled {
  readonly id: string;
  readonly clientId: string;
  readonly authorId: string;
  readonly status: string;
  readonly messageId: string | null;
  /** Its time is long over. */
  readonly late: boolean;
  /** Its message says to be from before its time. */
  readonly early: boolean;
}

/** Messages in the order of conversation and place. */
export function judgeStored(
  ledger: Ledger,
  messages: readonly Stored[],
): Pick<Verdict, 'lost' | 'doubled' | 'outOfOrder'> {
  const verdict = { lost: 0, doubled: ledger.contradictions.length, outOfOrder: 0 };
  const byClientId = new Map<string, Stored>();
  let before: Stored | undefined;
  for (const message of messages) {
    const next = before?.conversationId === message.conversationId ? before.seq + 1 : 1;
    if (message.seq !== next) verdict.outOfOrder += 1;
    before = message;
    if (message.clientId === null || message.clientId.startsWith('scheduled:')) continue;
    const wanted = ledger.sends.get(message.clientId);
    if (!wanted || wanted.senderId !== message.senderId || byClientId.has(message.clientId)) verdict.doubled += 1;
    byClientId.set(message.clientId, message);
  }
  const last = new Map<string, number>();
  for (const send of ledger.sends.values()) {
    const { acknowledged } = send;
    if (!acknowledged) continue;
    const found = byClientId.get(send.clientId);
    const asPromised =
      found?.id === acknowledged.id &&
      found.seq === acknowledged.seq &&
      found.conversationId === acknowledged.conversationId;
    if (!asPromised) verdict.lost += 1;
    const lane = `${send.senderId} ${acknowledged.conversationId}`;
    if (acknowledged.seq <= (last.get(lane) ?? 0)) verdict.outOfOrder += 1;
    last.set(lane, acknowledged.seq);
  }
  return verdict;
}

/** @returns how many were sent twice, early, without being asked for, or never although their time is over. */
export function judgeScheduled(
  ledger: Ledger,
  scheduled: readonly StoredScheduled[],
  messages: readonly Stored[],
): number {
  let wrong = 0;
  const sent = new Map<string, Stored[]>();
  for (const message of messages) {
    if (!message.clientId?.startsWith('scheduled:')) continue;
    sent.set(message.clientId, [...(sent.get(message.clientId) ?? []), message]);
  }
  const stored = new Map(scheduled.map((row) => [row.id, row]));
  for (const row of scheduled) {
    const all = sent.get(`scheduled:${row.id}`) ?? [];
    sent.delete(`scheduled:${row.id}`);
    const right =
      row.status === 'sent'
        ? all.length === 1 && all[0]!.id === row.messageId && !row.early
        : row.status === 'scheduled' && all.length === 0 && !row.late;
    const asked = ledger.scheduled.get(row.clientId)?.authorId === row.authorId;
    if (!right || !asked) wrong += 1;
  }
  for (const { acknowledgedId } of ledger.scheduled.values())
    if (acknowledgedId && !stored.has(acknowledgedId)) wrong += 1;
  return wrong + sent.size;
}

export interface Heard {
  readonly rooms: ReadonlySet<string>;
  /** Places up to here were there before the reader listened. */
  readonly floor: ReadonlyMap<string, number>;
  readonly messages: ReadonlySet<string>;
}

/** @returns how many messages of its conversations a live reader never heard of. */
export function missedLive({ rooms, floor, messages }: Heard, stored: readonly Stored[]): number {
  return stored.filter(
    ({ id, conversationId, seq }) =>
      rooms.has(conversationId) && seq > (floor.get(conversationId) ?? 0) && !messages.has(id),
  ).length;
}

/** What a person has not read, by conversation: what others wrote there after what that person was told to have read. */
export function expectedUnread(
  ledger: Ledger,
  accountId: string,
  rooms: ReadonlySet<string>,
  messages: readonly Stored[],
) {
  const unread = new Map<string, number>();
  for (const { conversationId, senderId, clientId, seq } of messages) {
    if (clientId === null || senderId === accountId || !rooms.has(conversationId)) continue;
    if (seq <= (ledger.reads.get(`${accountId} ${conversationId}`) ?? 0)) continue;
    unread.set(conversationId, (unread.get(conversationId) ?? 0) + 1);
  }
  return unread;
}
