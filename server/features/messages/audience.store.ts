// What many readers at once may see: members, messages, writers and unread counts, each in one statement for all.
import type { Queries } from '../../db/transact.ts';
import { aboutOf, flagOf, urgentOf } from './message.store.ts';
import type { MessageRow } from './message.store.ts';
import { reactionsOf } from './reaction.store.ts';

const members = {
  name: 'find_audience_members',
  text: 'select conversation_id, account_id from member where conversation_id = any ($1::uuid[]) and left_at is null',
};

export const findMembers = (db: Queries, conversationIds: readonly string[]) =>
  db.run<{ conversation_id: string; account_id: string }>(members, [conversationIds]);

/** A message with everybody's receipts: more than any one reader may see. */
export interface SharedMessageRow extends Omit<MessageRow, 'read_at' | 'delivered_at' | 'receipts'> {
  sender_hidden_at: Date | null;
  receipts: { accountId: string; deliveredAt: string | null; readAt: string | null; hidden: boolean }[] | null;
}

const messages = {
  name: 'find_audience_messages',
  text: `select msg.id, msg.conversation_id, msg.seq, msg.sender_id, msg.client_id, msg.subject_sealed, msg.body_sealed, msg.sent_at,
                msg.sender_hidden_at, c.data_key, msg.kind, ${aboutOf('msg')} as about, ${urgentOf('msg')} as urgent, ${flagOf('msg')} as flag,
                ${reactionsOf('msg')} as reactions,
                sender.display_name as sender_name, sender.headline as sender_headline, sender.role as sender_role, (
                  select json_agg(json_build_object('accountId', r.account_id, 'deliveredAt', r.delivered_at, 'readAt', r.read_at,
                                                    'hidden', r.hidden_at is not null) order by r.account_id)
                  from receipt r where r.message_id = msg.id) as receipts
         from message msg
         join conversation c on c.id = msg.conversation_id
         join account sender on sender.id = msg.sender_id
         where msg.id = any ($1::uuid[])`,
};

export const findSharedMessages = (db: Queries, ids: readonly string[]) => db.run<SharedMessageRow>(messages, [ids]);

const writers = {
  name: 'find_audience_writers',
  text: `select msg.conversation_id, msg.seq, msg.sender_id
         from unnest($1::uuid[], $2::bigint[]) as place(conversation_id, seq)
         join message msg on msg.conversation_id = place.conversation_id and msg.seq = place.seq`,
};

/** Who wrote the message at each place. */
export const findWriters = (db: Queries, conversationIds: readonly string[], seqs: readonly number[]) =>
  db.run<{ conversation_id: string; seq: number; sender_id: string }>(writers, [conversationIds, seqs]);

// The same definition as `count_unread`, by conversation; an archived one has its own count but is not in the total.
const unread = {
  name: 'count_audience_unread',
  text: `select r.account_id, r.conversation_id, count(*)::int as unread, m.archived_at is not null as archived
         from receipt r
         join member m on m.conversation_id = r.conversation_id and m.account_id = r.account_id
         where r.account_id = any ($1::uuid[]) and r.read_at is null and r.hidden_at is null and m.left_at is null
         group by r.account_id, r.conversation_id, m.archived_at`,
};

export const countUnreadByConversation = (db: Queries, accountIds: readonly string[]) =>
  db.run<{ account_id: string; conversation_id: string; unread: number; archived: boolean }>(unread, [accountIds]);

// Through the index of unread receipts, a look-up for each device: whatever is read has been delivered.
const undelivered = {
  name: 'find_undelivered',
  text: `with device as materialized (
           select account_id, up_to from unnest($1::uuid[], $2::bigint[]) as device(account_id, up_to)
         ), later as materialized (
           select o.message_id, o.number from outbox o where o.number is null and o.type = 'message.sent'
           union all
           select o.message_id, o.number from outbox o
           where o.number > (select min(up_to) from device) and o.type = 'message.sent'
         )
         select r.account_id, r.message_id
         from device
         cross join lateral (
           select r.account_id, r.message_id, r.conversation_id from receipt r
           where r.account_id = device.account_id and r.read_at is null and r.hidden_at is null and r.delivered_at is null offset 0) r
         cross join lateral (
           select from member m
           where m.conversation_id = r.conversation_id and m.account_id = r.account_id and m.left_at is null limit 1) m
         where not exists (
           select 1 from later
           where later.message_id = r.message_id and (later.number is null or later.number > device.up_to))`,
};

/** Messages that were published up to the number of each account and have not been delivered to it. */
export const findUndelivered = (db: Queries, upTo: ReadonlyMap<string, number>) =>
  db.run<{ account_id: string; message_id: string }>(undelivered, [[...upTo.keys()], [...upTo.values()]]);
