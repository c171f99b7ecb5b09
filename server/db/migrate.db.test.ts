// Processes that start at the same moment bring the database to the newest schema once, and none of them fails.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { migrations, onDatabase } from '../testing/global-postgres.ts';
import { migrate } from './migrate.ts';
import { createPool } from './pool.ts';

const name = `test_${randomBytes(6).toString('hex')}`;
const admin = createPool(inject('ownerUrl'), { max: 1, statementTimeout: 60_000 });
beforeAll(() => admin.query(`create database ${name}`));
afterAll(async () => {
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
});

test('six start together on an empty database, and again on one that is ready', async () => {
  const pools = Array.from({ length: 6 }, () =>
    createPool(onDatabase(inject('ownerUrl'), name), { max: 2, statementTimeout: 60_000 }),
  );
  const together = () => Promise.all(pools.map((pool) => migrate(pool, migrations)));
  const made = await together();
  expect(made.filter((names) => names.length > 0)).toHaveLength(1);
  for (let turn = 0; turn < 3; turn += 1) expect((await together()).flat()).toEqual([]);
  await Promise.all(pools.map((pool) => pool.end()));
});
