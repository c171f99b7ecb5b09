// Starts a database and the product as separate processes, and makes people who are signed in.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { databaseIs } from './report.ts';

const root = path.join(import.meta.dirname, '..');

/** A process of the product. */
export interface HouseProcess {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface Bench extends HouseProcess {
  readonly ownerUrl: string;
  readonly owner: pg.Pool;
  readonly folder: string;
  /** Process id of the PostgreSQL server. */
  readonly databasePid: number;
}

/** A database and one process of the product. Without `dataDir` everything is gone afterwards. */
export async function startBench(env: Record<string, string> = {}, dataDir?: string): Promise<Bench> {
  const folder = dataDir ?? (await mkdtemp(path.join(os.tmpdir(), 'healing-space-bench-')));
  const database = spawn(process.execPath, ['server/cli/embedded.ts', folder], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { ownerUrl } = JSON.parse(await lineOf(database, /^\{/)) as { ownerUrl: string };
  const house = await startHouse({ ownerUrl, folder }, env);
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 4 });
  const { rows } = await owner.query<{ server_version: string }>('show server_version');
  databaseIs(rows[0]!.server_version);
  const postmaster = await readFile(path.join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8');
  return {
    ...house,
    ownerUrl,
    owner,
    folder,
    databasePid: Number(postmaster.split('\n')[0]),
    async stop() {
      await owner.end();
      await house.stop();
      await ended(database);
      if (!dataDir) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One more process of the product on the same database. */
export async function startHouse(
  bench: Pick<Bench, 'ownerUrl' | 'folder'>,
  env: Record<string, string> = {},
): Promise<HouseProcess> {
  // As `npm start` does.
  const house = spawn(process.execPath, ['--max-semi-space-size=16', 'server/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: bench.ownerUrl,
      DATA_DIR: bench.folder,
      PORT: '0',
      LOG_LEVEL: 'warn',
      SENDS_PER_MINUTE_PATIENT: '100000000',
      SENDS_PER_MINUTE_CLINICIAN: '100000000',
      SEARCHES_PER_MINUTE: '100000000',
      ...env,
    },
  });
  const ready = await lineOf(house, /ready at/);
  return { url: /http\S+/.exec(ready)![0], pid: house.pid!, stop: () => ended(house) };
}

/** Fills the house of a folder with what `server/cli/fill.ts` makes of the arguments; answers the clinicians' ids. */
export async function fill({ owner, ownerUrl }: Bench, dataDir: string, args: readonly string[]): Promise<string[]> {
  const filling = spawn(process.execPath, ['server/cli/fill.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: ownerUrl, DATA_DIR: dataDir },
  });
  const clinicians = JSON.parse(await lineOf(filling, /^\[/)) as string[];
  await owner.query('vacuum analyze');
  return clinicians;
}

/** A program's first line that matches. */
export async function lineOf(child: ChildProcess, wanted: RegExp): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    if (wanted.test(line)) {
      child.stdout!.resume();
      return line;
    }
  }
  throw new Error('a program of the bench ended before it was ready');
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await exit;
}

export interface BenchPerson {
  readonly id: string;
  readonly headers: Record<string, string>;
}

/** New clinicians, made by SQL, each signed in. */
export async function makePeople(bench: Bench, count: number): Promise<BenchPerson[]> {
  return signIn(bench, await makeAccounts(bench, count));
}

/** Clinicians who could not sign in by themselves: they have no password. */
export async function makeAccounts({ owner }: Pick<Bench, 'owner'>, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  await owner.query(
    `insert into account (id, username, display_name, role, password_hash, created_at)
     select id, 'bench-' || id, 'Bench ' || id, 'clinician', 'unusable', now() from unnest($1::uuid[]) as given(id)`,
    [ids],
  );
  return ids;
}

/** A session for each account, made by SQL: the cookies. Hashing that many passwords would take minutes. */
export async function openSessions(
  { owner }: Pick<Bench, 'owner'>,
  accountIds: readonly string[],
): Promise<{ id: string; cookie: string }[]> {
  const tokens = accountIds.map(() => randomBytes(32).toString('base64url'));
  await owner.query(
    `insert into session (id, account_id, token_hash, created_at, last_seen_at, expires_at)
     select gen_random_uuid(), id, hash, now(), now(), now() + interval '1 day' from unnest($1::uuid[], $2::bytea[]) as given(id, hash)`,
    [accountIds, tokens.map((token) => createHash('sha256').update(token).digest())],
  );
  return accountIds.map((id, index) => ({ id, cookie: `hsm_session=${tokens[index]}` }));
}

/** What a page needs to write: a session, and the token for it that the house gives. */
export async function signIn(bench: Bench, accountIds: readonly string[]): Promise<BenchPerson[]> {
  return askTokens(bench, await openSessions(bench, accountIds));
}

export async function askTokens(
  { url }: Pick<Bench, 'url'>,
  sessions: readonly { id: string; cookie: string }[],
): Promise<BenchPerson[]> {
  const people: BenchPerson[] = [];
  const ask = client(8);
  let next = 0;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let n = next++; n < sessions.length; n = next++) {
        const { id, cookie } = sessions[n]!;
        const answer = await ask('GET', `${url}/api/session`, { cookie });
        if (answer.status !== 200) throw new Error(`asking for a session was answered with ${answer.status}`);
        const { csrfToken } = JSON.parse(answer.body) as { csrfToken: string };
        people[n] = { id, headers: { cookie, 'x-csrf-token': csrfToken, 'content-type': 'application/json' } };
      }
    }),
  );
  return people;
}

