// What use-cases are given: the database, the vault and everything that tests replace (clock, ids).
import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Config } from './config.ts';
import { createDatabase } from './db/transact.ts';
import type { Database } from './db/transact.ts';
import { createMailer } from './delivery/mailer.ts';
import type { Mailer } from './delivery/mailer.ts';
import { createPushSender } from './delivery/push-sender.ts';
import type { PushSender } from './delivery/push-sender.ts';
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
  /** Null when the clinic has no server for e-mail. */
  readonly mailer: Mailer | null;
  readonly push: PushSender;
  /** Where people find the house, for links in e-mails. */
  readonly publicAddress: string;
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
  const { config } = given;
  const keys = await loadInstallationKeys(db, vault);
  return {
    config,
    db,
    vault,
    keys,
    searchTokens: createSearchTokens(keys.search),
    clock: given.clock ?? (() => new Date()),
    processId: uuidv7(),
    newId: () => uuidv7(),
    log: given.log,
    jobs: given.jobs,
    mailer: config.smtpUrl ? createMailer(config.smtpUrl, config.mailFrom) : null,
    push: createPushSender(keys.vapid, contactOf(config), config.pushLocal),
    publicAddress: config.publicUrl ?? `http://localhost:${config.port}`,
    doorbell: createDoorbell(),
  };
}

/** Whom a push service may ask about what is sent (RFC 8292). */
const contactOf = ({ mailFrom, publicUrl }: Config) =>
  publicUrl?.startsWith('https:') ? publicUrl : `mailto:${/[^\s<>]+@[^\s<>]+/.exec(mailFrom)![0]}`;
