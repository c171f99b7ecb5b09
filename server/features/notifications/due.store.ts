// SQL that finds who is due an e-mail, a push or a daily summary, and records how that went.
import type { Queries, Tx } from '../../db/transact.ts';
import { settingsColumns } from './settings.store.ts';
import type { SettingsRow } from './settings.store.ts';

interface DueRow extends SettingsRow {
  id: string;
  account_id: string;
  deactivated: boolean;
}

export interface MailRow extends DueRow {
  attempts: number;
  due: boolean;
  /** When the person was last sent an e-mail. */
  mailed_at: Date | null;
  /** Until then another process may be sending one, or one that failed is about to be tried again. */
  held_until: Date | null;
}

const duePeople = {
  name: 'hold_due_for_mail',
  text: `select id from account
         where id in (select account_id from notification where mail_due_at <= $1
                      group by account_id order by min(mail_due_at) limit $2)
         for no key update skip locked`,
};
// What waits for an e-mail is unread. Only of a locked person: the statement sees what was done to them before.
const waiting = {
  name: 'take_waiting_for_mail',
  text: `with taken as (
           select n.id from notification n
           where n.account_id = any ($1::uuid[]) and n.read_at is null and n.mail_due_at is not null
           for update skip locked
         )
         select n.id, n.account_id, n.mail_attempts as attempts, n.mail_due_at <= $2 as due,
                a.deactivated_at is not null as deactivated, ${settingsColumns},
                (select max(sent.mailed_at) from notification sent
                 where sent.account_id = n.account_id and sent.mailed_at is not null) as mailed_at,
                max(n.mail_due_at) filter (where n.mail_attempts > 0 and n.mail_due_at > $2 and n.mail_due_at <= $3)
                  over (partition by n.account_id) as held_until
         from taken join notification n on n.id = taken.id
         join account a on a.id = n.account_id
         left join notification_setting s on s.account_id = a.id`,
};

/** All that waits for e-mail of people who are due one, locked until the commit; whom another process has is passed over. */
export async function takeDueMail(tx: Tx, now: Date, leaseEnd: Date, limit: number): Promise<MailRow[]> {
  const people = await tx.run<{ id: string }>(duePeople, [now, limit]);
  if (people.length === 0) return [];
  return tx.run<MailRow>(waiting, [people.map((person) => person.id), now, leaseEnd]);
}

interface PushRow extends DueRow {
  /** Of messages: none of them arrived on any device. Of everything else true. */
  unseen: boolean;
}

const duePush = {
  name: 'take_due_push',
  text: `
  with taken as (
    select id from notification where push_due_at <= $1 order by push_due_at limit $2 for update skip locked
  )
  select n.id, n.account_id, a.deactivated_at is not null as deactivated, ${settingsColumns},
         n.kind <> 'message' or exists (
           select from receipt r where r.account_id = n.account_id and r.conversation_id = n.subject_id
             and r.read_at is null and r.hidden_at is null and r.delivered_at is null) as unseen
  from taken join notification n on n.id = taken.id
  join account a on a.id = n.account_id
  left join notification_setting s on s.account_id = a.id`,
};

/** Locked until the commit; what another process has taken is passed over. */
export const takeDuePush = (tx: Tx, now: Date, limit: number) => tx.run<PushRow>(duePush, [now, limit]);

const setMailDue = {
  name: 'set_mail_due',
  text: `update notification n set mail_due_at = given.due_at, mail_attempts = given.attempts
         from unnest($1::uuid[], $2::timestamptz[], $3::int[]) as given(id, due_at, attempts) where n.id = given.id`,
};
export interface MailDue {
  readonly id: string;
  /** When to look again; null for never. */
  readonly dueAt: Date | null;
  readonly attempts: number;
}
export async function updateMailDue(db: Queries, rows: readonly MailDue[]): Promise<void> {
  if (rows.length === 0) return;
  await db.run(setMailDue, [rows.map((row) => row.id), rows.map((row) => row.dueAt), rows.map((row) => row.attempts)]);
}

const setMailed = {
  name: 'set_mailed',
  text: 'update notification set mailed_at = $2, mail_due_at = null, mail_attempts = 0 where id = any ($1::uuid[])',
};
export const updateMailed = (db: Queries, ids: readonly string[], at: Date) => db.run(setMailed, [ids, at]);

const setPushed = {
  name: 'set_pushed',
  text: `update notification n set push_due_at = given.due_at, pushed_at = case when given.due_at is null then $3 else n.pushed_at end
         from unnest($1::uuid[], $2::timestamptz[]) as given(id, due_at) where n.id = given.id`,
};
/** Pushed, or with a moment to look again. */
export async function updatePushed(
  db: Queries,
  rows: readonly { id: string; dueAt: Date | null }[],
  at: Date,
): Promise<void> {
  if (rows.length === 0) return;
  await db.run(setPushed, [rows.map((row) => row.id), rows.map((row) => row.dueAt), at]);
}

export interface DigestRow extends SettingsRow {
  account_id: string;
  deactivated: boolean;
  unread: boolean;
}

const dueDigests = {
  name: 'take_due_digests',
  text: `with taken as (
           select account_id from notification_setting where digest_due_at <= $1 order by digest_due_at limit $2 for update skip locked
         )
         select a.id as account_id, a.deactivated_at is not null as deactivated, ${settingsColumns}, (
                  exists (select from notification n where n.account_id = a.id and n.read_at is null)
                  or exists (select from receipt r join member m on m.conversation_id = r.conversation_id and m.account_id = r.account_id
                             where r.account_id = a.id and r.read_at is null and r.hidden_at is null and m.left_at is null
                               and m.archived_at is null and m.muted_at is null)) as unread
         from taken join account a on a.id = taken.account_id join notification_setting s on s.account_id = a.id`,
};
export const takeDueDigests = (tx: Tx, now: Date, limit: number) => tx.run<DigestRow>(dueDigests, [now, limit]);

const setDigestDue = {
  name: 'set_digest_due',
  text: 'update notification_setting set digest_due_at = $2 where account_id = $1 and digest',
};
export const updateDigestDue = (db: Queries, accountId: string, at: Date) => db.run(setDigestDue, [accountId, at]);

const state = {
  name: 'read_mail_state',
  text: `select count(*) filter (where mail_attempts > 0 and mail_due_at is not null)::int as retrying,
                count(*) filter (where mail_attempts > 0 and mail_due_at is null and mailed_at is null and read_at is null)::int as given_up,
                min(updated_at) filter (where mail_attempts > 0 and read_at is null) as oldest
         from notification where mail_attempts > 0`,
};
export async function readMailRows(db: Queries): Promise<{ retrying: number; given_up: number; oldest: Date | null }> {
  return (await db.run<{ retrying: number; given_up: number; oldest: Date | null }>(state))[0]!;
}