export type Ask = (
  method: string,
  target: string,
  headers: Record<string, string>,
  body?: string,
) => Promise<{ status: number; body: string; retryAfter: string | undefined }>;

/** A client with kept-alive connections that asks for JSON; the cheapest there is, since it shares the machine with what it measures. */
export function client(connections: number): Ask {
  const idle: Line[] = [];
  const waiting: ((line: Line) => void)[] = [];
  let open = 0;
  const release = (line: Line) => {
    const next = waiting.shift();
    if (next) next(line);
    else idle.push(line);
  };
  return async (method, target, headers, body = '') => {
    const url = new URL(target);
    let line = idle.pop();
    if (!line && open < connections) {
      open += 1;
      line = new Line(url);
    }
    line ??= await new Promise<Line>((resolve) => waiting.push(resolve));
    if (line.broken) line = new Line(url);
    if (line.host !== url.host) throw new Error('a client of the bench asks one server only');
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const length = body || method !== 'GET' ? `content-length: ${Buffer.byteLength(body)}\r\n` : '';
    try {
      return await line.ask(
        `${method} ${url.pathname}${url.search} HTTP/1.1\r\nhost: ${url.host}\r\n${lines.join('')}${length}\r\n${body}`,
      );
    } finally {
      release(line);
    }
  };
}

type Answer = Awaited<ReturnType<Ask>>;

/** One connection; one request at a time, whose answer says its length. */
class Line {
  broken = false;
  readonly host: string;
  readonly #socket: net.Socket;
  #pending: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined;
  #received = Buffer.alloc(0);

  constructor(url: URL) {
    this.host = url.host;
    this.#socket = net.connect(Number(url.port), url.hostname).setNoDelay();
    this.#socket.on('data', (chunk) => {
      this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
      this.#read();
    });
    this.#socket.on('error', (error) => this.#break(error));
    this.#socket.on('close', () => this.#break(new Error('the connection ended before the answer')));
  }

  ask(request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject };
      this.#socket.write(request);
    });
  }

  #break(error: Error): void {
    this.broken = true;
    this.#socket.destroy();
    this.#pending?.reject(error);
  }

  #read(): void {
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#received.toString('latin1', 0, end);
    const status = Number(head.slice(9, 12));
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? (status === 204 ? '0' : undefined);
    if (length === undefined) return this.#break(new Error('an answer did not say its length'));
    const begin = end + 4;
    if (this.#received.length < begin + Number(length)) return;
    const body = this.#received.toString('utf8', begin, begin + Number(length));
    this.#received = this.#received.subarray(begin + Number(length));
    if (/\r\nconnection: close/i.test(head)) this.broken = true;
    const pending = this.#pending;
    this.#pending = undefined;
    pending?.resolve({ status, body, retryAfter: /\r\nretry-after: (\d+)/i.exec(head)?.[1] });
  }
}
