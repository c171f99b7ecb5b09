// SQL that makes notifications from what happened, lists them and marks them as read.
import type { Notification } from '../../../contract/notifications.ts';
import type { Queries, Tx } from '../../db/transact.ts';
import { newest } from '../../page/cursor.ts';
import type { Place } from '../../page/cursor.ts';

const lock = { name: 'lock_notifier', text: 'select position from notifier for update skip locked' };
const move = { name: 'move_notifier', text: 'update notifier set position = $1' };

/** How far notifications were made; undefined while another process makes them. */
export const lockPosition = async (tx: Tx) => (await tx.run<{ position: number }>(lock))[0]?.position;
export const movePosition = (tx: Tx, position: number) => tx.run(move, [position]);

// More of the same before it is read is one notification that moves up, at most every two seconds.
const upsert = (rows: string) => `
  insert into notification as n (id, account_id, kind, subject_id, created_at, updated_at, mail_due_at, push_due_at)
  select gen_random_uuid(), account_id, kind, subject_id, $1, $1, $1::timestamptz + interval '2 minutes', $1::timestamptz + interval '5 seconds'
  from (${rows}) made
  on conflict (account_id, kind, subject_id) where read_at is null do update
    set updated_at = excluded.updated_at,
        mail_due_at = coalesce(n.mail_due_at, excluded.mail_due_at),
        push_due_at = coalesce(n.push_due_at, greatest(excluded.push_due_at, n.pushed_at + interval '1 minute'))
    where n.mail_due_at is null or n.push_due_at is null or n.updated_at < excluded.updated_at - interval '2 seconds'
  returning account_id`;

export const ofMessages = {
  name: 'notify_of_messages',
  // A look-up per message: planned as one join, it read every unread receipt of the clinic.
  text: upsert(`select distinct unread.account_id, 'message' as kind, unread.conversation_id as subject_id
                from unnest($2::uuid[]) as given(message_id)
                cross join lateral (
                  select r.account_id, r.conversation_id, r.read_at, r.hidden_at from receipt r
                  where r.message_id = given.message_id offset 0) unread
                join member m on m.conversation_id = unread.conversation_id and m.account_id = unread.account_id
                where unread.read_at is null and unread.hidden_at is null and m.left_at is null and m.muted_at is null
                  and m.archived_at is null`),
};
const ofOthers = {
  name: 'notify_of_others',
  text: upsert(
    'select distinct account_id, kind, subject_id from unnest($2::uuid[], $3::text[], $4::uuid[]) as given(account_id, kind, subject_id)',
  ),
};

export async function notifyOfMessages(tx: Tx, at: Date, messageIds: readonly string[]): Promise<string[]> {
  const rows = await tx.run<{ account_id: string }>(ofMessages, [at, messageIds]);
  return rows.map((row) => row.account_id);
}

export interface NewNotification {
  readonly accountId: string;
  readonly kind: Notification['kind'];
  readonly subjectId: string;
}

export async function notifyOf(tx: Tx, at: Date, made: readonly NewNotification[]): Promise<string[]> {
  const values = [made.map((one) => one.accountId), made.map((one) => one.kind), made.map((one) => one.subjectId)];
  return (await tx.run<{ account_id: string }>(ofOthers, [at, ...values])).map((row) => row.account_id);
}

// Whoever has nothing unread there any more (read, deleted, archived or left on whatever device), or muted it. Look-ups per member: planned as
// one join, it read every open notification and every unread receipt of the clinic.
const settleMessages = {
  name: 'settle_message_notifications',
  text: `update notification n set read_at = $1, mail_due_at = null, push_due_at = null
         from unnest($2::uuid[]) as given(conversation_id)
         cross join lateral (
           select m.account_id, m.left_at is null and m.muted_at is null and m.archived_at is null as listens from member m
           where m.conversation_id = given.conversation_id offset 0) member
         cross join lateral (
           select open.id from notification open
           where open.account_id = member.account_id and open.kind = 'message' and open.subject_id = given.conversation_id
             and open.read_at is null offset 0) open
         left join lateral (
           select r.seq from receipt r
           where r.account_id = member.account_id and r.conversation_id = given.conversation_id and r.read_at is null
             and r.hidden_at is null limit 1) unread on member.listens
         where n.id = open.id and n.read_at is null and unread.seq is null
         returning n.account_id`,
};
export const settleMessageNotifications = async (tx: Tx, at: Date, conversationIds: readonly string[]) =>
  (await tx.run<{ account_id: string }>(settleMessages, [at, conversationIds])).map((row) => row.account_id);

const settleOthers = {
  name: 'settle_notifications',
  text: `update notification n set read_at = $1, mail_due_at = null, push_due_at = null
         from unnest($2::uuid[], $3::text[], $4::uuid[]) as given(account_id, kind, subject_id)
         where n.account_id = given.account_id and n.kind = given.kind and n.subject_id = given.subject_id and n.read_at is null
         returning n.account_id`,
};
export async function settleNotifications(tx: Tx, at: Date, done: readonly NewNotification[]): Promise<string[]> {
  const values = [done.map((one) => one.accountId), done.map((one) => one.kind), done.map((one) => one.subjectId)];
  return (await tx.run<{ account_id: string }>(settleOthers, [at, ...values])).map((row) => row.account_id);
}

const findLinks = {
  name: 'find_care_links_to_notify',
  text: 'select id, status, patient_id, clinician_id, asked_by, accepted_by, ended_by from care_link where id = any ($1::uuid[])',
};
export interface LinkRow {
  id: string;
  status: 'pending' | 'active' | 'ended';
  patient_id: string;
  clinician_id: string;
  asked_by: string;
  accepted_by: string | null;
  ended_by: string | null;
}
export const findLinksToNotify = (tx: Tx, ids: readonly string[]) => tx.run<LinkRow>(findLinks, [ids]);

export interface NotificationRow {
  id: string;
  kind: Notification['kind'];
  subject_id: string;
  created_at: Date;
  updated_at: Date;
  read_at: Date | null;
}

const columns = 'id, kind, subject_id, created_at, updated_at, read_at';
const findPage = {
  name: 'find_notifications',
  text: `select ${columns} from notification where account_id = $1 and (updated_at, id) < ($2::timestamptz, $3::uuid)
         order by updated_at desc, id desc limit $4`,
};
export const findNotifications = (db: Queries, accountId: string, { at, id }: Place = newest, limit: number) =>
  db.run<NotificationRow>(findPage, [accountId, at, id, limit]);

const count = {
  name: 'count_unread_notifications',
  text: 'select count(*)::int as count from notification where account_id = $1 and read_at is null',
};
export const countUnreadNotifications = async (db: Queries, accountId: string) =>
  (await db.run<{ count: number }>(count, [accountId]))[0]!.count;

const markRead = {
  name: 'mark_notification_read',
  text: `update notification set read_at = coalesce(read_at, $3), mail_due_at = null, push_due_at = null
         where account_id = $1 and id = $2 returning ${columns}`,
};
export const updateRead = async (tx: Tx, accountId: string, id: string, at: Date) =>
  (await tx.run<NotificationRow>(markRead, [accountId, id, at]))[0];
