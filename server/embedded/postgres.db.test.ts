// The embedded database starts from nothing, keeps what was committed through restarts and kill -9, and is taken over when left running.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { startEmbedded } from './postgres.ts';
import type { EmbeddedPostgres } from './postgres.ts';

// Making a cluster takes a second or two, more beside other test files.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

function aDataFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'healing-space-'));
  chmodSync(parent, 0o755);
  undo.push(() => rmSync(parent, { recursive: true, force: true }));
  return join(parent, 'data');
}

async function start(dataDir: string, port?: number): Promise<EmbeddedPostgres> {
  const running = await startEmbedded({ dataDir, ...(port !== undefined && { port }) });
  undo.push(() => running.stop());
  return running;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function postmasterPid(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
}

test('an empty folder becomes a database with an owner and a powerless application role', async () => {
  const dataDir = aDataFolder();
  const { ownerUrl, appUrl, adopted } = await start(dataDir);
  expect(adopted).toBe(false);
  const roles =
    'select current_user::text as who, rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user';
  expect(await query(ownerUrl, roles)).toMatchObject([{ who: 'healing_space_owner', rolsuper: true }]);
  const powerless = { rolsuper: false, rolcreatedb: false, rolcreaterole: false };
  expect(await query(appUrl, roles)).toEqual([{ who: 'healing_space_app', ...powerless }]);
  await expect(query(appUrl, 'create table taken_liberty ()')).rejects.toThrow('permission denied');
  expect(
    await query(
      ownerUrl,
      "select lower('ÄÖ') as low, datlocale, datdba::regrole::text as dba from pg_database where datname = current_database()",
    ),
  ).toEqual([{ low: 'äö', datlocale: 'C.UTF-8', dba: 'healing_space_owner' }]);
});

test('commits are durable, only the loopback listens, and nobody enters without the password', async () => {
  const dataDir = aDataFolder();
  const { ownerUrl } = await start(dataDir);
  const names = ['fsync', 'full_page_writes', 'synchronous_commit', 'listen_addresses', 'unix_socket_directories'];
  expect(
    await query(ownerUrl, `select ${names.map((name) => `current_setting('${name}') as ${name}`).join()}`),
  ).toEqual([
    {
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
    },
  ]);
  expect(await query(ownerUrl, 'select distinct auth_method from pg_hba_file_rules')).toEqual([
    { auth_method: 'scram-sha-256' },
  ]);
  const wrong = new URL(ownerUrl);
  wrong.password = 'wrong';
  await expect(query(wrong.href, 'select 1')).rejects.toThrow('password authentication failed');
  for (const name of ['owner-password', 'app-password', 'postgres.log']) {
    expect(statSync(join(dataDir, 'postgres', name)).mode & 0o777, name).toBe(0o600);
  }
});

test('a restart keeps the data, the addresses and the passwords', async () => {
  const dataDir = aDataFolder();
  const first = await start(dataDir);
  await query(first.ownerUrl, "create table note as select 'kept' as text");
  await first.stop();
  await expect(query(first.ownerUrl, 'select 1')).rejects.toThrow('ECONNREFUSED');
  const second = await start(dataDir);
  expect(second).toMatchObject({ adopted: false, ownerUrl: first.ownerUrl, appUrl: first.appUrl });
  expect(await query(second.ownerUrl, 'select text from note')).toEqual([{ text: 'kept' }]);
});

test('after kill -9 of every server process, all that was committed is there', async () => {
  const dataDir = aDataFolder();
  const first = await start(dataDir);
  await query(first.ownerUrl, 'create table note as select generate_series(1, 1000) as n');
  const processes = await query(first.ownerUrl, 'select pid from pg_stat_activity where pid <> pg_backend_pid()');
  expect(processes.length).toBeGreaterThan(3);
  for (const pid of [postmasterPid(dataDir), ...processes.map((row) => Number(row['pid']))])
    process.kill(pid, 'SIGKILL');
  const second = await start(dataDir);
  expect(second.adopted).toBe(false);
  expect(await query(second.ownerUrl, 'select count(*)::int, max(n) from note')).toEqual([{ count: 1000, max: 1000 }]);
});

test('after kill -9 of the postmaster alone, the next start waits for its orphans', async () => {
  const dataDir = aDataFolder();
  const first = await start(dataDir);
  await query(first.ownerUrl, 'create table note as select 1 as n');
  const busy = new pg.Client(first.ownerUrl);
  await busy.connect();
  busy.on('error', () => {});
  const cut = busy.query('select pg_sleep(30)').catch((error: unknown) => error);
  process.kill(postmasterPid(dataDir), 'SIGKILL');
  const second = await start(dataDir);
  expect(await cut).toBeInstanceOf(Error);
  expect(await query(second.ownerUrl, 'select n from note')).toEqual([{ n: 1 }]);
});

test('a stale postmaster.pid whose number now belongs to something else does not block', async () => {
  const dataDir = aDataFolder();
  const first = await start(dataDir);
  const pidFile = join(dataDir, 'postgres/cluster/postmaster.pid');
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  await first.stop();
  const { uid, gid } = statSync(join(dataDir, 'postgres/cluster'));
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], {
    cwd: '/',
    uid,
    gid,
    stdio: 'ignore',
  });
  undo.push(() => stranger.kill('SIGKILL'));
  await once(stranger, 'spawn');
  writeFileSync(pidFile, [stranger.pid, ...lines.slice(1)].join('\n'));
  expect((await start(dataDir)).adopted).toBe(false);
});

