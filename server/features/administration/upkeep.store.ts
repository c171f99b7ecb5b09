// SQL of how the house is doing: the database itself, jobs, keys, the audit chain, and when upkeep was last done.
import type { Queries } from '../../db/transact.ts';

const database = {
  name: 'read_database_state',
  text: `select current_setting('server_version') as version, pg_database_size(current_database())::float8 as bytes`,
};
const trip = { name: 'measure_round_trip', text: 'select 1 as one' };

export async function readDatabase(db: Queries): Promise<{ version: string; bytes: number; roundTripMs: number }> {
  const [row] = await db.run<{ version: string; bytes: number }>(database);
  const begin = performance.now();
  await db.run(trip);
  return { ...row!, roundTripMs: performance.now() - begin };
}

const jobs = {
  name: 'read_job_state',
  text: `select count(*) filter (where state in ('created', 'retry', 'active') and start_after <= now())::int as due,
                coalesce(extract(epoch from now() - min(start_after) filter (where state in ('created', 'retry') and start_after <= now())), 0)::float8
                  as oldest,
                count(*) filter (where state in ('created', 'retry') and start_after > now())::int as later,
                count(*) filter (where state = 'failed' and completed_on > now() - interval '1 day')::int as failed
         from job.job where name not like '\\_\\_%'`,
};

export async function readJobs(db: Queries) {
  const [row] = await db.run<{ due: number; oldest: number; later: number; failed: number }>(jobs);
  return row!;
}

const keys = { name: 'read_sealed_keys', text: 'select sealed, created_at from installation_key order by created_at' };
export const readSealedKeys = (db: Queries) => db.run<{ sealed: Buffer; created_at: Date }>(keys);

const waiting = { name: 'count_unchained', text: 'select count(*)::int as count from audit_pending' };
export const countUnchained = async (db: Queries) => (await db.run<{ count: number }>(waiting))[0]!.count;

const findAll = { name: 'find_upkeep', text: 'select name, done_at, detail from upkeep' };
export async function findUpkeep(db: Queries): Promise<Map<string, { doneAt: Date; detail: unknown }>> {
  const rows = await db.run<{ name: string; done_at: Date; detail: unknown }>(findAll);
  return new Map(rows.map((row) => [row.name, { doneAt: row.done_at, detail: row.detail }]));
}

const upsert = {
  name: 'upsert_upkeep',
  text: `insert into upkeep (name, done_at, detail) values ($1, $2, $3)
         on conflict (name) do update set done_at = excluded.done_at, detail = excluded.detail`,
};
export const recordUpkeep = (db: Queries, name: string, at: Date, detail: Readonly<Record<string, unknown>>) =>
  db.run(upsert, [name, at, JSON.stringify(detail)]);
