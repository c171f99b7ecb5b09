// Stores notices of what happened in a group: a place in the thread for each member of that moment, read from the start.
import type { Message } from '../../../contract/messages.ts';
import type { Tx } from '../../db/transact.ts';

export interface NewNotice {
  readonly id: string;
  readonly kind: Exclude<Message['kind'], 'text'>;
  readonly aboutId: string | null;
}

// Who comes in among many sees the notice of their own coming alone: 200 at once would make 40,000 receipts of no use.
// A notice moves the conversation up, but does not bring it back to somebody who put it away.
const insert = {
  name: 'insert_notices',
  text: `with given as (
           select * from unnest($4::uuid[], $5::text[], $6::uuid[]) with ordinality as given(id, kind, about_id, place)
         ), advanced as (
           update conversation set last_seq = last_seq + cardinality($4::uuid[]) where id = $1
           returning last_seq - cardinality($4::uuid[]) as base
         ), stored as (
           insert into message (id, conversation_id, seq, sender_id, kind, about_id, sent_at)
           select g.id, $1, a.base + g.place, $2, g.kind, g.about_id, $3 from given g, advanced a
           returning id, seq, kind, about_id
         ), present as (
           select account_id, account_id in (select g.about_id from given g where g.kind = 'joined') as new
           from member where conversation_id = $1 and left_at is null
         ), surfaced as (
           update member m set active_at = greatest(m.active_at, $3) where conversation_id = $1 and left_at is null
         ), received as (
           insert into receipt (message_id, account_id, conversation_id, seq, delivered_at, read_at)
           select s.id, p.account_id, $1, s.seq, $3, $3 from stored s, present p
           where p.account_id <> $2 and (not p.new or p.account_id = s.about_id)
         )
         insert into outbox (type, conversation_id, message_id, account_id, at)
         select 'message.sent', $1, id, $2, $3 from stored order by seq`,
};

/** The caller has locked the conversation, and made who joins a member and who leaves none in an earlier statement. */
export async function insertNotices(
  tx: Tx,
  conversationId: string,
  byId: string,
  at: Date,
  notices: readonly NewNotice[],
): Promise<void> {
  await tx.run(insert, [
    conversationId,
    byId,
    at,
    notices.map((notice) => notice.id),
    notices.map((notice) => notice.kind),
    notices.map((notice) => notice.aboutId),
  ]);
}
