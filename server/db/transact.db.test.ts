// A connection that breaks in the middle of a transaction costs that transaction and nothing else; a transaction fails with what
// failed in it first.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { startEmbedded } from '../embedded/postgres.ts';
import { openHouse } from '../testing/house.ts';
import { createPool } from './pool.ts';
import { createDatabase } from './transact.ts';
import { isUnavailable } from './unavailable.ts';

test('a connection that dies between two statements of a transaction ends that one alone', async () => {
  const house = await openHouse();
  try {
    const { db } = house.deps;
    const byProcess = new Map<number, pg.PoolClient>();
    db.pool.on('acquire', (client) => byProcess.set((client as unknown as { processID: number }).processID, client));
    const broken = db.transact(async (tx) => {
      const rows = await tx.run<{ pid: number }>({ name: 'own_pid', text: 'select pg_backend_pid() as pid' });
      const { pid } = rows[0]!;
      // 'end', not 'error': a listener of the test's own would hide that nobody else listens.
      const ended = new Promise((resolve) => byProcess.get(pid)!.once('end', () => resolve(undefined)));
      await house.owner.query('select pg_terminate_backend($1)', [pid]);
      await ended;
      await tx.run({ name: 'one_more', text: 'select 1 as one' });
    });
    await expect(broken).rejects.toThrow(/connection|terminat|queryable/i);
    expect(await db.run<{ one: number }>({ name: 'afterwards', text: 'select 1 as one' })).toEqual([{ one: 1 }]);
  } finally {
    await house.stop();
  }
});

test('of statements asked for together the one that failed is heard, not one that suffered from it', async () => {
  const house = await openHouse();
  try {
    const failing = house.deps.db.transact(async (tx) => {
      const failed = tx.run({ name: 'fails', text: 'select 1 / $1::int' }, [0]);
      const suffered = tx.run({ name: 'suffers', text: 'select 1' });
      await Promise.allSettled([failed, suffered]);
      await suffered;
    });
    await expect(failing).rejects.toMatchObject({ code: '22012' });
  } finally {
    await house.stop();
  }
});

test('what is committed with the last statement is stored whole or not at all, and nothing can follow', async () => {
  const house = await openHouse();
  try {
    const { db } = house.deps;
    await house.owner.query(
      'create table note (line int primary key); grant insert, select on note to healing_space_app',
    );
    const put = { name: 'put_note', text: 'insert into note values ($1::int)' };
    await db.transact(async (tx) => void (await Promise.all([tx.run(put, [1]), tx.commit()])));
    const failing = db.transact(async (tx) => {
      await tx.run(put, [2]);
      await Promise.all([tx.run(put, [1]), tx.commit()]);
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    const heardLate = db.transact(async (tx) => {
      tx.run(put, [1]).catch(() => {});
      await tx.commit();
    });
    await expect(heardLate).rejects.toMatchObject({ code: '23505' });
    const following = db.transact(async (tx) => {
      await Promise.all([tx.run(put, [3]), tx.commit()]);
      await tx.run(put, [4]);
    });
    await expect(following).rejects.toThrow('more than it had committed');
    const lines = await db.run<{ line: number }>({ name: 'notes', text: 'select line from note order by line' });
    expect(lines.map(({ line }) => line)).toEqual([1, 3]);
  } finally {
    await house.stop();
  }
});

test('a commit that somebody tells to wait no longer for the replica is not taken for one that is on it', async () => {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'healing-space-replica-'));
  const postgres = await startEmbedded({ dataDir });
  const owner = createPool(postgres.ownerUrl, { max: 1 });
  const pool = createPool(postgres.ownerUrl, { max: 1 });
  try {
    await owner.query('create table kept (what text)');
    await owner.query(`alter system set synchronous_standby_names = 'nobody'`);
    await owner.query('select pg_reload_conf()');
    await expect
      .poll(async () => (await owner.query('show synchronous_standby_names')).rows[0])
      .toEqual({
        synchronous_standby_names: 'nobody',
      });
    const db = createDatabase(pool);
    const write = () => db.transact((tx) => tx.run({ name: 'keep', text: `insert into kept values ('one')` }));
    const waiting = write().catch((error: Error) => error);
    const cancel = `select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'`;
    await expect.poll(async () => (await owner.query(cancel)).rowCount).toBe(1);
    expect(await waiting).toSatisfy(isUnavailable);
    await owner.query(`alter system set synchronous_standby_names = ''`);
    await owner.query('select pg_reload_conf()');
    expect(await write()).toEqual([]);
  } finally {
    await Promise.all([owner.end(), pool.end()]);
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
});
