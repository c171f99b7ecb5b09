// What a clinic sets for its database or role, dates, schemas, isolation and time limits, breaks neither the product nor its backups.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { readSession, setUpAdmin } from '../../contract/accounts.ts';
import { createPool } from '../db/pool.ts';
import { ownerRole } from '../embedded/cluster.ts';
import { root } from '../root.ts';
import { onDatabase } from '../testing/global-postgres.ts';
import { Browser } from '../testing/people.ts';
import { startProgram } from '../testing/program.ts';

function command(name: string, dataDir: string, args: readonly string[], databaseUrl: string) {
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    BACKUP_PASSPHRASE: 'a passphrase of some length',
  };
  return new Promise<{ code: number; words: string }>((resolve) => {
    execFile(process.execPath, [`server/cli/${name}.ts`, ...args], { cwd: root, env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), words: stdout + stderr }),
    );
  });
}

test(
  'a database with settings of its own is served, backed up and restored all the same',
  { timeout: 60_000 },
  async () => {
    const admin = createPool(inject('ownerUrl'), { max: 1, statementTimeout: 60_000 });
    const name = `ways_${randomBytes(6).toString('hex')}`;
    const urlOf = (database: string) => onDatabase(inject('ownerUrl'), database);
    const moments = async (database: string) => {
      const owner = createPool(urlOf(database), { max: 1 });
      const { rows } = await owner.query('select username, created_at from public.account');
      await owner.end();
      return rows;
    };
    for (const database of [name, `${name}_back`]) await admin.query(`create database ${database}`);
    const folder = await mkdtemp(path.join(os.tmpdir(), 'healing-space-ways-'));
    try {
      const own = createPool(urlOf(name), { max: 1 });
      await own.query(`create schema ${ownerRole}`);
      await own.end();
      for (const setting of [
        "datestyle = 'SQL, DMY'",
        "default_transaction_isolation = 'serializable'",
        "statement_timeout = '1ms'",
        "idle_in_transaction_session_timeout = '1ms'",
      ])
        await admin.query(`alter database ${name} set ${setting}`);
      const served = await startProgram(path.join(folder, 'house'), { DATABASE_URL: urlOf(name) });
      const browser = new Browser(served);
      browser.csrfToken = (await browser.call(readSession)).body.csrfToken;
      const token = /#token=(\S+)/.exec(served.words.join('\n'))![1]!;
      const made = await browser.call(setUpAdmin, {
        body: { username: 'ways', displayName: 'Ada Admin', password: 'a calm and long secret 42', token },
      });
      expect(made.status).toBe(201);
      expect((await browser.call(readSession)).body.account).toMatchObject({ username: 'ways' });
      expect(await served.stop()).toBe(0);

      const file = path.join(folder, 'one.backup');
      const restore = ['--from', file, '--verify'];
      expect(await command('backup', path.join(folder, 'house'), ['--to', file], urlOf(name))).toMatchObject({
        code: 0,
      });
      expect(await command('restore', path.join(folder, 'back'), restore, urlOf(`${name}_back`))).toMatchObject({
        code: 0,
        words: expect.stringContaining('The audit trail is whole') as string,
      });
      expect(await moments(`${name}_back`)).toEqual(await moments(name));
    } finally {
      for (const database of [name, `${name}_back`]) await admin.query(`drop database ${database} with (force)`);
      await admin.end();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
