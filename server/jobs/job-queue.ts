// The way to the job library: jobs are enqueued in the caller's transaction and worked on by processes that run jobs.
import { fromKysely, PgBoss } from 'pg-boss';
import type { Job, WorkOptions } from 'pg-boss';
import type { FastifyBaseLogger } from 'fastify';
import type { Tx } from '../db/transact.ts';
import { pinned } from '../db/pool.ts';
import { faultOf } from '../http/answers.ts';
import { jobSchema } from './queues.ts';
import type { QueueName } from './queues.ts';

export interface NewJob {
  /** Ids only: jobs are not sealed. */
  readonly data: Readonly<Record<string, string>>;
  /** Not before this moment; at once when absent. */
  readonly startAfter?: Date;
}

export interface JobQueue {
  /** Part of the caller's commit. The job may run more than once: whoever works on it checks the truth first. */
  enqueue(tx: Tx, queue: QueueName, jobs: readonly NewJob[]): Promise<void>;
  /** Begins to work on a queue; `work` gets up to `batchSize` jobs and throws to have all of them tried again. */
  work(
    queue: QueueName,
    options: WorkOptions,
    work: (jobs: Job<Record<string, string>>[]) => Promise<void>,
  ): Promise<void>;
  /** Waits for jobs in hand, at most 10 s; what is not finished then is worked on by the next process. */
  stop(): Promise<void>;
}

/** Milliseconds; the library's own statements take a few. */
const statementTimeout = 30_000;

export interface JobDatabase {
  readonly connectionString: string;
  /** Role taken for the whole connection, when the URL belongs to the owner of the tables. */
  readonly role?: string;
}

/**
 * Its few connections are its own, so that nobody who holds one of the house's waits for another.
 * The database counts the time until a job starts, from `clock` on: their two clocks need not agree.
 */
export function createJobQueue(database: JobDatabase, log: FastifyBaseLogger, clock = () => new Date()): JobQueue {
  const role = database.role ? ` -c role=${database.role}` : '';
  const boss = new PgBoss({
    connectionString: database.connectionString,
    options: `-c statement_timeout=${statementTimeout} -c lock_timeout=5000 ${pinned}${role}`,
    application_name: 'healing-space-jobs',
    max: 4,
    connectionTimeoutMillis: 5_000,
    // Handed on to the driver: without it a connection that fell silent holds a queue up until the system gives up, minutes later.
    ...({ query_timeout: statementTimeout + 1_000 } as object),
    schema: jobSchema,
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false,
  });
  boss.on('error', (error) => log.error({ fault: faultOf(error) }, 'the job library met a fault'));
  let started: Promise<unknown> | undefined;
  // One that failed is tried again by whoever comes next: the database may have been away for a moment only.
  const start = () =>
    (started ??= boss.start().catch((error: unknown) => {
      started = undefined;
      throw error;
    }));

  return {
    async enqueue(tx, queue, jobs) {
      if (jobs.length === 0) return;
      await start();
      await boss.insert(
        queue,
        jobs.map(({ data, startAfter }) => ({
          data,
          ...(startAfter && { startAfter: Math.max(0, startAfter.getTime() - clock().getTime()) / 1000 }),
        })),
        { db: fromKysely(tx.query) },
      );
    },
    async work(queue, options, work) {
      await start();
      await boss.work<Record<string, string>>(queue, options, work);
    },
    async stop() {
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}