test('a server left running by a killed process is taken over and can be stopped', async () => {
  const dataDir = aDataFolder();
  const program = `
    const { startEmbedded } = await import(${JSON.stringify(new URL('./postgres.ts', import.meta.url).href)})
    const { ownerUrl } = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)} })
    console.log(ownerUrl)
    setInterval(() => {}, 1e6)`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  undo.push(() => child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
  const pid = postmasterPid(dataDir);
  const taken = await start(dataDir);
  expect(taken).toMatchObject({ adopted: true, ownerUrl: line.toString().trim() });
  expect(postmasterPid(dataDir)).toBe(pid);
  await taken.stop();
  await expect(query(taken.ownerUrl, 'select 1')).rejects.toThrow('ECONNREFUSED');
});

test('a server that is killed while it is to be kept running is there again at the same address, until it is stopped', async () => {
  const dataDir = aDataFolder();
  const first = await start(dataDir);
  first.keepRunning();
  await query(first.ownerUrl, 'create table note as select 1 as n');
  const killed = postmasterPid(dataDir);
  process.kill(killed, 'SIGKILL');
  await expect
    .poll(() => query(first.ownerUrl, 'select n from note').catch(() => []), { timeout: 30_000 })
    .toEqual([{ n: 1 }]);
  expect(postmasterPid(dataDir)).not.toBe(killed);
  await first.stop();
  await expect(query(first.ownerUrl, 'select 1')).rejects.toThrow('ECONNREFUSED');
});

test('a server that waits for ever while it stops, as PostgreSQL does during a recovery, does not hold up the next start', async () => {
  const dataDir = aDataFolder();
  const first = await start(dataDir);
  await query(first.ownerUrl, 'create table note as select 1 as n');
  const victim = new pg.Client(first.ownerUrl);
  victim.on('error', () => {});
  await victim.connect();
  const { rows } = await victim.query<{ pid: number }>('select pg_backend_pid() as pid');
  const gone = new Promise((resolve) => victim.once('end', resolve));
  process.kill(rows[0]!.pid, 'SIGKILL');
  await gone;
  await delay(30); // The recovery has begun: with PostgreSQL 18.4 it hangs from here.
  process.kill(postmasterPid(dataDir), 'SIGINT');
  const second = await start(dataDir);
  expect(await query(second.ownerUrl, 'select n from note')).toEqual([{ n: 1 }]);
});

test('a taken port is moved away from, unless it was asked for', async () => {
  const dataDir = aDataFolder();
  const first = await start(dataDir);
  await first.stop();
  const squatter = createServer().listen(first.port, '127.0.0.1');
  undo.push(() => squatter.close());
  await once(squatter, 'listening');
  await expect(start(dataDir, first.port)).rejects.toThrow(`Port ${first.port} for the database is already in use`);
  expect((await start(dataDir)).port).not.toBe(first.port);
});

test('a damaged cluster is reported in one sentence and left as it is', async () => {
  const dataDir = aDataFolder();
  const first = await start(dataDir);
  await first.stop();
  const version = join(dataDir, 'postgres/cluster/PG_VERSION');
  writeFileSync(version, '9\n');
  await expect(start(dataDir)).rejects.toThrow(/^PostgreSQL did not start: .*incompatible.*postgres\.log\)\.$/);
  writeFileSync(version, '18\n');
  await start(dataDir);
});

test.runIf(process.getuid?.() === 0)(
  'as root, below a folder the database account cannot enter, it starts and restarts',
  async () => {
    const dataDir = aDataFolder();
    chmodSync(join(dataDir, '..'), 0o700);
    const first = await start(dataDir);
    await query(first.ownerUrl, 'create table note as select 1 as n');
    await first.stop();
    const second = await start(dataDir);
    expect(await query(second.ownerUrl, 'select n from note')).toEqual([{ n: 1 }]);
  },
);
