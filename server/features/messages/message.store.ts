// Stores sets of messages and finds single ones; the one door through which every message comes.
import type { Person } from '../../../contract/accounts.ts';
import type { Role } from '../../../contract/endpoint.ts';
import type { Message } from '../../../contract/messages.ts';
import type { Reaction } from '../../../contract/reactions.ts';
import type { Source } from '../../actor.ts';
import type { Queries, Tx } from '../../db/transact.ts';
import { reactionsOf } from './reaction.store.ts';

export interface NewMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly senderId: string;
  readonly clientId: string;
  readonly subjectSealed: Buffer | null;
  readonly bodySealed: Buffer;
  readonly sentAt: Date;
  /** Only of what goes out as part of a broadcast. */
  readonly broadcastId?: string;
  /** What search finds it by. */
  readonly tokens: readonly string[];
  /** Id of the audit entry that records this send. */
  readonly auditId: string;
  readonly source: Source;
}

// One statement for the whole set: message, receipts, inbox state, search tokens, audit and outbox stand or fall together, and
// everything follows from the rows that were really inserted, so a replay changes nothing.
const insert = {
  name: 'insert_messages',
  text: `with given as (
           select * from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::bytea[], $7::bytea[],
                                $8::timestamptz[], $9::uuid[], $10::text[], $11::inet[], $12::uuid[], $13::uuid[], $14::text[])
             as given(id, conversation_id, seq, sender_id, client_id, subject_sealed, body_sealed, sent_at,
                      audit_id, request_id, address, session_id, broadcast_id, tokens)
         ), stored as (
           insert into message (id, conversation_id, seq, sender_id, client_id, subject_sealed, body_sealed, sent_at, broadcast_id)
           select id, conversation_id, seq, sender_id, client_id, subject_sealed, body_sealed, sent_at, broadcast_id from given
           on conflict (sender_id, client_id) do nothing
           returning id, conversation_id, seq, sender_id, sent_at
         ), newest as (
           select conversation_id, max(seq) as seq, max(sent_at) as sent_at from stored group by conversation_id
         ), advanced as (
           update conversation c set last_seq = newest.seq from newest where c.id = newest.conversation_id
         ), surfaced as (
           update member m set active_at = greatest(m.active_at, newest.sent_at), archived_at = null
           from newest where m.conversation_id = newest.conversation_id and m.left_at is null
         ), received as (
           insert into receipt (message_id, account_id, conversation_id, seq)
           select s.id, m.account_id, s.conversation_id, s.seq
           from stored s join member m on m.conversation_id = s.conversation_id and m.left_at is null and m.account_id <> s.sender_id
         ), indexed as (
           insert into search_entry (message_id, conversation_id, sender_id, sent_at, tokens)
           select s.id, s.conversation_id, s.sender_id, s.sent_at, g.tokens::bigint[] from stored s join given g using (id)
         ), audited as (
           insert into audit_entry (id, at, actor_id, action, outcome, subject_kind, subject_id, session_id, address, request_id, detail)
           select g.audit_id, s.sent_at, s.sender_id, 'message.sent', 'allowed', 'message', s.id, g.session_id, g.address, g.request_id,
                  jsonb_build_object('conversationId', s.conversation_id)
           from stored s join given g using (id)
           returning id
         ), queued as (
           insert into audit_pending (entry_id) select id from audited
         ), announced as (
           insert into outbox (type, conversation_id, message_id, account_id, at)
           select 'message.sent', conversation_id, id, sender_id, sent_at from stored order by conversation_id, seq
         )
         select id from stored`,
};

/**
 * Stores messages in conversations the caller has locked, with seqs the caller has given after `last_seq`.
 * @returns ids that were stored; one that is missing repeats a client id of its sender.
 */
export async function insertMessages(tx: Tx, messages: readonly NewMessage[]): Promise<Set<string>> {
  const rows = await tx.run<{ id: string }>(insert, [
    messages.map((message) => message.id),
    messages.map((message) => message.conversationId),
    messages.map((message) => message.seq),
    messages.map((message) => message.senderId),
    messages.map((message) => message.clientId),
    messages.map((message) => message.subjectSealed),
    messages.map((message) => message.bodySealed),
    messages.map((message) => message.sentAt),
    messages.map((message) => message.auditId),
    messages.map((message) => message.source.requestId),
    messages.map((message) => message.source.address),
    messages.map((message) => message.source.sessionId),
    messages.map((message) => message.broadcastId ?? null),
    // SQL has no arrays of arrays of different lengths.
    messages.map((message) => `{${message.tokens.join(',')}}`),
  ]);
  return new Set(rows.map((row) => row.id));
}

