// A backup, its restore and a new master key, as an operator uses them: the commands, on the running product.
import { execFile, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, watch, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { readSession, registerPatient, setUpAdmin, signIn } from '../../contract/accounts.ts';
import { readThread, sendMessage } from '../../contract/messages.ts';
import { scheduleMessage } from '../../contract/scheduled-messages.ts';
import { createPool } from '../db/pool.ts';
import { openHome, ownerPassword, ownerRole } from '../embedded/cluster.ts';
import { root } from '../root.ts';
import { onDatabase, template } from '../testing/global-postgres.ts';
import { openHouse } from '../testing/house.ts';
import { Browser } from '../testing/people.ts';
import { startProgram } from '../testing/program.ts';
import type { Program } from '../testing/program.ts';
import { keyFileIn } from '../vault/key-ring.ts';
import { findKeysInUse, wrappedKeys } from '../vault/rotate.ts';
import { makeBackup } from './make-backup.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const canary = 'the canary sings at the window every morning';
const password = 'a calm and long secret 42';
const limits = { SENDS_PER_MINUTE_PATIENT: '1000000' };
const passphrase = 'a passphrase of some length';

let folder: string;
let program: Program;
let patient: Browser;
let adminId: string;
let conversationId: string;
const place = { url: '' };
const at = (name: string) => path.join(folder, name);

function command(name: string, dataDir: string, args: readonly string[] = [], env: Record<string, string> = {}) {
  return new Promise<{ code: number; words: string }>((resolve) => {
    execFile(
      process.execPath,
      [`server/cli/${name}.ts`, ...args],
      { cwd: root, env: { ...process.env, DATA_DIR: dataDir, BACKUP_PASSPHRASE: passphrase, ...env } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), words: stdout + stderr }),
    );
  });
}

async function visitor(): Promise<Browser> {
  const browser = new Browser(place);
  browser.csrfToken = (await browser.call(readSession)).body.csrfToken;
  return browser;
}

const send = (body: string) => patient.call(sendMessage, { body: { to: adminId, clientId: randomUUID(), body } });
const sentences = async (browser: Browser) => {
  const thread = await browser.call(readThread, { params: { id: conversationId }, query: { limit: 100 } });
  return thread.body.items.map((message) => message.body);
};

async function start(dataDir: string): Promise<void> {
  program = await startProgram(dataDir, limits);
  place.url = program.url;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'healing-space-backup-'));
  await start(at('first'));
  const token = /#token=(\S+)/.exec(program.words.join('\n'))![1]!;
  const account = (username: string) => ({ username, displayName: `Canary ${username}`, password });
  const admin = await visitor();
  adminId = (await admin.call(setUpAdmin, { body: { ...account('the-admin'), token } })).body.account!.id;
  patient = await visitor();
  patient.csrfToken = (await patient.call(registerPatient, { body: account('the-patient') })).body.csrfToken;
  conversationId = (await send(canary)).body.conversationId;
});
afterAll(async () => {
  await program.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a backup of the running house, restored into an empty one, gives people back what they wrote, and sends what is due', async () => {
  const later = 'this was planned before the fire';
  const sendAt = new Date(Date.now() + 20_000).toISOString();
  const planned = { to: adminId, clientId: randomUUID(), body: later, sendAt };
  expect((await patient.call(scheduleMessage, { body: planned })).status).toBe(201);
  const file = at('one.backup');
  const made = await command('backup', at('first'), ['--to', file]);
  expect(made).toMatchObject({ code: 0, words: expect.stringContaining('holds 1 messages') as string });
  const bytes = await readFile(file);
  for (const secret of [canary, later, 'Canary the-patient', 'the-patient', 'account'])
    expect(bytes.includes(secret)).toBe(false);

  const altered = Buffer.from(bytes);
  altered[bytes.length - 200]! ^= 1;
  await writeFile(at('altered.backup'), altered);
  await writeFile(at('cut.backup'), bytes.subarray(0, bytes.length - 100));
  await writeFile(at('longer.backup'), Buffer.concat([bytes, Buffer.from('x')]));
  const restore = (name: string, env = {}) => command('restore', at('second'), ['--from', at(name), '--verify'], env);
  for (const [answer, why] of [
    [await restore('altered.backup'), /was changed/],
    [await restore('cut.backup'), /was cut off/],
    [await restore('longer.backup'), /was added/],
    [await restore('one.backup', { BACKUP_PASSPHRASE: 'another passphrase' }), /does not fit/],
    [await command('restore', at('first'), ['--from', file]), /already using the data folder/],
  ] as const)
    expect(answer).toMatchObject({ code: 1, words: expect.stringMatching(why) as string });

  await program.stop();
  const used = await command('restore', at('first'), ['--from', file]);
  expect(used).toMatchObject({ code: 1, words: expect.stringMatching(/holds accounts already/) as string });
  const restored = await restore('one.backup');
  expect(restored).toMatchObject({ code: 0, words: expect.stringMatching(/2 accounts, 1 messages/) as string });
  expect(restored.words).toMatch(/The audit trail is whole/);

  await start(at('second'));
  expect((await patient.call(readSession)).body.account).toBe(null);
  const back = await visitor();
  const session = await back.call(signIn, { body: { identifier: 'the-patient', password } });
  expect(session.status).toBe(200);
  expect(await sentences(back)).toContain(canary);
  await expect.poll(() => sentences(back), { timeout: 60_000, interval: 500 }).toEqual([canary, later]);
  expect(await command('audit-verify', at('second'))).toMatchObject({ code: 0 });
  await program.stop();
  await start(at('first'));
});

