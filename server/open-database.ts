// From configuration to a migrated, durable database: the embedded one under the folder's lock, or a server of the clinic's own.
import path from 'node:path';
import type pg from 'pg';
import type { Config } from './config.ts';
import { appRole, migrate } from './db/migrate.ts';
import { assertFit, createPool, poolerInBetween } from './db/pool.ts';
import { lockDataDir } from './embedded/data-lock.ts';
import { startEmbedded } from './embedded/postgres.ts';
import { root } from './root.ts';

export interface OpenDatabase {
  readonly pool: pg.Pool;
  readonly embedded: boolean;
  /** For connections beside the pool: where to, and the role to take. */
  readonly own: { readonly connectionString: string; readonly role: string };
  /** Of the owner of the tables, for an operator's command. */
  readonly ownerUrl: string;
  /** Ends the connections, then the embedded server, then gives the folder back. */
  readonly close: () => Promise<void>;
}

const migrations = path.join(root, 'server/db/migrations');
const migrationTimeout = 3_600_000;

/** @throws Error of one sentence for whoever starts the product. */
export async function openDatabase(config: Config, log: (line: object) => void): Promise<OpenDatabase> {
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).toReversed()) await step();
  };
  try {
    let urls = { app: config.databaseUrl!, owner: config.migrationDatabaseUrl! };
    if (!config.databaseUrl) {
      const lock = await lockDataDir(config.dataDir);
      closing.push(() => lock.release());
      const postgres = await startEmbedded({ dataDir: config.dataDir, log });
      closing.push(() => postgres.stop());
      postgres.keepRunning();
      urls = { app: postgres.appUrl, owner: postgres.ownerUrl };
    }
    await prepare(urls.owner);
    const pool = createPool(urls.app, { max: config.poolSize, role: appRole });
    closing.push(() => pool.end());
    await reach(pool, urls.app);
    await assertFit(pool, appRole);
    return {
      pool,
      own: { connectionString: urls.app, role: appRole },
      embedded: !config.databaseUrl,
      ownerUrl: urls.owner,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function prepare(url: string): Promise<void> {
  const owner = createPool(url, { max: 2, statementTimeout: migrationTimeout });
  try {
    await reach(owner, url);
    await assertFit(owner);
    await migrate(owner, migrations);
  } finally {
    await owner.end();
  }
}

async function reach(pool: pg.Pool, url: string): Promise<void> {
  try {
    await pool.query('select 1');
  } catch (cause) {
    const { code, message } = cause as Error & { code?: string };
    const { host, pathname } = new URL(url);
    if (message.includes('startup parameter')) throw new Error(poolerInBetween, { cause });
    throw new Error(`The database ${pathname.slice(1)} at ${host} cannot be used (${message || code}).`, { cause });
  }
}
