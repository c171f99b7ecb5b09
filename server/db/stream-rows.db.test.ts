// Reading any number of rows: nothing of what was read is kept, and a reader that goes away ends the query.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse } from '../testing/house.ts';
import type { House } from '../testing/house.ts';
import { streamRows } from './stream-rows.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

const numbers = { text: 'select n, repeat(n::text, 100) from generate_series(1, $1::int) n' };
const stream = (rows: number, signal: AbortSignal) => streamRows(house.deps.db.pool, numbers, [rows], 60_000, signal);

test('batches that were read are free to be collected while the rest is still to come', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const read: WeakRef<object>[] = [];
  let rows = 0;
  for await (const batch of stream(20_000, new AbortController().signal)) {
    read.push(new WeakRef(batch));
    rows += batch.length;
    if (rows === 20_000) collect();
  }
  expect(rows).toBe(20_000);
  expect(read.filter((batch) => batch.deref()).length).toBeLessThan(5);
});

test('whoever goes away ends the query, before it began or in the middle', async () => {
  const gone = new AbortController();
  gone.abort(new Error('went away'));
  await expect(stream(10, gone.signal).next()).rejects.toThrow('went away');

  const leaving = new AbortController();
  const reading = stream(5_000_000, leaving.signal);
  await reading.next();
  leaving.abort();
  await expect(reading.next()).rejects.toThrow(/terminated|closed|ended/i);
  const open = async () =>
    (
      await house.owner.query(
        `select from pg_stat_activity where application_name = 'healing-space-export' and datname = current_database()`,
      )
    ).rowCount;
  await expect.poll(open).toBe(0);
});
