// Brings a database to the newest schema; forward only, one process at a time.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Migration } from 'kysely/migration';
import type pg from 'pg';
import { installJobs } from '../jobs/install-jobs.ts';

export const appRole = 'healing_space_app';
/** Of an advisory lock, known to nobody else in the house. */
const migrating = 721_108;

/** @throws Error naming the migration that failed, or saying how to make the application's role. */
export function migrate(owner: pg.Pool, folder: string): Promise<string[]> {
  return alone(owner, () => migrateAlone(owner, folder));
}

/** Processes that start together wait for each other: even granting the same right twice at once fails. */
async function alone<T>(owner: pg.Pool, work: () => Promise<T>): Promise<T> {
  const client = await owner.connect();
  try {
    await client.query('set lock_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [migrating]);
    return await work();
  } finally {
    client.release(true); // The lock ends with the connection.
  }
}

async function migrateAlone(owner: pg.Pool, folder: string): Promise<string[]> {
  await makeAppRole(owner);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: owner }) });
  const migrator = new Migrator({ db, provider: { getMigrations: () => readMigrations(folder) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) {
    const failed = results.find((result) => result.status === 'Error');
    throw new Error(`Migration ${failed?.migrationName ?? 'set-up'} failed: ${reason(error)}`, { cause: error });
  }
  await installJobs(owner, appRole);
  return results.map((result) => result.migrationName);
}

async function readMigrations(folder: string): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).toSorted();
  const entries = files.map(async (file): Promise<[string, Migration]> => {
    const text = await readFile(path.join(folder, file), 'utf8');
    return [path.basename(file, '.sql'), { up: async (db) => void (await sql.raw(text).execute(db)) }];
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function makeAppRole(owner: pg.Pool): Promise<void> {
  const { rows } = await owner.query<{ present: boolean; member: boolean; owner: string }>(
    `select exists (select from pg_roles where rolname = $1) as present,
            coalesce((select pg_has_role(current_user, oid, 'member') from pg_roles where rolname = $1), false) as member,
            current_user as owner`,
    [appRole],
  );
  const { present, member, owner: name } = rows[0]!;
  try {
    // Another process may make the same role at the same moment.
    if (!present) {
      await owner.query(
        `do $$ begin create role ${appRole} nologin; exception when duplicate_object or unique_violation then null; end $$`,
      );
    }
    if (!member) await owner.query(`grant ${appRole} to "${name.replaceAll('"', '""')}"`);
  } catch (error) {
    throw new Error(
      `The role ${appRole} could not be prepared (${reason(error)}). As a database administrator run: ` +
        `create role ${appRole} nologin; grant ${appRole} to "${name}";`,
      { cause: error },
    );
  }
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));
