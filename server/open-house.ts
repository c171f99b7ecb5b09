// Opens everything in order, from the database to the listening port, and closes it in the reverse order.
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Logger } from 'pino';
import { buildApp } from './app.ts';
import { startCheckpointer } from './audit/checkpointer.ts';
import type { Config } from './config.ts';
import { isDemo, seedDemo } from './demo/seed-demo.ts';
import { createDeps } from './deps.ts';
import { drain, within } from './drain.ts';
import { makeSetupLink } from './features/accounts/make-setup-link.ts';
import { createJobQueue } from './jobs/job-queue.ts';
import { startJobs } from './jobs/start-jobs.ts';
import { openDatabase } from './open-database.ts';
import { loadKeyFile, parseKeyRing } from './vault/key-ring.ts';

const closeWithinMs = 15_000;
/** Connections that wait to be accepted: everybody comes back at the same moment after a restart. */
const backlog = 4_096;

export interface OpenHouse {
  /** Where a browser on this machine finds it. */
  readonly address: string;
  /** What whoever started it should read. */
  readonly words: readonly string[];
  readonly close: () => Promise<void>;
}

/** @throws Error of one sentence when something outside of the product is wrong. */
export async function openHouse(config: Config, log: Logger, demo: boolean): Promise<OpenHouse> {
  const closing: [name: string, step: () => Promise<unknown>][] = [];
  const close = async () => {
    const failed: unknown[] = [];
    for (const [name, step] of closing.splice(0).toReversed()) {
      await within(closeWithinMs, name, step()).catch((error: unknown) => failed.push(error));
    }
    if (failed.length > 0) throw failed[0];
  };
  try {
    const given = config.masterKeys ? parseKeyRing(config.masterKeys) : null;
    const database = await openDatabase(config, (line) => log.info(line));
    closing.push(['closing the database', database.close]);
    const isNew = async () => (await database.pool.query('select from installation_key limit 1')).rowCount === 0;
    const keys = given ? { keyRing: given, file: null } : await loadKeyFile(config.dataDir, isNew);
    if (keys.file) log.info('the master key is in a file beside the data');
    const jobs = createJobQueue(database.own, log);
    const deps = await createDeps({ config, pool: database.pool, jobs, keyRing: keys.keyRing, log }).catch(explainKeys);
    closing.push(['e-mail', async () => deps.mailer?.close()]);
    const accounts = demo ? await seedDemo(deps) : [];
    const checkpointer = startCheckpointer(deps);
    closing.push(['the last audit checkpoint', () => checkpointer.stop()]);
    closing.push(['jobs in hand', () => jobs.stop()]);
    if (config.jobs) {
      const worker = await startJobs(deps);
      closing.push(['the sweep for overdue jobs', () => worker.stop()]);
    }
    const app = await buildApp(deps);
    closing.push(['finishing requests', () => drain(app)]);
    await app.listen({ host: config.host, port: config.port, backlog }).catch(explainPort(config));
    const address = addressFor(app.server.address() as AddressInfo);
    log.info({ address, embedded: database.embedded }, 'ready');
    const setupToken = demo ? null : await makeSetupLink(deps);
    return {
      address,
      words: [
        ...accounts,
        ...(keys.file
          ? [`The master key that opens every message is in ${path.resolve(keys.file)}: keep a copy away from the data`]
          : []),
        ...(setupToken
          ? [`There is no admin yet. Make the first one at ${config.publicUrl ?? address}/setup#token=${setupToken}`]
          : []),
        ...(!demo && (await isDemo(deps))
          ? ['This is the demo clinic, whose passwords everybody knows: real people need an empty DATA_DIR.']
          : []),
      ],
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function explainKeys(cause: Error): never {
  if (!/^master key |unable to authenticate data/.test(cause.message)) throw cause;
  throw new Error(
    'The master key does not fit this database: put back the key file or the MASTER_KEYS it was made with.',
    { cause },
  );
}

const explainPort = (config: Config) => (cause: NodeJS.ErrnoException) => {
  const reason = cause.code === 'EADDRINUSE' ? 'is already in use' : `cannot be used (${cause.code})`;
  throw new Error(`Port ${config.port} on ${config.host} ${reason}: stop what uses it, or set PORT to another.`, {
    cause,
  });
};

function addressFor({ address, family, port }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
