// Numbers outbox rows in commit order and reads them back by number.
import type { Queries, Tx } from '../db/transact.ts';
import type { OutboxRow } from './append.ts';

/** Rows numbered, read or deleted by one statement. */
export const batchSize = 1_000;

// Without bitmap scans what was numbered is passed over once and then left out of the index: a bitmap met it again each round.
const lockRelay = {
  name: 'lock_relay',
  text: "select pg_advisory_xact_lock(721106), set_config('enable_bitmapscan', 'off', true)",
};

// A row is seen here only after its commit, and one relay numbers at a time: whoever has read up to a number can
// never meet a smaller one later, however long the transaction that appended it stayed open.
const numberRows = {
  name: 'number_outbox_rows',
  text: `with next as materialized (
           select id from outbox where number is null order by id limit ${batchSize}
         ), numbered as materialized (
           select id, nextval('outbox_number') as number from (select id from next order by id) as in_order
         ), published as (
           update outbox set number = numbered.number from numbered where outbox.id = numbered.id returning outbox.at
         )
         select count(*) as count, min(at) as oldest from published`,
};

/** Gives the next numbers to at most `batchSize` committed rows, and commits. `oldest` is null when there were none. */
export async function numberOutboxRows(tx: Tx): Promise<{ count: number; oldest: Date | null }> {
  const [, rows] = await Promise.all([
    tx.run(lockRelay),
    tx.run<{ count: number; oldest: Date | null }>(numberRows),
    tx.commit(),
  ]);
  return rows[0]!;
}

export interface PublishedRow {
  readonly number: number;
  readonly type: OutboxRow['type'];
  readonly conversation_id: string | null;
  readonly message_id: string | null;
  readonly account_id: string | null;
  readonly detail: Readonly<Record<string, unknown>> | null;
}

const columns = 'number, type, conversation_id, message_id, account_id, detail';

const findAfter = {
  name: 'find_published_after',
  text: `select ${columns} from outbox where number > $1 order by number limit ${batchSize}`,
};

export const findPublishedAfter = (db: Queries, number: number) => db.run<PublishedRow>(findAfter, [number]);

const findFrom = {
  name: 'find_published_from',
  text: `select ${columns}, id, at from outbox where number >= $1 order by number limit ${batchSize}`,
};

/** A row that was read, to be told from another one that got its number in another history of the database. */
export const nameOf = (row: { readonly id: number; readonly at: Date }) => `${row.id} ${row.at.getTime()}`;

/** The row of that number, when it is there, and the next ones: `batchSize` altogether. */
export const findPublishedFrom = (db: Queries, number: number) =>
  db.run<PublishedRow & { id: number; at: Date }>(findFrom, [number]);

const findConcerning = {
  name: 'find_published_concerning',
  text: `select ${columns} from outbox
         where number > $2 and number <= $3 and type <> 'session.ended'
           and (account_id = $1
                or (type in ('message.sent', 'receipt.changed', 'reactions.changed', 'membership.changed', 'invitation.changed')
                    and exists (select from member m where m.conversation_id = outbox.conversation_id and m.account_id = $1 and m.left_at is null)))
         order by number limit $4`,
};

/** Rows in (`after`, `upTo`] that may concern an account; reads every row in between, so keep the span small. */
export const findPublishedConcerning = (db: Queries, accountId: string, after: number, upTo: number, limit: number) =>
  db.run<PublishedRow>(findConcerning, [accountId, after, upTo, limit]);

const findExtent = {
  name: 'find_published_extent',
  text: 'select coalesce(min(number), 1) as oldest, coalesce(max(number), 0) as newest from outbox where number is not null',
};

/** The numbers that are still there; before the first event `newest` is 0. */
export async function findPublishedExtent(db: Queries): Promise<{ oldest: number; newest: number }> {
  const [row] = await db.run<{ oldest: number; newest: number }>(findExtent);
  return row!;
}

const skip = { name: 'skip_published', text: `select max(nextval('outbox_number')) from generate_series(1, $1::int)` };

/** Numbers that nothing ever gets. */
export const skipNumbers = (db: Queries, count: number) => db.run(skip, [count]);

// Always a run from the lowest number up, and never the last row: the newest number must survive.
const deleteOldest = {
  name: 'delete_oldest_published',
  text: `with oldest as materialized (
           select number, at from outbox where number is not null order by number limit ${batchSize}
         )
         delete from outbox
         where number < coalesce((select min(number) from oldest where at >= $1), (select max(number) from oldest))
         returning number`,
};

/** @returns how many rows went; `batchSize - 1` or more means there may be others. */
export async function deletePublishedBefore(db: Queries, moment: Date): Promise<number> {
  return (await db.run(deleteOldest, [moment])).length;
}
