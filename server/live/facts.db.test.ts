// What live costs the database: the same number of statements for one event and one reader as for many of both.
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as api from '../../contract/messages.ts';
import { acknowledge } from '../features/messages/acknowledge.ts';
import { findPublishedAfter } from '../outbox/published.ts';
import { openHouse } from '../testing/house.ts';
import type { House } from '../testing/house.ts';
import { LiveWindow } from '../testing/live.ts';
import { aClinician } from '../testing/people.ts';
import { countQueries } from '../testing/queries.ts';
import { renderFor } from './missed.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

test('a batch of many events for many readers costs as many statements as one event for one reader', async () => {
  const writer = await aClinician(house);
  const readers = await Promise.all(Array.from({ length: 12 }, () => aClinician(house)));
  const window = await LiveWindow.open(house, writer);
  for (const [index, reader] of readers.entries()) {
    for (let nth = 0; nth < 3; nth += 1) {
      const sent = await writer.call(api.sendMessage, {
        body: { to: reader.id, clientId: `cost-${index}-${nth}`, body: 'x' },
      });
      if (nth === 2)
        await reader.call(api.markConversationRead, {
          params: { id: sent.body.conversationId },
          body: { upTo: sent.body.id },
        });
    }
  }
  await window.until(() => window.events.length === 48);
  await window.close();
  const rows = await findPublishedAfter(house.deps.db, 0);
  const everybody = new Set([writer, ...readers].map((person) => person.id));
  const cost = async (some: typeof rows, who: Set<string>) => countQueries(() => renderFor(house.deps, some, who));
  const one = [rows.find((row) => row.type === 'message.sent')!, rows.find((row) => row.type === 'receipt.changed')!];
  const many = await cost(rows, everybody);
  expect(rows.length).toBe(48);
  expect(many).toBe(await cost(one, new Set([writer.id])));
  expect(many).toBeLessThanOrEqual(5);
});

test('what many devices acknowledge costs as many statements as what one does', async () => {
  const writer = await aClinician(house);
  const readers = await Promise.all(Array.from({ length: 12 }, () => aClinician(house)));
  const window = await LiveWindow.open(house, writer);
  for (const [index, reader] of readers.entries())
    await writer.call(api.sendMessage, { body: { to: reader.id, clientId: `ack-${index}`, body: 'x' } });
  await window.until(() => window.events.length === 12);
  const upTo = window.number;
  await window.close();
  const [one, ...others] = readers.map(({ id }) => [id, upTo] as const);
  const costOfOne = await countQueries(() => acknowledge(house.deps, new Map([one!])));
  const costOfMany = await countQueries(() => acknowledge(house.deps, new Map(others)));
  expect(costOfMany).toBe(costOfOne);
  const sent = await writer.call(api.listSent);
  const receipts = sent.body.items.flatMap((message) => message.receipts);
  expect(receipts.filter((receipt) => receipt.deliveredAt)).toHaveLength(12);
});

test('the sessions of many windows are checked together', async () => {
  const people = await Promise.all(Array.from({ length: 12 }, () => aClinician(house)));
  const windows = await Promise.all(people.map((person) => LiveWindow.open(house, person)));
  // One more may come from the beat that the house does by itself.
  expect(await countQueries(() => house.app.live.beat())).toBeLessThanOrEqual(2);
  await Promise.all(windows.map((window) => window.close()));
});
