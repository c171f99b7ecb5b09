// The zero-configuration PostgreSQL: one call from an empty folder, or from whatever a crash left in it, to a running database.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Home } from './cluster.ts';
import { createClusterOnce, keepPassword, openHome, ownerPassword, ownerRole } from './cluster.ts';
import { launch, LaunchFailed, stopPostmaster, untilReady } from './launch.ts';
import type { Postmaster } from './postmaster.ts';
import { disownStalePidFile, findPostmaster } from './postmaster.ts';

const appRole = 'healing_space_app';
const database = 'healing_space';
/** After kill -9 of the server alone, its orphaned processes take a moment to notice and to let go of the shared memory. */
const retryForMs = 3_000;
const lookEveryMs = 500;
const reviveEveryMs = 1_000;

export type EmbeddedPostgres = {
  /** Superuser: migrations, backups and tests. */
  ownerUrl: string;
  /** The application's own role: may log in, and nothing else until migrations grant it. */
  appUrl: string;
  port: number;
  /** True when a server that an earlier, killed process had left running was taken over. */
  adopted: boolean;
  /** From now on a server that ends by itself, killed or out of disk, is started again at the same address, for ever. */
  keepRunning: () => void;
  /** Idempotent. Returns when the server process is gone. */
  stop: () => Promise<void>;
};

/** Hold `lockDataDir(dataDir)` around it. A given `port` is used only when no server is running yet. */
export async function startEmbedded(options: {
  dataDir: string;
  port?: number;
  log?: (line: object) => void;
}): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => {});
  if (process.platform === 'win32') {
    throw new Error('The bundled PostgreSQL runs on Linux and macOS: on Windows set DATABASE_URL.');
  }
  const started = performance.now();
  const home = openHome(options.dataDir);
  const created = await createClusterOnce(home);
  const owner = ownerPassword(home);
  const app = keepPassword(home, 'app');
  const url = (role: string, password: string, name = database) =>
    `postgres://${role}:${password}@127.0.0.1:${server.port}/${name}`;
  let { server, adopted } = await adoptOrLaunch(home, options.port);
  while (!(await ensureDatabase(url(ownerRole, owner, 'postgres'), app))) {
    await delay(lookEveryMs);
    ({ server, adopted } = await adoptOrLaunch(home, options.port));
  }
  const ms = Math.round(performance.now() - started);
  log({ msg: 'embedded PostgreSQL is running', port: server.port, pid: server.pid, created, adopted, ms });

  let stopping: Promise<void> | undefined;
  let keeper: { stop: () => Promise<void> } | undefined;
  return {
    ownerUrl: url(ownerRole, owner),
    appUrl: url(appRole, app),
    port: server.port,
    adopted,
    keepRunning: () => (keeper ??= keep(home, server.port, log)),
    stop: () => (stopping ??= end()),
  };

  async function end() {
    await keeper?.stop();
    await stopPostmaster(findPostmaster(home.cluster)?.pid ?? server.pid, home.cluster);
  }
}

function keep(home: Home, port: number, log: (line: object) => void): { stop: () => Promise<void> } {
  const stopped = new AbortController();
  const working = (async () => {
    let failed = false;
    while (!stopped.signal.aborted) {
      if (!findPostmaster(home.cluster)) {
        try {
          const { server } = await adoptOrLaunch(home, port);
          log({ msg: 'embedded PostgreSQL had ended and is running again', port, pid: server.pid });
          failed = false;
        } catch (error) {
          if (!failed)
            log({ msg: 'embedded PostgreSQL ended and cannot be started', reason: (error as Error).message });
          failed = true;
        }
      }
      await delay(failed ? reviveEveryMs : lookEveryMs, undefined, { signal: stopped.signal }).catch(() => {});
    }
  })();
  return {
    stop() {
      stopped.abort();
      return working;
    },
  };
}

async function adoptOrLaunch(home: Home, wanted?: number): Promise<{ server: Postmaster; adopted: boolean }> {
  const deadline = Date.now() + retryForMs;
  for (;;) {
    await untilReady(home.cluster, () => findPostmaster(home.cluster)?.stopping !== false);
    const running = findPostmaster(home.cluster);
    if (running?.stopping) {
      await stopPostmaster(running.pid, home.cluster);
      continue;
    }
    if (running?.ready && (await answers(running.port))) return { server: running, adopted: true };
    if (running) {
      if (Date.now() < deadline) {
        await delay(100);
        continue;
      }
      throw new Error(`A PostgreSQL (pid ${running.pid}) holds ${home.cluster} and does not answer.`);
    }
    disownStalePidFile(home.cluster);
    try {
      return { server: await launch(home, await choosePort(home, wanted)), adopted: false };
    } catch (error) {
      if (!(error instanceof LaunchFailed && error.mayPass) || Date.now() > deadline) throw error;
      await delay(100);
    }
  }
}

const answerWithinMs = 10_000;
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** A server that was just killed still has its process id, its file and its listening socket for a moment; only an answer tells. */
function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: answerWithinMs });
    const end = (answered: boolean) => {
      socket.destroy();
      done(answered);
    };
    socket.once('connect', () => socket.write(sslRequest));
    socket.once('data', () => end(true));
    for (const event of ['error', 'end', 'timeout']) socket.once(event, () => end(false));
  });
}

/** The port of last time when it is free, so that a database tool's saved connection keeps working. */
async function choosePort(home: Home, wanted?: number): Promise<number> {
  if (wanted !== undefined) {
    if (await freePort(wanted)) return wanted;
    throw new Error(`Port ${wanted} for the database is already in use: choose another.`);
  }
  const file = join(home.folder, 'port');
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const port = (last > 0 && last < 65_536 && (await freePort(last))) || (await freePort(0));
  if (!port) throw new Error('No free port on 127.0.0.1 for the database.');
  if (port !== last) writeFileSync(file, `${port}\n`, { mode: 0o600 });
  return port;
}

function freePort(port: number): Promise<number | undefined> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

const goingOrComing = '57P03';

/** Repeatable: a first start that was killed half-way is completed by the next. @returns false when the server is just ending or recovering. */
async function ensureDatabase(ownerUrl: string, appPassword: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000, query_timeout: 30_000 });
  client.on('error', () => {}); // What is under way is told as well.
  try {
    await client.connect();
    const roles = await client.query('select from pg_roles where rolname = $1', [appRole]);
    if (roles.rowCount === 0) {
      await client.query(`create role ${appRole} login nosuperuser nocreatedb nocreaterole`);
    }
    await client.query(`alter role ${appRole} password ${pg.escapeLiteral(appPassword)}`);
    const databases = await client.query('select from pg_database where datname = $1', [database]);
    if (databases.rowCount === 0) await client.query(`create database ${database} owner ${ownerRole}`);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === goingOrComing) return false;
    throw error;
  } finally {
    await client.end();
  }
}
