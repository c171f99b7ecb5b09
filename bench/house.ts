// Starts a database and the product as separate processes, and makes people who are signed in.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';

const root = path.join(import.meta.dirname, '..');

export interface Bench {
  readonly ownerUrl: string;
  readonly owner: pg.Pool;
  /** Address of the product. */
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export async function startBench(env: Record<string, string> = {}, dataDir?: string): Promise<Bench> {
  const folder = dataDir ?? (await mkdtemp(path.join(os.tmpdir(), 'healing-space-bench-')));
  const database = spawn(process.execPath, ['server/cli/embedded.ts', folder], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { ownerUrl } = JSON.parse(await lineOf(database, /^\{/)) as { ownerUrl: string };
  const house = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: ownerUrl,
      DATA_DIR: folder,
      PORT: '0',
      LOG_LEVEL: 'warn',
      SENDS_PER_MINUTE_PATIENT: '100000000',
      SENDS_PER_MINUTE_CLINICIAN: '100000000',
      ...env,
    },
  });
  const ready = await lineOf(house, /ready at/);
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 4 });
  return {
    ownerUrl,
    owner,
    url: /http\S+/.exec(ready)![0],
    pid: house.pid!,
    async stop() {
      await owner.end();
      await ended(house);
      await ended(database);
      if (!dataDir) await rm(folder, { recursive: true, force: true });
    },
  };
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
  const ids = Array.from({ length: count }, () => randomUUID());
  await bench.owner.query(
    `insert into account (id, username, display_name, role, password_hash, created_at)
     select id, 'bench-' || id, 'Bench ' || id, 'clinician', 'unusable', now() from unnest($1::uuid[]) as given(id)`,
    [ids],
  );
  return signIn(bench, ids);
}

/** A session for each account, made by SQL. */
export async function signIn(bench: Bench, accountIds: readonly string[]): Promise<BenchPerson[]> {
  const people = accountIds.map((id) => ({ id, token: randomBytes(32).toString('base64url') }));
  await bench.owner.query(
    `insert into session (id, account_id, token_hash, created_at, last_seen_at, expires_at)
     select gen_random_uuid(), id, hash, now(), now(), now() + interval '1 day' from unnest($1::uuid[], $2::bytea[]) as given(id, hash)`,
    [accountIds, people.map((person) => createHash('sha256').update(person.token).digest())],
  );
  const signedIn: BenchPerson[] = [];
  for (const person of people) {
    const cookie = `hsm_session=${person.token}`;
    const answer = await fetch(`${bench.url}/api/session`, { headers: { cookie } });
    const { csrfToken } = (await answer.json()) as { csrfToken: string };
    signedIn.push({
      id: person.id,
      headers: { cookie, 'x-csrf-token': csrfToken, 'content-type': 'application/json' },
    });
  }
  return signedIn;
}

export type Ask = (
  method: string,
  target: string,
  headers: Record<string, string>,
  body?: string,
) => Promise<{ status: number; body: string; retryAfter: string | undefined }>;

/** A client with kept-alive connections; the cheapest that Node has, since it shares the machine with what it measures. */
export function client(connections: number): Ask {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  return (method, target, headers, body) =>
    new Promise((resolve, reject) => {
      const request = http.request(target, {
        method,
        agent,
        headers: body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) },
      });
      request.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode!, body: text, retryAfter: response.headers['retry-after'] }),
        );
        response.on('error', reject);
      });
      request.on('error', reject);
      request.end(body);
    });
}