async function ownerUrl(): Promise<string> {
  const home = openHome(at('first'));
  const port = (await readFile(path.join(home.folder, 'port'), 'utf8')).trim();
  return `postgres://${ownerRole}:${ownerPassword(home)}@127.0.0.1:${port}/healing_space`;
}

test('a database that a running house is on is not filled behind its back', async () => {
  const house = await openHouse();
  try {
    const { rows } = await house.owner.query<{ name: string }>('select current_database() as name');
    const listening = `select from pg_stat_activity where datname = current_database() and query like 'listen %'`;
    await expect.poll(async () => (await house.owner.query(listening)).rowCount).toBe(1);
    const env = { DATABASE_URL: onDatabase(inject('ownerUrl'), rows[0]!.name) };
    const answer = await command('restore', at('third'), ['--from', at('one.backup')], env);
    expect(answer).toMatchObject({ code: 1, words: expect.stringMatching(/is running on this database/) as string });
  } finally {
    await house.stop();
  }
});

/** A rotation waits for whoever began before it. */
async function anOpenTransaction(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: await ownerUrl() });
  await client.connect();
  await client.query('begin');
  return client;
}

test('a new master key takes over while people write, after being killed in the middle too, and the old one is gone', async () => {
  const ids = async () =>
    (await readFile(keyFileIn(at('first')), 'utf8'))
      .trim()
      .split(',')
      .map((entry) => entry.split(':')[0]);
  expect(await ids()).toEqual(['k1']);
  const open = await anOpenTransaction();
  const keyFolder = path.dirname(keyFileIn(at('first')));
  const replaced = (async () => {
    for await (const { filename } of watch(keyFolder)) if (filename === 'master.keys') return;
  })();
  const killed = spawn(process.execPath, ['server/cli/keys-rotate.ts'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: at('first') },
    stdio: 'ignore',
  });
  await replaced;
  const end = new Promise((resolve) => killed.once('exit', resolve));
  killed.kill('SIGKILL');
  await end;
  expect(await ids()).toEqual(['k2', 'k1']);
  await open.end();

  let writing = true;
  const sent: string[] = [];
  const work = (async () => {
    while (writing) {
      const body = `written meanwhile ${sent.length}`;
      expect((await send(body)).status).toBe(201);
      sent.push(body);
    }
  })();
  const rotated = await command('keys-rotate', at('first'));
  writing = false;
  await work;
  expect(rotated).toMatchObject({ code: 0, words: expect.stringContaining('k1 was retired') as string });
  expect(await ids()).toEqual(['k2']);
  expect(sent.length).toBeGreaterThan(0);

  await program.stop();
  await start(at('first'));
  expect((await sentences(patient)).slice(-sent.length)).toEqual(sent.slice(-100));
  expect(await command('audit-verify', at('first'))).toMatchObject({ code: 0 });
});

test('a rotation waits for whoever began before it, also where the application signs in as somebody else than the owner', async () => {
  const admin = createPool(inject('ownerUrl'), { max: 1 });
  const name = `apart_${randomBytes(6).toString('hex')}`;
  const urlOf = (role: string) => {
    const url = new URL(onDatabase(inject('ownerUrl'), name));
    url.username = url.password = `${name}_${role}`;
    return url.href;
  };
  for (const role of ['app', 'owner'])
    await admin.query(`create role ${name}_${role} login password '${name}_${role}' in role healing_space_app`);
  await admin.query(`create database ${name} owner ${name}_owner`);
  const env = { DATABASE_URL: urlOf('app'), MIGRATION_DATABASE_URL: urlOf('owner') };
  try {
    await (await startProgram(at('apart'), env)).stop();
    const open = new pg.Client({ connectionString: urlOf('app') });
    await open.connect();
    await open.query('begin');
    const rotation = command('keys-rotate', at('apart'), [], env);
    const owner = new pg.Client({ connectionString: urlOf('owner') });
    await owner.connect();
    await expect.poll(() => findKeysInUse(owner), { timeout: 30_000 }).toEqual(['k2']);
    await owner.end();
    const looking = `select from pg_stat_activity where datname = $1 and query like '%virtualxid%'`;
    await expect.poll(async () => (await admin.query(looking, [name])).rowCount).toBe(1);
    expect((await readFile(keyFileIn(at('apart')), 'utf8')).split(',')).toHaveLength(2);
    await open.query('commit');
    expect(await rotation).toMatchObject({ code: 0, words: expect.stringContaining('k1 was retired') as string });
    await open.end();
  } finally {
    await admin.query(`drop database ${name} with (force)`);
    await admin.query(`drop role ${name}_app, ${name}_owner`);
    await admin.end();
  }
});

test('a backup whose keys would not open it is refused and leaves no file', async () => {
  const masterKeys = async () => `other:${randomBytes(32).toString('base64')}`;
  const file = at('unreadable.backup');
  const making = makeBackup({ ownerUrl: await ownerUrl(), masterKeys, passphrase, file, now: new Date() });
  await expect(making).rejects.toThrow(/master key k2 is in use/);
  expect((await readdir(folder)).filter((name) => name.startsWith('unreadable'))).toEqual([]);
});

test('every column that keeps a wrapped key is known to the rotation', async () => {
  const owner = createPool(onDatabase(inject('ownerUrl'), template), { max: 1 });
  const { rows } = await owner.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'public' and data_type = 'bytea' and (column_name = 'data_key' or table_name = 'installation_key') order by 1`,
  );
  await owner.end();
  expect(wrappedKeys.map(({ table, key }) => `${table}.${key}`).toSorted()).toEqual(rows.map((row) => row.name));
});
