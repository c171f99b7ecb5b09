// SQL of the message log: who wrote to how many and when it arrived, never what.
import type { Role } from '../../../contract/endpoint.ts';
import type { LoggedMessage } from '../../../contract/administration.ts';
import type { Queries } from '../../db/transact.ts';
import { newest } from '../../page/cursor.ts';
import type { Place } from '../../page/cursor.ts';

export interface LoggedRow {
  id: string;
  conversation_id: string;
  conversation_kind: LoggedMessage['conversationKind'];
  sent_at: Date;
  recipients: number;
  delivered: number;
  read: number;
  last_delivered_at: Date | null;
  last_read_at: Date | null;
  status: LoggedMessage['status'];
  sender: { id: string; display_name: string; headline: string | null; role: Role };
}

const counted = `lateral (
    select count(*)::int as recipients, count(r.delivered_at)::int as delivered, count(r.read_at)::int as read,
           max(r.delivered_at) as last_delivered_at, max(r.read_at) as last_read_at,
           case when count(*) > 0 and count(r.read_at) = count(*) then 'read'
                when count(*) > 0 and count(r.delivered_at) = count(*) then 'delivered' else 'sent' end as status
    from receipt r where r.message_id = m.id
  ) c`;

const find = {
  name: 'find_logged_messages',
  text: `with looked as materialized (
           select id, conversation_id, sender_id, sent_at from message
           where kind = 'text' and (sent_at, id) < ($1::timestamptz, $2::uuid) order by sent_at desc, id desc limit $3
         )
         select m.id, m.conversation_id, k.kind as conversation_kind, m.sent_at,
                c.recipients, c.delivered, c.read, c.last_delivered_at, c.last_read_at, c.status,
                json_build_object('id', a.id, 'display_name', a.display_name, 'headline', a.headline, 'role', a.role) as sender
         from looked m join account a on a.id = m.sender_id join conversation k on k.id = m.conversation_id, ${counted}
         order by m.sent_at desc, m.id desc`,
};

/** The next `limit` messages of the clinic, whatever their status. */
export const findLoggedMessages = (db: Queries, place: Place = newest, limit: number) =>
  db.run<LoggedRow>(find, [place.at, place.id, limit]);

export const messageColumns = [
  'id',
  'conversationId',
  'conversationKind',
  'senderId',
  'senderName',
  'sentAt',
  'recipients',
  'delivered',
  'read',
  'lastDeliveredAt',
  'lastReadAt',
  'status',
] as const;

const iso = (moment: string) => `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** All messages that fit, oldest first, every column as text. */
export const everyLoggedMessage = (status: LoggedMessage['status'] | undefined) => ({
  text: `select m.id, m.conversation_id, k.kind, m.sender_id, a.display_name, ${iso('m.sent_at')},
                c.recipients, c.delivered, c.read, ${iso('c.last_delivered_at')}, ${iso('c.last_read_at')}, c.status
         from message m join account a on a.id = m.sender_id join conversation k on k.id = m.conversation_id, ${counted}
         where m.kind = 'text' and ($1::text is null or c.status = $1) order by m.sent_at, m.id`,
  values: [status ?? null],
});
