// All SQL that chains audit entries and reads the chain back.
import type { Queries, Tx } from '../db/transact.ts';
import type { Checkpoint } from './digest.ts';
import { entryText } from './digest.ts';

/** Any fixed number; only one chainer of a database works at a time. */
const tryLock = { name: 'audit_try_lock', text: 'select pg_try_advisory_xact_lock(6021001) as locked' };

export async function tryChainLock(tx: Tx): Promise<boolean> {
  const [row] = await tx.run<{ locked: boolean }>(tryLock);
  return row!.locked;
}

const take = {
  name: 'audit_take_pending',
  text: `with taken as (
           delete from audit_pending where entry_id in (select entry_id from audit_pending order by entry_id limit $1)
           returning entry_id
         )
         select e.id, e.text from taken
         cross join lateral (select e.id, ${entryText} as text from audit_entry e where e.id = taken.entry_id limit 1) e
         order by e.id`,
};

export interface EntryText {
  id: string;
  text: string;
}

export async function takePending(tx: Tx, limit: number): Promise<EntryText[]> {
  return tx.run(take, [limit]);
}

const head = { name: 'audit_head', text: 'select position, mac from audit_checkpoint order by position desc limit 1' };

export async function findHead(db: Queries): Promise<{ position: number; mac: Buffer } | undefined> {
  const [row] = await db.run<{ position: number; mac: Buffer }>(head);
  return row;
}

const insert = {
  name: 'audit_insert_checkpoint',
  text: `insert into audit_checkpoint (position, entry_ids, digests, previous_mac, mac, made_at)
         values ($1, $2, $3, $4, $5, to_timestamp($6::numeric / 1000000))`,
};

export async function insertCheckpoint(tx: Tx, c: Checkpoint, mac: Buffer): Promise<void> {
  await tx.run(insert, [c.position, c.entryIds, c.digests, c.previousMac, mac, c.madeAt]);
}

const page = {
  name: 'audit_checkpoint_page',
  text: `select position, (case when isfinite(made_at) then extract(epoch from made_at) * 1000000 else 0 end)::bigint as "madeAt",
                previous_mac as "previousMac", mac,
                array_replace(entry_ids, null, '00000000-0000-0000-0000-000000000000') as "entryIds",
                array_replace(digests, null, '') as digests
         from audit_checkpoint where position > $1 order by position limit $2`,
};

export async function findCheckpointsAfter(
  tx: Tx,
  position: number,
  limit: number,
): Promise<(Checkpoint & { mac: Buffer })[]> {
  return tx.run(page, [position, limit]);
}

const texts = {
  name: 'audit_entry_texts',
  text: `select e.id, ${entryText} as text from audit_entry e where e.id = any($1::uuid[])`,
};

export async function findEntryTexts(tx: Tx, ids: readonly string[]): Promise<EntryText[]> {
  return tx.run(texts, [ids]);
}

// The database sorts, on its disk when it must; this side holds one page.
const strays = {
  name: 'audit_strays',
  text: `declare strays no scroll cursor for
           select id from audit_entry
           except (select entry_id from audit_pending union all select unnest(entry_ids) from audit_checkpoint)`,
};
const nextStrays = { name: 'audit_next_strays', text: 'fetch 1000 from strays' };

/** Ids of entries that are neither chained nor waiting to be. */
export async function* eachStray(tx: Tx): AsyncGenerator<string> {
  await tx.run(strays);
  for (;;) {
    const rows = await tx.run<{ id: string }>(nextStrays);
    if (rows.length === 0) return;
    for (const row of rows) yield row.id;
  }
}

const pending = { name: 'audit_count_pending', text: 'select count(*) as count from audit_pending' };

export async function countPending(tx: Tx): Promise<number> {
  const [row] = await tx.run<{ count: number }>(pending);
  return row!.count;
}

const snapshot = { name: 'audit_snapshot', text: 'set transaction isolation level repeatable read, read only' };

/** Must be the first statement: everything after it sees one moment, however busy the house is. */
export async function useOneSnapshot(tx: Tx): Promise<void> {
  await tx.run(snapshot);
}
