// Carries word between the processes of one installation over PostgreSQL LISTEN/NOTIFY: ids only, and losable.
import pg from 'pg';
import { z } from 'zod';
import { id } from '../../contract/text.ts';
import { liveApplication } from '../db/pool.ts';
import type { Deps } from '../deps.ts';
import { faultOf } from '../http/answers.ts';

const channel = 'healing_space_live';
/** NOTIFY takes a lock of the whole database at commit: one for everything said within this many milliseconds. */
const gatheringMs = 5;
const longestBackoffMs = 5_000;

const notice = z.discriminatedUnion('type', [
  z.object({ type: z.literal('published') }),
  z.object({ type: z.literal('typing'), conversationId: id, accountId: id }),
]);
export type Notice = z.infer<typeof notice>;

export interface Bus {
  /** Connects, and again whenever the connection breaks. */
  start(): void;
  /** Tells the other processes, or nobody while the connection is down: nothing may depend on a notice alone. */
  tell(notice: Notice): void;
  stop(): Promise<void>;
}

/** `hear` gets what other processes tell, and `published` after each connecting: something may have been missed. */
export function createBus(deps: Pick<Deps, 'db' | 'log'>, hear: (notice: Notice) => void): Bus {
  let client: pg.Client | undefined;
  let stopped = false;
  let backoffMs = 100;
  let retrying: NodeJS.Timeout | undefined;
  let gathering: NodeJS.Timeout | undefined;
  const outgoing = new Set<string>();

  function connect(): void {
    const { connectionString, options } = deps.db.pool.options;
    const made = new pg.Client({
      connectionString,
      // Nothing is stored over this connection, so its commits need not reach the disk.
      options: `${options ?? ''} -c synchronous_commit=off`,
      application_name: liveApplication,
      connectionTimeoutMillis: 5_000,
      query_timeout: 6_000,
      keepAlive: true,
      // A word may be said while the one before is still on its way.
      pipeline: true,
    });
    client = made;
    made.on('notification', ({ payload, processId }) => {
      if (processId === (made as unknown as { processID: number }).processID) return;
      const heard = parse(payload ?? '');
      if (heard) hear(heard);
    });
    made.on('error', (error) => lose(made, error));
    made.on('end', () => lose(made));
    made
      .connect()
      .then(() => made.query(`listen ${channel}`))
      .then(() => {
        backoffMs = 100;
        hear({ type: 'published' });
      })
      .catch((error: Error) => lose(made, error));
  }

  function lose(lost: pg.Client, error?: Error): void {
    if (client !== lost) return;
    client = undefined;
    void lost.end().catch(() => {});
    if (stopped) return;
    if (error) deps.log.warn({ fault: faultOf(error) }, 'the connection between processes broke');
    retrying = setTimeout(connect, backoffMs);
    backoffMs = Math.min(backoffMs * 2, longestBackoffMs);
  }

  function flush(): void {
    gathering = undefined;
    const speaker = client;
    const said = [...outgoing];
    outgoing.clear();
    speaker
      ?.query('select pg_notify($1, said) from unnest($2::text[]) as said', [channel, said])
      .catch((error: Error) => lose(speaker, error));
  }

  return {
    start: connect,
    tell(word) {
      if (stopped) return;
      outgoing.add(JSON.stringify(word));
      gathering ??= setTimeout(flush, gatheringMs);
    },
    async stop() {
      stopped = true;
      clearTimeout(retrying);
      clearTimeout(gathering);
      const last = client;
      client = undefined;
      await last?.end().catch(() => {});
    },
  };
}

/** Anybody who may sign in to the database can speak on the channel. */
function parse(payload: string): Notice | undefined {
  try {
    return notice.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
}
