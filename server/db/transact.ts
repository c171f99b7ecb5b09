// The one way to the database: named statements, alone or in a transaction, never two connections at once.
import type { Duplex } from 'node:stream';
import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { DatabaseConnection, Driver, QueryResult } from 'kysely';
import type pg from 'pg';
import type { DB } from './tables.ts';
import { unreplicated } from './pool.ts';
import { cancelled, readOnlyServer } from './unavailable.ts';

/** SQL with a name, prepared once per connection. Parameters are $1, $2, …; names are unique in the house. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export interface Queries {
  run<Row extends object>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>;
  /** For statements whose shape depends on the request; not for the hot path. */
  readonly query: Kysely<DB>;
}

/** Queries inside one transaction. */
export interface Tx extends Queries {
  /**
   * Commits with what was asked just before, without waiting for its answer: wait for both together. Nothing can be
   * asked afterwards. Without it the transaction is committed when its work is done.
   */
  readonly commit: () => Promise<void>;
}

export interface Database extends Queries {
  /**
   * Runs `work` in one transaction on one connection: commits when it returns, rolls back when it throws.
   * Nothing inside may use the database except through `tx`: waiting for a second connection while holding
   * one hangs the whole pool under load, so it throws instead.
   */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  readonly pool: pg.Pool;
}

/** What PostgreSQL says to every statement after one that failed, and what is said here of the commit. */
const failedBefore = '25P02';

const holding = new AsyncLocalStorage<true>();

export function createDatabase(pool: pg.Pool): Database {
  const refuseSecondConnection = () => {
    if (holding.getStore()) throw new Error('a second connection was asked for inside a transaction');
  };
  const alone = queriesOn({
    query: (config) => {
      refuseSecondConnection();
      return pool.query(config);
    },
  });
  return {
    ...alone,
    pool,
    async transact(work) {
      refuseSecondConnection();
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        return await holding.run(true, async () => {
          let first: Error | undefined;
          let committed: Promise<void> | undefined;
          const gathered = gathering(client, (error) => (first ??= error));
          const runner: Runner = {
            query(config) {
              if (committed) throw new Error('a transaction was asked for more than it had committed');
              return gathered.query(config);
            },
          };
          const commit = async () => {
            // A transaction that had failed answers ROLLBACK, without an error.
            const { command } = await gathered.query('commit');
            if (command !== 'COMMIT')
              throw Object.assign(new Error('the transaction was rolled back'), { code: failedBefore });
            // A repetition waits for the replica again.
            if (unreplicated.delete(client))
              throw Object.assign(new Error('the wait for the replica was cancelled'), { code: cancelled });
          };
          // Sent together with the first statement of `work`: the connection is pipelined.
          const begun = gathered.query('begin');
          try {
            const result = await work({ ...queriesOn(runner), commit: () => (committed ??= commit()) });
            await begun;
            await (committed ??= commit());
            return result;
          } catch (error) {
            await client.query('rollback').catch((rollbackError: Error) => {
              broken = rollbackError;
            });
            // After a failover the next connection leads to the server that took over; this one never would.
            if ((error as { code?: string }).code === readOnlyServer) broken = error as Error;
            // Of statements asked for together, one that only suffers from the other's failure may be heard first.
            throw (error as { code?: string }).code === failedBefore ? (first ?? error) : error;
          }
        });
      } finally {
        client.release(broken);
      }
    },
  };
}

interface Runner {
  query(config: Asked | string): Promise<pg.QueryResult>;
}

type Asked = { name?: string; text: string; values: unknown[] };

/** Statements asked for without waiting in between reach the server in one write: each wakes it, and the machine, once. */
function gathering(client: pg.PoolClient, onFailure: (error: Error) => void): Runner {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
  let corked = false;
  return {
    query(config) {
      if (!corked) {
        corked = true;
        stream.cork();
        process.nextTick(() => {
          corked = false;
          stream.uncork();
        });
      }
      const answer = client.query(config);
      answer.catch(onFailure);
      return answer;
    },
  };
}

function queriesOn(runner: Runner): Queries {
  let builder: Kysely<DB> | undefined;
  return {
    async run<Row extends object>(statement: Statement, values: readonly unknown[] = []) {
      const { rows } = await runner.query({ name: statement.name, text: statement.text, values: values as unknown[] });
      return rows as Row[];
    },
    get query() {
      builder ??= new Kysely<DB>({
        dialect: {
          createAdapter: () => new PostgresAdapter(),
          createDriver: () => driverOn(runner),
          createIntrospector: (db) => new PostgresIntrospector(db),
          createQueryCompiler: () => new PostgresQueryCompiler(),
        },
      });
      return builder;
    },
  };
}

function driverOn(runner: Runner): Driver {
  const connection: DatabaseConnection = {
    async executeQuery<R>(compiled: { sql: string; parameters: readonly unknown[] }): Promise<QueryResult<R>> {
      const result = await runner.query({ text: compiled.sql, values: [...compiled.parameters] });
      return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) };
    },
    streamQuery() {
      throw new Error('use a cursor on its own connection to stream');
    },
  };
  const refuse = () => Promise.reject(new Error('use transact()'));
  return {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  };
}
