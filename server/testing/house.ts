// The running house for a test file: its own database, real HTTP on a free port, a clock that can be moved.
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { inject } from 'vitest';
import { buildApp } from '../app.ts';
import { drain } from '../drain.ts';
import { readConfig } from '../config.ts';
import { createPool } from '../db/pool.ts';
import { createDeps } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { createJobQueue } from '../jobs/job-queue.ts';
import { jobSchema } from '../jobs/queues.ts';
import { startJobs } from '../jobs/start-jobs.ts';
import { parseKeyRing } from '../vault/key-ring.ts';
import { onDatabase, template } from './global-postgres.ts';

export interface Process {
  readonly app: FastifyInstance;
  readonly deps: Deps;
  /** `http://127.0.0.1:port` */
  readonly url: string;
  /** From now on this process works on jobs too, until it stops. */
  startJobs(): Promise<void>;
  stop(): Promise<void>;
}

export interface House extends Process {
  /** The owner's view of the database, past all grants; for looking, and for playing the attacker. */
  readonly owner: ReturnType<typeof createPool>;
  /** Everything the house logged, one JSON object a line. */
  readonly logged: string[];
  /** Moves the house's clock forward. */
  advance(milliseconds: number): void;
  /** As `advance`, and jobs that wait for a moment are that much nearer to it. */
  letTimePass(milliseconds: number): Promise<void>;
  /** Another process of the same installation, on a port of its own; stop it before the house. */
  startProcess(): Promise<Process>;
}

/** Tests write faster than people; what is about limits sets its own. */
const unhurried = Object.fromEntries(
  [
    'SENDS_PER_MINUTE_PATIENT',
    'SENDS_PER_MINUTE_CLINICIAN',
    'SEARCHES_PER_MINUTE',
    'GENERAL_REQUESTS_PER_MINUTE',
    'REGISTRATIONS_PER_HOUR',
  ].map((name) => [name, '1000000']),
);

export async function openHouse(env: Record<string, string> = {}): Promise<House> {
  const ownerUrl = inject('ownerUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = createPool(ownerUrl, { max: 1, statementTimeout: 60_000 });
  await admin.query(`create database ${name} template ${template}`);
  const config = readConfig({ PORT: '0', LOG_LEVEL: 'info', ...unhurried, ...env });
  const owner = createPool(onDatabase(ownerUrl, name), { max: 2 });
  const keyRing = parseKeyRing(`test:${randomBytes(32).toString('base64')}`);
  const logged: string[] = [];
  const log = pino({ level: config.logLevel }, { write: (line: string) => void logged.push(line) });
  let moved = 0;

  async function startProcess(): Promise<Process> {
    const pool = createPool(onDatabase(inject('appUrl'), name), { max: config.poolSize });
    const clock = () => new Date(Date.now() + moved);
    const jobs = createJobQueue({ connectionString: onDatabase(inject('appUrl'), name) }, log, clock);
    const deps = await createDeps({ config, pool, jobs, keyRing, log, clock });
    const app = await buildApp(deps);
    await app.listen({ host: '127.0.0.1', port: 0 });
    const workers: { stop(): Promise<void> }[] = [];
    return {
      app,
      deps,
      url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
      async startJobs() {
        workers.push(await startJobs(deps));
      },
      async stop() {
        await drain(app);
        for (const worker of workers) await worker.stop();
        await jobs.stop();
        deps.mailer?.close();
        await pool.end();
      },
    };
  }

  const first = await startProcess();
  return {
    ...first,
    owner,
    logged,
    startProcess,
    advance(milliseconds) {
      moved += milliseconds;
    },
    async letTimePass(milliseconds) {
      moved += milliseconds;
      await owner.query(`update ${jobSchema}.job set start_after = start_after - $1 * interval '1 ms'`, [milliseconds]);
    },
    async stop() {
      await first.stop();
      await owner.end();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
