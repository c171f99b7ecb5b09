// Pages of a thread: newest, before or after a message, of what the reader can see.
import type { Queries, Tx } from '../../db/transact.ts';
import { messageColumns, visible } from './message.store.ts';
import type { MessageRow } from './message.store.ts';

const pageOf = (condition: string, order: 'asc' | 'desc') => `
  with page as materialized (
    select msg.id from message msg
    left join receipt mine on mine.message_id = msg.id and mine.account_id = $1
    where msg.conversation_id = $2 and ${condition} and ${visible('$1')}
    order by msg.seq ${order} limit $4
  )
  select ${messageColumns('$1')}, c.data_key
  from page
  join message msg on msg.id = page.id
  join conversation c on c.id = msg.conversation_id
  join lateral (select a.* from account a where a.id = msg.sender_id limit 1) sender on true
  left join receipt mine on mine.message_id = msg.id and mine.account_id = $1
  order by msg.seq`;

const before = { name: 'find_thread_before', text: pageOf('msg.seq < $3', 'desc') };
const after = { name: 'find_thread_after', text: pageOf('msg.seq > $3', 'asc') };
const beyondEverySeq = Number.MAX_SAFE_INTEGER;

/** At most `limit` messages, oldest first, next to a place; the newest ones without a place. */
export async function findThreadPage(
  tx: Tx,
  readerId: string,
  conversationId: string,
  place: { before: number } | { after: number } | null,
  limit: number,
): Promise<MessageRow[]> {
  if (place && 'after' in place) return tx.run(after, [readerId, conversationId, place.after, limit]);
  return tx.run(before, [readerId, conversationId, place?.before ?? beyondEverySeq, limit]);
}

const findSeq = {
  name: 'find_seq_in_conversation',
  text: `select msg.seq from message msg
         join member m on m.conversation_id = msg.conversation_id and m.account_id = $1 and m.left_at is null
         left join receipt mine on mine.message_id = msg.id and mine.account_id = $1
         where msg.id = $3 and msg.conversation_id = $2 and (msg.sender_id = $1 or mine.message_id is not null)`,
};

/** Where a message stands, if it is in this conversation and ever reached this member. */
export async function findSeqOf(
  tx: Tx,
  readerId: string,
  conversationId: string,
  messageId: string,
): Promise<number | undefined> {
  const [row] = await tx.run<{ seq: number }>(findSeq, [readerId, conversationId, messageId]);
  return row?.seq;
}

const findVisible = {
  name: 'find_visible_messages',
  text: `select ${messageColumns('$1')}, c.data_key
         from unnest($2::uuid[]) as given(id)
         join message msg on msg.id = given.id
         join member m on m.conversation_id = msg.conversation_id and m.account_id = $1 and m.left_at is null
         join conversation c on c.id = msg.conversation_id
         join lateral (select a.* from account a where a.id = msg.sender_id limit 1) sender on true
         left join receipt mine on mine.message_id = msg.id and mine.account_id = $1
         where ${visible('$1')}`,
};

export const findVisibleMessages = (db: Queries, readerId: string, ids: readonly string[]): Promise<MessageRow[]> =>
  db.run(findVisible, [readerId, ids]);

const findFirstUnread = {
  name: 'find_first_unread',
  text: `select message_id from receipt
         where account_id = $1 and conversation_id = $2 and read_at is null and hidden_at is null order by seq limit 1`,
};

export async function findFirstUnreadId(tx: Tx, readerId: string, conversationId: string): Promise<string | null> {
  const [row] = await tx.run<{ message_id: string }>(findFirstUnread, [readerId, conversationId]);
  return row?.message_id ?? null;
}

const findSent = {
  name: 'find_sent',
  text: `with page as materialized (
           select msg.id from message msg
           where msg.sender_id = $1 and msg.sender_hidden_at is null and msg.broadcast_id is null and msg.kind = 'text'
             -- One look-up per row on the way down the index; as a plain "exists" it becomes a join that sorts everything ever sent.
             and (select m.left_at is null from member m where m.conversation_id = msg.conversation_id and m.account_id = $1)
             and (msg.sent_at, msg.id) < ($2::timestamptz, $3::uuid)
           order by msg.sent_at desc, msg.id desc limit $4
         )
         select ${messageColumns('$1')}, c.data_key, (
           select json_agg(json_build_object('id', a.id, 'displayName', a.display_name, 'headline', a.headline, 'role', a.role) order by a.id)
           from receipt r join lateral (select found.* from account found where found.id = r.account_id limit 1) a on true
           where r.message_id = msg.id) as recipients
         from page
         join message msg on msg.id = page.id
         join conversation c on c.id = msg.conversation_id
         join lateral (select a.* from account a where a.id = msg.sender_id limit 1) sender on true
         left join receipt mine on mine.message_id = msg.id and mine.account_id = $1
         order by msg.sent_at desc, msg.id desc`,
};

export interface SentPlace {
  readonly sentAt: Date;
  readonly id: string;
}

export interface SentRow extends MessageRow {
  recipients: { id: string; displayName: string; headline: string | null; role: MessageRow['sender_role'] }[] | null;
}

const newestSent: SentPlace = { sentAt: new Date('9999-01-01T00:00:00Z'), id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

export async function findSentPage(
  db: Queries,
  senderId: string,
  place: SentPlace = newestSent,
  limit: number,
): Promise<SentRow[]> {
  return db.run(findSent, [senderId, place.sentAt, place.id, limit]);
}
