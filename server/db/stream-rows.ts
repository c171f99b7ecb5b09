// Reads any number of rows in constant memory, on a connection beside the pool, as one snapshot.
import pg from 'pg';
import Cursor from 'pg-cursor';
import type { Statement } from './transact.ts';

const rowsAtOnce = 1_000;
const connectWithinMs = 5_000;

/**
 * Gives rows as arrays of columns, in batches. Reads on only when asked for the next batch; ends the query and the
 * connection when the reader stops early or `signal` says so. `forMs` is for the whole of it, however slowly it is read.
 */
export async function* streamRows(
  pool: pg.Pool,
  { text }: Pick<Statement, 'text'>,
  values: readonly unknown[],
  forMs: number,
  signal: AbortSignal,
): AsyncGenerator<(string | null)[][]> {
  const { options, ...rest } = pool.options as pg.PoolConfig & { pipeline?: boolean };
  const client = new pg.Client({
    ...rest,
    // A reader that went away is noticed within a second even while the database is still sorting.
    options: `${options ?? ''} -c statement_timeout=${forMs} -c client_connection_check_interval=1000`,
    application_name: 'healing-space-export',
    connectionTimeoutMillis: connectWithinMs,
    query_timeout: 0,
    pipeline: false,
  } as pg.ClientConfig);
  client.on('error', () => {});
  // With a query under way this cuts the connection, which ends the query and the wait for it. (A race against a promise that
  // lives as long as the stream would keep every batch.)
  const cut = () => void client.end().catch(() => {});
  signal.addEventListener('abort', cut);
  const late = setTimeout(cut, forMs);
  try {
    signal.throwIfAborted();
    await client.connect();
    await client.query('begin transaction isolation level repeatable read, read only');
    const cursor = client.query(new Cursor<(string | null)[]>(text, [...values], { rowMode: 'array', types: asText }));
    for (;;) {
      const batch = await cursor.read(rowsAtOnce);
      if (batch.length === 0) return;
      yield batch;
    }
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', cut);
    await client.end().catch(() => {});
  }
}

const asText = { getTypeParser: () => (value: string) => value };
