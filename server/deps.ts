// What use-cases are given: the database, the vault and everything that tests replace (clock, ids).
import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Config } from './config.ts';
import { createDatabase } from './db/transact.ts';
import type { Database } from './db/transact.ts';
import type { JobQueue } from './jobs/job-queue.ts';
import { createDoorbell } from './outbox/doorbell.ts';
import type { Doorbell } from './outbox/doorbell.ts';
import { loadInstallationKeys } from './vault/installation-keys.ts';
import type { InstallationKeys } from './vault/installation-keys.ts';
import type { KeyRing } from './vault/key-ring.ts';
import { createSearchTokens } from './vault/search-tokens.ts';
import type { SearchTokens } from './vault/search-tokens.ts';
import { createVault } from './vault/vault.ts';
import type { Vault } from './vault/vault.ts';

export interface Deps {
  readonly config: Config;
  readonly db: Database;
  readonly vault: Vault;
  readonly keys: InstallationKeys;
  readonly searchTokens: SearchTokens;
  /** Milliseconds matter, microseconds do not: PostgreSQL keeps what JavaScript can say. */
  readonly clock: () => Date;
  /** Of this process, as long as it runs. */
  readonly processId: string;
  /** A new UUID (version 7). */
  readonly newId: () => string;
  readonly log: FastifyBaseLogger;
  /** What is to be done later, or again until it works. */
  readonly jobs: JobQueue;
  /** Rung after a commit that appended to the outbox. */
  readonly doorbell: Doorbell;
}

export async function createDeps(given: {
  config: Config;
  pool: Pool;
  jobs: JobQueue;
  keyRing: KeyRing;
  log: FastifyBaseLogger;
  clock?: () => Date;
}): Promise<Deps> {
  const db = createDatabase(given.pool);
  const vault = createVault(given.keyRing);
  const keys = await loadInstallationKeys(db, vault);
  return {
    config: given.config,
    db,
    vault,
    keys,
    searchTokens: createSearchTokens(keys.search),
    clock: given.clock ?? (() => new Date()),
    processId: uuidv7(),
    newId: () => uuidv7(),
    log: given.log,
    jobs: given.jobs,
    doorbell: createDoorbell(),
  };
}
