// All SQL for scheduled messages.
import type { Person } from '../../../contract/accounts.ts';
import type { Role } from '../../../contract/endpoint.ts';
import type { ScheduledMessage } from '../../../contract/scheduled-messages.ts';
import type { Queries, Tx } from '../../db/transact.ts';
import type { Place } from '../../page/cursor.ts';

export interface NewScheduledMessage {
  readonly id: string;
  readonly authorId: string;
  readonly clientId: string;
  readonly toId: string | null;
  readonly conversationId: string | null;
  readonly subjectSealed: Buffer | null;
  readonly bodySealed: Buffer;
  readonly sendAt: Date;
  readonly timeZone: string;
  readonly createdAt: Date;
}

const insert = {
  name: 'insert_scheduled_message',
  text: `insert into scheduled_message (id, author_id, client_id, to_id, conversation_id, subject_sealed, body_sealed, send_at, time_zone, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (author_id, client_id) do nothing returning id`,
};

/** @returns whether it was stored; false when the author used the client id before. */
export async function insertScheduledMessage(tx: Tx, m: NewScheduledMessage): Promise<boolean> {
  const values = [m.id, m.authorId, m.clientId, m.toId, m.conversationId, m.subjectSealed, m.bodySealed];
  return (await tx.run(insert, [...values, m.sendAt, m.timeZone, m.createdAt])).length > 0;
}

export interface ScheduledRow {
  id: string;
  author_id: string;
  client_id: string;
  to: Person | null;
  conversation_id: string | null;
  to_id: string | null;
  /** Null unless the author is a member. */
  group_subject_sealed: Buffer | null;
  group_data_key: Buffer | null;
  subject_sealed: Buffer | null;
  body_sealed: Buffer;
  data_key: Buffer;
  send_at: Date;
  time_zone: string;
  status: ScheduledMessage['status'];
  failure: ScheduledMessage['failure'];
  settled_at: Date | null;
  message_id: string | null;
  sent_in: string | null;
  created_at: Date;
}

const select = `
  select s.id, s.author_id, s.client_id, s.to_id, s.conversation_id, s.subject_sealed, s.body_sealed, key.data_key, s.send_at, s.time_zone,
         s.status, s.failure, s.settled_at, s.message_id, sent.conversation_id as sent_in, s.created_at,
         room.subject_sealed as group_subject_sealed, room.data_key as group_data_key,
         (select json_build_object('id', a.id, 'displayName', a.display_name, 'headline', a.headline, 'role', a.role)
          from account a where a.id = coalesce(s.to_id, case when c.low_account_id = s.author_id then c.high_account_id else c.low_account_id end)) as to
  from scheduled_message s
  join account_key key on key.account_id = s.author_id
  left join conversation c on c.id = s.conversation_id
  left join member me on me.conversation_id = c.id and me.account_id = s.author_id and me.left_at is null
  left join conversation room on room.id = me.conversation_id and room.kind = 'group'
  left join message sent on sent.id = s.message_id`;

const findOne = { name: 'find_scheduled_message', text: `${select} where s.author_id = $1 and s.id = $2` };
const findByClientId = {
  name: 'find_scheduled_by_client_id',
  text: `${select} where s.author_id = $1 and s.client_id = $2`,
};

export async function findScheduled(db: Queries, authorId: string, id: string): Promise<ScheduledRow | undefined> {
  return (await db.run<ScheduledRow>(findOne, [authorId, id]))[0];
}

export async function findScheduledByClientId(tx: Tx, authorId: string, clientId: string) {
  return (await tx.run<ScheduledRow>(findByClientId, [authorId, clientId]))[0];
}

