// Broadcasts themselves: made once, listed with how many they reached.
import type { Broadcast } from '../../../contract/broadcasts.ts';
import type { Queries, Tx } from '../../db/transact.ts';
import type { Place } from '../../page/cursor.ts';

export interface NewBroadcast {
  readonly id: string;
  readonly authorId: string;
  readonly clientId: string;
  readonly audience: Broadcast['audience'];
  readonly dataKey: Buffer;
  readonly subjectSealed: Buffer | null;
  readonly bodySealed: Buffer;
  readonly urgent: boolean;
  readonly createdAt: Date;
}

const insert = {
  name: 'insert_broadcast',
  text: `insert into broadcast (id, author_id, client_id, audience, data_key, subject_sealed, body_sealed, urgent, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (author_id, client_id) do nothing returning id`,
};

/** @returns whether it was stored; false when the author used the client id before. */
export async function insertBroadcast(tx: Tx, b: NewBroadcast): Promise<boolean> {
  const values = [b.id, b.authorId, b.clientId, b.audience, b.dataKey, b.subjectSealed, b.bodySealed];
  return (await tx.run(insert, [...values, b.urgent, b.createdAt])).length > 0;
}

export interface BroadcastRow {
  id: string;
  client_id: string;
  audience: Broadcast['audience'];
  data_key: Buffer;
  subject_sealed: Buffer | null;
  body_sealed: Buffer;
  urgent: boolean;
  created_at: Date;
  completed_at: Date | null;
  total: number;
  sent: number;
  delivered: number;
  read: number;
  skipped: number;
}

const withReach = (which: string) => `
  select b.id, b.client_id, b.audience, b.data_key, b.subject_sealed, b.body_sealed, b.urgent, b.created_at, b.completed_at, reach.*
  from (${which}) b
  join lateral (
    select count(*)::int as total, count(*) filter (where r.status = 'sent')::int as sent,
           count(got.delivered_at)::int as delivered, count(got.read_at)::int as read,
           count(*) filter (where r.status = 'skipped')::int as skipped
    from broadcast_recipient r
    left join receipt got on got.message_id = r.message_id and got.account_id = r.account_id
    where r.broadcast_id = b.id
  ) reach on true
  order by b.created_at desc, b.id desc`;

const findByClientId = {
  name: 'find_broadcast_by_client_id',
  text: withReach('select * from broadcast where author_id = $1 and client_id = $2'),
};
const list = {
  name: 'list_broadcasts',
  text: withReach(`select * from broadcast where author_id = $1 and (created_at, id) < ($2::timestamptz, $3::uuid)
                   order by created_at desc, id desc limit $4`),
};
const last: Place = { at: new Date('9999-01-01T00:00:00Z'), id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

export async function findBroadcastByClientId(tx: Tx, authorId: string, clientId: string) {
  return (await tx.run<BroadcastRow>(findByClientId, [authorId, clientId]))[0];
}

export function findBroadcastPage(db: Queries, authorId: string, { at, id }: Place = last, limit: number) {
  return db.run<BroadcastRow>(list, [authorId, at, id, limit]);
}

export interface UnfinishedBroadcast {
  id: string;
  author_id: string;
  audience: Broadcast['audience'];
  data_key: Buffer;
  subject_sealed: Buffer | null;
  body_sealed: Buffer;
}

const findUnfinishedOne = {
  name: 'find_unfinished_broadcast',
  text: `select b.id, b.author_id, b.audience, b.data_key, b.subject_sealed, b.body_sealed
         from broadcast b where b.id = $1 and b.completed_at is null`,
};

export async function findUnfinishedBroadcast(db: Queries, id: string): Promise<UnfinishedBroadcast | undefined> {
  return (await db.run<UnfinishedBroadcast>(findUnfinishedOne, [id]))[0];
}

const overdue = {
  name: 'find_overdue_broadcasts',
  text: 'select id from broadcast where completed_at is null and created_at < $1 order by created_at',
};

export async function findOverdueBroadcasts(db: Queries, before: Date): Promise<string[]> {
  return (await db.run<{ id: string }>(overdue, [before])).map((row) => row.id);
}
