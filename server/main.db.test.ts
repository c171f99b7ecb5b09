// Starting and stopping as an operator sees it: one clear sentence when it cannot start, everything gone when it ends.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { createPool } from './db/pool.ts';
import { root } from './root.ts';
import { onDatabase } from './testing/global-postgres.ts';
import { startProgram } from './testing/program.ts';
import type { Program } from './testing/program.ts';

// Several of these make a whole database.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let program: Program;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'healing-space-main-'));
  program = await startProgram(folder);
});
afterAll(async () => {
  await program.stop();
  await rm(folder, { recursive: true, force: true });
});

const verify = () =>
  new Promise<{ code: number; words: string }>((resolve) => {
    const env = { ...process.env, DATA_DIR: folder };
    execFile(process.execPath, ['server/cli/audit-verify.ts'], { cwd: root, env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), words: stdout + stderr }),
    );
  });

test('the first start ends with the setup link, the places of key and log, and the address', () => {
  expect(program.words).toEqual([
    expect.stringContaining(path.join(folder, 'keys', 'master.keys')),
    expect.stringMatching(
      /^There is no admin yet\. Make the first one at http:\/\/127\.0\.0\.1:\d+\/setup#token=[\w-]{43}$/,
    ),
    expect.stringContaining(path.join(folder, 'logs', 'healing-space.log')),
    `Healing Space is ready at ${program.url}`,
  ]);
});

test('a second start on the same folder is refused in one sentence that names the first', async () => {
  await expect(startProgram(folder)).rejects.toThrow(
    /^Another Healing Space process \(pid \d+\) is already using the data folder .+: .+\.$/,
  );
  expect((await fetch(`${program.url}/readyz`)).status).toBe(200);
});

test('a port in use is refused in one sentence, and the database that was started for it is stopped', async () => {
  const { port } = new URL(program.url);
  const other = `${folder}-other`;
  try {
    await expect(startProgram(other, { PORT: port })).rejects.toThrow(
      /^Port \d+ on 127\.0\.0\.1 is already in use: .+\.$/,
    );
    expect(existsSync(path.join(other, 'postgres/cluster/postmaster.pid'))).toBe(false);
  } finally {
    await rm(other, { recursive: true, force: true });
  }
});

test.each([
  [{ PORT: 'eighty' }, /^The configuration is wrong\. PORT: [^\n]+$/],
  [{ MASTER_KEYS: 'k1:short' }, /^MASTER_KEYS: entry 1 must be [^\n]+$/],
  [
    { DATABASE_URL: 'postgres://somebody:secret@127.0.0.1:1/clinic' },
    /^The database clinic at 127\.0\.0\.1:1 cannot be used \([^\n]+\)\.$/,
  ],
])('a wrong setting is explained in one sentence without secrets (%o)', async (env, sentence) => {
  const other = `${folder}-other`;
  const failure = await startProgram(other, { ...env, LOG_TO: 'stdout', LOG_LEVEL: 'silent' }).catch(
    (error: Error) => error.message,
  );
  expect(failure).toMatch(sentence);
  expect(failure).not.toContain('secret');
  await rm(other, { recursive: true, force: true });
});

test('a database that could lose an acknowledged message is refused', async () => {
  const name = `frail_${randomBytes(4).toString('hex')}`;
  const admin = createPool(inject('ownerUrl'), { max: 1 });
  await admin.query(`create database ${name}`);
  try {
    await admin.query(`alter database ${name} set synchronous_commit = off`);
    const start = startProgram(folder, { DATABASE_URL: onDatabase(inject('ownerUrl'), name) });
    await expect(start).rejects.toThrow(/^This database has synchronous_commit off and could lose a message/);
  } finally {
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  }
});

test('a database that cannot hold every name is refused', async () => {
  const name = `ascii_${randomBytes(4).toString('hex')}`;
  const admin = createPool(inject('ownerUrl'), { max: 1 });
  await admin.query(`create database ${name} encoding 'SQL_ASCII' locale_provider libc locale 'C' template template0`);
  try {
    const start = startProgram(folder, { DATABASE_URL: onDatabase(inject('ownerUrl'), name) });
    await expect(start).rejects.toThrow(/^This database has the encoding SQL_ASCII [^\n]+$/);
  } finally {
    await admin.query(`drop database ${name}`);
    await admin.end();
  }
});

/** What PgBouncer does with `ignore_startup_parameters = options`. */
function dropOptions(startup: Buffer): Buffer {
  const words = startup.subarray(8, -1).toString('latin1').split('\0').slice(0, -1);
  const pairs = words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1]!]] : []));
  const kept = pairs.filter(([key]) => key !== 'options').flat();
  const body = Buffer.concat([startup.subarray(4, 8), Buffer.from(`${kept.join('\0')}\0\0`, 'latin1')]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([length, body]);
}

test('a pooler that drops the role and the time limits of a connection is refused', async () => {
  const behind = new URL(inject('ownerUrl'));
  const pooler = createServer((client) => {
    const server = connect(Number(behind.port), behind.hostname);
    for (const socket of [client, server]) socket.on('error', () => {});
    client.once('data', (startup) => {
      server.write(dropOptions(startup as Buffer));
      client.pipe(server).pipe(client);
    });
  });
  await new Promise<void>((resolve) => pooler.listen(0, '127.0.0.1', resolve));
  try {
    const url = new URL(behind);
    url.port = String((pooler.address() as AddressInfo).port);
    await expect(startProgram(folder, { DATABASE_URL: url.href })).rejects.toThrow(
      /^What stands between here and PostgreSQL [^\n]+$/,
    );
  } finally {
    pooler.close();
  }
});

test('another master key than the one the database was made with is refused, and a lost one is not replaced', async () => {
  const first = await startProgram(`${folder}-keys`);
  await first.stop();
  const file = path.join(`${folder}-keys`, 'keys', 'master.keys');
  try {
    await rename(file, `${file}.lost`);
    await expect(startProgram(`${folder}-keys`)).rejects.toThrow(/^The key file \S+ is missing, [^\n]+$/);
    expect(existsSync(file)).toBe(false);
    const other = startProgram(`${folder}-keys`, { MASTER_KEYS: `k1:${randomBytes(32).toString('base64')}` });
    await expect(other).rejects.toThrow(/^The master key does not fit this database: [^\n]+$/);
  } finally {
    await rm(`${folder}-keys`, { recursive: true, force: true });
  }
});

test.runIf(existsSync('/dev/full'))('a disk that has no room for the log ends nothing, and stopping ends', async () => {
  const other = `${folder}-full`;
  await mkdir(path.join(other, 'logs'), { recursive: true });
  await symlink('/dev/full', path.join(other, 'logs', 'healing-space.log'));
  try {
    const full = await startProgram(other);
    for (let n = 0; n < 20; n += 1) expect((await fetch(`${full.url}/readyz`)).status).toBe(200);
    expect(await full.stop()).toBe(0);
  } finally {
    await rm(other, { recursive: true, force: true });
  }
});

test('the audit trail is proved while the house is running and after it stopped, and a stop leaves nothing running', async () => {
  expect(await verify()).toMatchObject({ code: 0, words: expect.stringContaining('The audit trail is whole.') });
  expect((await fetch(`${program.url}/readyz`)).status).toBe(200);
  expect(await program.stop()).toBe(0);
  expect(existsSync(path.join(folder, 'postgres/cluster/postmaster.pid'))).toBe(false);
  expect(await verify()).toMatchObject({ code: 0 });
  expect(existsSync(path.join(folder, 'postgres/cluster/postmaster.pid'))).toBe(false);
});