const listLatest = {
  name: 'list_scheduled_latest',
  text: `${select} where s.author_id = $1 and ($2::text is null or s.status = $2) and (s.send_at, s.id) < ($3::timestamptz, $4::uuid)
         order by s.send_at desc, s.id desc limit $5`,
};
const listSoonest = {
  name: 'list_scheduled_soonest',
  text: `${select} where s.author_id = $1 and s.status = 'scheduled' and (s.send_at, s.id) > ($2::timestamptz, $3::uuid)
         order by s.send_at, s.id limit $4`,
};
const first: Place = { at: new Date(0), id: '00000000-0000-0000-0000-000000000000' };
const last: Place = { at: new Date('9999-01-01T00:00:00Z'), id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

export function findScheduledPage(
  db: Queries,
  authorId: string,
  status: ScheduledMessage['status'] | undefined,
  place: Place | undefined,
  limit: number,
): Promise<ScheduledRow[]> {
  if (status === 'scheduled') {
    const { at, id } = place ?? first;
    return db.run(listSoonest, [authorId, at, id, limit]);
  }
  const { at, id } = place ?? last;
  return db.run(listLatest, [authorId, status ?? null, at, id, limit]);
}

const lockOwn = {
  name: 'lock_scheduled_message',
  text: 'select id, status, time_zone from scheduled_message where author_id = $1 and id = $2 for update',
};

export async function lockScheduled(tx: Tx, authorId: string, id: string) {
  const [row] = await tx.run<{ id: string; status: ScheduledMessage['status']; time_zone: string }>(lockOwn, [
    authorId,
    id,
  ]);
  return row;
}

export interface ScheduledChange {
  /** Absent stays, null removes. */
  readonly subjectSealed?: Buffer | null;
  readonly bodySealed?: Buffer;
  readonly sendAt?: Date;
  readonly timeZone?: string;
}

const update = {
  name: 'update_scheduled_message',
  text: `update scheduled_message set subject_sealed = case when $2 then $3 else subject_sealed end,
           body_sealed = coalesce($4, body_sealed), send_at = coalesce($5, send_at), time_zone = coalesce($6, time_zone)
         where id = $1`,
};

export async function updateScheduled(tx: Tx, id: string, change: ScheduledChange): Promise<void> {
  const { subjectSealed, bodySealed, sendAt, timeZone } = change;
  const values = [subjectSealed !== undefined, subjectSealed ?? null, bodySealed ?? null];
  await tx.run(update, [id, ...values, sendAt ?? null, timeZone ?? null]);
}

export interface DueRow {
  id: string;
  author_id: string;
  author_role: Role;
  author_name: string;
  author_headline: string | null;
  author_deactivated: boolean;
  to_id: string | null;
  conversation_id: string | null;
  subject_sealed: Buffer | null;
  body_sealed: Buffer;
  data_key: Buffer;
  send_at: Date;
}

// Waits for whoever works on one of them; afterwards only what is still scheduled is left. Order prevents deadlocks.
const lockDue = {
  name: 'lock_due_scheduled_messages',
  text: `select s.id, s.author_id, s.to_id, s.conversation_id, s.subject_sealed, s.body_sealed, s.send_at, key.data_key,
                a.role as author_role, a.display_name as author_name, a.headline as author_headline,
                a.deactivated_at is not null as author_deactivated
         from scheduled_message s join account a on a.id = s.author_id join account_key key on key.account_id = s.author_id
         where s.id = any ($1::uuid[]) and s.status = 'scheduled'
         order by s.id for update of s`,
};

export const lockDueScheduled = (tx: Tx, ids: readonly string[]) => tx.run<DueRow>(lockDue, [ids]);

export interface Settled {
  readonly id: string;
  readonly status: 'sent' | 'failed' | 'cancelled';
  readonly failure: ScheduledMessage['failure'];
  readonly messageId: string | null;
}

const settle = {
  name: 'settle_scheduled_messages',
  text: `update scheduled_message s set status = given.status, failure = given.failure, message_id = given.message_id, settled_at = $5
         from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[]) as given(id, status, failure, message_id)
         where s.id = given.id`,
};

export async function settleScheduled(tx: Tx, settled: readonly Settled[], at: Date): Promise<void> {
  await tx.run(settle, [
    settled.map((entry) => entry.id),
    settled.map((entry) => entry.status),
    settled.map((entry) => entry.failure),
    settled.map((entry) => entry.messageId),
    at,
  ]);
}

const clock = { name: 'read_database_clock', text: 'select clock_timestamp() as now' };

export const readDatabaseClock = async (db: Queries) => (await db.run<{ now: Date }>(clock))[0]!.now;

const overdue = {
  name: 'find_overdue_scheduled_messages',
  text: `select id from scheduled_message where status = 'scheduled' and send_at < $1 order by send_at limit $2`,
};

export async function findOverdueScheduled(db: Queries, before: Date, limit: number): Promise<string[]> {
  return (await db.run<{ id: string }>(overdue, [before, limit])).map((row) => row.id);
}