export interface MessageRow {
  id: string;
  conversation_id: string;
  seq: number;
  sender_id: string;
  sender_name: string;
  sender_headline: string | null;
  sender_role: Role;
  kind: Message['kind'];
  about: Person | null;
  /** Of what arrived as a broadcast, otherwise null. */
  urgent: boolean | null;
  /** Null, like the body, of a notice. */
  client_id: string | null;
  subject_sealed: Buffer | null;
  body_sealed: Buffer | null;
  sent_at: Date;
  data_key: Buffer;
  /** The reader's own receipt; null for the reader's own messages. */
  read_at: Date | null;
  delivered_at: Date | null;
  /** To the writer alone, otherwise null. */
  receipts: { accountId: string; deliveredAt: string | null; readAt: string | null }[] | null;
  reactions: Reaction[] | null;
  /** More than the reader may see; null for most. */
  flag: FlagOfMessage | null;
}

/** Whom a notice is about, for a table or alias of messages. */
export const aboutOf = (messages: string) => `(
    select json_build_object('id', a.id, 'displayName', a.display_name, 'headline', a.headline, 'role', a.role)
    from account a where a.id = ${messages}.about_id)`;

/** Whether the broadcast it came with is urgent; null for every other message. */
export const urgentOf = (messages: string) =>
  `(select b.urgent from broadcast b where b.id = ${messages}.broadcast_id)`;

export interface FlagOfMessage {
  readonly id: string;
  readonly patientId: string;
  readonly wordsSealed: string;
  readonly listVersion: string;
  readonly raisedAt: string;
  readonly acknowledgedBy: Person | null;
  readonly acknowledgedAt: string | null;
  /** Clinicians who received the message. */
  readonly seenBy: string[] | null;
}

export const flagOf = (messages: string) => `(
  select json_build_object('id', f.id, 'patientId', f.patient_id, 'wordsSealed', encode(f.words_sealed, 'base64'),
    'listVersion', f.list_version, 'raisedAt', f.raised_at, 'acknowledgedAt', f.acknowledged_at,
    'acknowledgedBy', (select json_build_object('id', a.id, 'displayName', a.display_name, 'headline', a.headline, 'role', a.role)
                       from account a where a.id = f.acknowledged_by),
    'seenBy', (select json_agg(a.id) from receipt r join account a on a.id = r.account_id and a.role = 'clinician' where r.message_id = f.message_id))
  from crisis_flag f where f.message_id = ${messages}.id)`;

/** Columns of a MessageRow, for `msg`, `reader_id` as given and `mine` the reader's receipt. */
export const messageColumns = (readerId: string) => `
  msg.id, msg.conversation_id, msg.seq, msg.sender_id, msg.client_id, msg.subject_sealed, msg.body_sealed, msg.sent_at,
  msg.kind, ${aboutOf('msg')} as about, ${urgentOf('msg')} as urgent, ${flagOf('msg')} as flag, ${reactionsOf('msg')} as reactions,
  sender.display_name as sender_name, sender.headline as sender_headline, sender.role as sender_role,
  mine.read_at, mine.delivered_at,
  case when msg.sender_id = ${readerId} then (
    select json_agg(json_build_object('accountId', r.account_id, 'deliveredAt', r.delivered_at, 'readAt', r.read_at) order by r.account_id)
    from receipt r where r.message_id = msg.id) end as receipts`;

/** Whether the reader can see `msg`: they wrote it or received it, and did not delete it for themselves. */
export const visible = (readerId: string) =>
  `case when msg.sender_id = ${readerId} then msg.sender_hidden_at is null
        else mine.message_id is not null and mine.hidden_at is null end`;

const findSentByClientIds = {
  name: 'find_sent_by_client_ids',
  text: `select ${messageColumns('msg.sender_id')}, c.data_key
         from unnest($1::uuid[], $2::text[]) with ordinality as given(sender_id, client_id, place)
         join message msg on msg.sender_id = given.sender_id and msg.client_id = given.client_id
         join conversation c on c.id = msg.conversation_id
         join lateral (select a.* from account a where a.id = msg.sender_id limit 1) sender on true
         left join receipt mine on mine.message_id = msg.id and mine.account_id = msg.sender_id
         order by given.place`,
};

export interface ClientKey {
  readonly senderId: string;
  readonly clientId: string;
}

/** What each sender already sent under each client id, in the order asked; absent ones are left out. */
export async function findSentMessages(db: Queries, keys: readonly ClientKey[]): Promise<MessageRow[]> {
  return db.run(findSentByClientIds, [keys.map((key) => key.senderId), keys.map((key) => key.clientId)]);
}
