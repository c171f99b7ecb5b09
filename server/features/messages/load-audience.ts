// Loads what is needed to show messages and receipts to many readers: four statements, however many there are.
import type { Tx } from '../../db/transact.ts';
import { countUnreadByConversation, findMembers, findSharedMessages, findWriters } from './audience.store.ts';
import type { SharedMessageRow } from './audience.store.ts';
import type { MessageRow } from './message.store.ts';

/** A set of account ids, or a map by them. */
export type Readers = Pick<ReadonlySet<string>, 'has' | 'size'>;

export interface Wanted {
  readonly readers: Readers;
  /** Accounts whose counts are wanted though they may be members of nothing here any more. */
  readonly leavers: readonly string[];
  readonly conversationIds: readonly string[];
  readonly messageIds: readonly string[];
  readonly places: readonly { conversationId: string; seq: number }[];
}

export interface Audience {
  /** Those of the readers who are members now, by conversation. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly messages: ReadonlyMap<string, SharedMessageRow>;
  /** Undefined for a message that does not exist. */
  writerAt(conversationId: string, seq: number): string | undefined;
  unreadOf(accountId: string, conversationId: string): { conversation: number; total: number };
}

export async function loadAudience(tx: Tx, wanted: Wanted): Promise<Audience> {
  const memberRows = wanted.conversationIds.length > 0 ? await findMembers(tx, wanted.conversationIds) : [];
  const present = memberRows.filter((row) => wanted.readers.has(row.account_id));
  const members = new Map<string, string[]>();
  for (const row of present) {
    const of = members.get(row.conversation_id);
    if (of) of.push(row.account_id);
    else members.set(row.conversation_id, [row.account_id]);
  }
  const leavers = wanted.leavers.filter((id) => wanted.readers.has(id));
  const accountIds = [...new Set([...present.map((row) => row.account_id), ...leavers])];
  if (accountIds.length === 0) return nobody;

  const { messageIds, places } = wanted;
  const [messages, writers, unread] = await Promise.all([
    messageIds.length > 0 ? findSharedMessages(tx, messageIds) : [],
    places.length > 0
      ? findWriters(
          tx,
          places.map((place) => place.conversationId),
          places.map((place) => place.seq),
        )
      : [],
    countUnreadByConversation(tx, accountIds),
  ]);
  const writerByPlace = new Map(writers.map((row) => [`${row.conversation_id} ${row.seq}`, row.sender_id]));
  const unreadByPair = new Map<string, number>();
  const totals = new Map<string, number>();
  for (const row of unread) {
    unreadByPair.set(`${row.account_id} ${row.conversation_id}`, row.unread);
    if (!row.archived) totals.set(row.account_id, (totals.get(row.account_id) ?? 0) + row.unread);
  }
  return {
    members,
    messages: new Map(messages.map((row) => [row.id, row])),
    writerAt: (conversationId, seq) => writerByPlace.get(`${conversationId} ${seq}`),
    unreadOf: (accountId, conversationId) => ({
      conversation: unreadByPair.get(`${accountId} ${conversationId}`) ?? 0,
      total: totals.get(accountId) ?? 0,
    }),
  };
}

const nobody: Audience = {
  members: new Map(),
  messages: new Map(),
  writerAt: () => undefined,
  unreadOf: () => ({ conversation: 0, total: 0 }),
};

/** The row as one reader may see it; null for a message they never received, or deleted for themselves. */
export function messageFor(
  { receipts, sender_hidden_at, ...row }: SharedMessageRow,
  readerId: string,
): MessageRow | null {
  if (row.sender_id === readerId)
    return sender_hidden_at ? null : { ...row, receipts, read_at: null, delivered_at: null };
  const mine = receipts?.find((receipt) => receipt.accountId === readerId);
  if (!mine || mine.hidden) return null;
  const moment = (value: string | null) => (value === null ? null : new Date(value));
  return { ...row, receipts: null, read_at: moment(mine.readAt), delivered_at: moment(mine.deliveredAt) };
}
