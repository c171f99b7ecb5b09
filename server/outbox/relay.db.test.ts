// The relay: every committed row gets one number, also after a crash between commit and ring; old rows go, the newest stays.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse } from '../testing/house.ts';
import type { House } from '../testing/house.ts';
import { appendToOutbox } from './append.ts';
import {
  batchSize,
  deletePublishedBefore,
  findPublishedAfter,
  findPublishedExtent,
  numberOutboxRows,
} from './published.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

const append = (howMany: number, at = house.deps.clock()) =>
  house.deps.db.transact((tx) =>
    appendToOutbox(
      tx,
      at,
      Array.from(
        { length: howMany },
        () => ({ type: 'session.ended', detail: { sessionId: house.deps.newId() } }) as const,
      ),
    ),
  );
const published = () =>
  new Promise<void>((resolve, reject) => {
    const look = () =>
      house.owner.query('select count(*)::int as left from outbox where number is null').then(({ rows }) => {
        if (rows[0].left === 0) resolve();
        else setImmediate(() => void look());
      }, reject);
    void look();
  });

test('what nobody rang for is published all the same, more than one batch of it, in the order it was appended', async () => {
  await append(2 * batchSize + 10);
  await published();
  const { rows } = await house.owner.query<{ number: string }>('select number from outbox order by id');
  expect(rows).toHaveLength(2 * batchSize + 10);
  const numbers = rows.map((row) => Number(row.number));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  expect(house.app.live.relayLagMs()).toBeGreaterThan(0);
});

test('relays that work at the same moment never give a smaller number after a larger one', async () => {
  const { newest } = await findPublishedExtent(house.deps.db);
  const seen: number[] = [];
  let reading = true;
  const reader = (async () => {
    let position = newest;
    while (reading) {
      for (const row of await findPublishedAfter(house.deps.db, position)) seen.push((position = row.number));
    }
    for (const row of await findPublishedAfter(house.deps.db, position)) seen.push((position = row.number));
  })();
  await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      await append(1 + (index % 7));
      await house.deps.db.transact(numberOutboxRows);
    }),
  );
  await published();
  reading = false;
  await reader;
  const { rows } = await house.owner.query('select count(*)::int as n from outbox where number > $1', [newest]);
  expect(rows[0].n).toBe(Array.from({ length: 40 }, (_, index) => 1 + (index % 7)).reduce((sum, n) => sum + n));
  expect(seen).toHaveLength(rows[0].n);
});

test('rows of before a fortnight are forgotten from the oldest on, and the newest number survives', async () => {
  const { newest } = await findPublishedExtent(house.deps.db);
  while (
    (await deletePublishedBefore(house.deps.db, new Date(house.deps.clock().getTime() + 60_000))) >=
    batchSize - 1
  );
  expect(await findPublishedExtent(house.deps.db)).toEqual({ oldest: newest, newest });
  await append(3, new Date('2020-01-01T00:00:00Z'));
  await published();
  await append(3);
  await published();
  await deletePublishedBefore(house.deps.db, new Date('2021-01-01T00:00:00Z'));
  // The first that stays is the one appended today, although older ones follow it.
  expect((await findPublishedExtent(house.deps.db)).oldest).toBe(newest);
});
