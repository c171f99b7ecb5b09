// The database and keys for an operator's command, whether the house is running or not.
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../config.ts';
import { appRole } from '../db/migrate.ts';
import { createPool } from '../db/pool.ts';
import { createDatabase } from '../db/transact.ts';
import type { Database } from '../db/transact.ts';
import { keepPassword, openHome, ownerPassword, ownerRole } from '../embedded/cluster.ts';
import { lockDataDir } from '../embedded/data-lock.ts';
import { startEmbedded } from '../embedded/postgres.ts';
import { findPostmaster } from '../embedded/postmaster.ts';
import { loadInstallationKeys } from '../vault/installation-keys.ts';
import type { InstallationKeys } from '../vault/installation-keys.ts';
import { keyFileIn, loadKeyFile, parseKeyRing } from '../vault/key-ring.ts';
import { createVault } from '../vault/vault.ts';
import type { Vault } from '../vault/vault.ts';

const statementTimeout = 3_600_000;

/** Starts the embedded database when nobody runs it and stops it afterwards; never makes a new one. */
export async function withOperatorDatabase<T>(
  config: Config,
  work: (db: Database, keys: InstallationKeys, vault: Vault, ownerUrl: string) => Promise<T>,
): Promise<T> {
  const { url, ownerUrl, close } = await findDatabase(config);
  const pool = createPool(url, { max: 1, role: appRole, statementTimeout });
  try {
    const db = createDatabase(pool);
    const vault = createVault(await openKeys(config));
    return await work(db, await loadInstallationKeys(db, vault), vault, ownerUrl);
  } finally {
    await pool.end();
    await close();
  }
}

interface FoundDatabase {
  readonly url: string;
  /** Of the owner of the tables. */
  readonly ownerUrl: string;
  readonly close: () => Promise<void>;
}

async function findDatabase(config: Config): Promise<FoundDatabase> {
  if (config.databaseUrl)
    return { url: config.databaseUrl, ownerUrl: config.migrationDatabaseUrl!, close: async () => {} };
  const folder = path.resolve(config.dataDir);
  if (!existsSync(path.join(folder, 'postgres', 'cluster'))) {
    throw new Error(`There is no database in ${folder}: set DATA_DIR or DATABASE_URL to the one to look at.`);
  }
  const home = openHome(config.dataDir);
  const running = findPostmaster(home.cluster);
  if (running?.ready) {
    const urlOf = (role: string, password: string) =>
      `postgres://${role}:${password}@127.0.0.1:${running.port}/healing_space`;
    return {
      url: urlOf(appRole, keepPassword(home, 'app')),
      ownerUrl: urlOf(ownerRole, ownerPassword(home)),
      close: async () => {},
    };
  }
  const lock = await lockDataDir(config.dataDir);
  const postgres = await startEmbedded({ dataDir: config.dataDir });
  return {
    url: postgres.appUrl,
    ownerUrl: postgres.ownerUrl,
    async close() {
      await postgres.stop();
      await lock.release();
    },
  };
}

async function openKeys(config: Config) {
  if (config.masterKeys) return parseKeyRing(config.masterKeys);
  const file = keyFileIn(config.dataDir);
  if (!existsSync(file))
    throw new Error(`The key file ${path.resolve(file)} is missing: put it back, or set MASTER_KEYS.`);
  return (await loadKeyFile(config.dataDir)).keyRing;
}
