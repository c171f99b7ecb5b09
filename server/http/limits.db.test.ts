// What may be asked how often: whoever sends too much is slowed down, and pages keep what they need to stay up to date.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readUpdates } from '../../contract/events.ts';
import { listConversations, countUnread, sendMessage } from '../../contract/messages.ts';
import { requestPasswordReset } from '../../contract/password-links.ts';
import { searchMessages } from '../../contract/search.ts';
import { openHouse } from '../testing/house.ts';
import type { House } from '../testing/house.ts';
import { aClinician, aPatient, linked } from '../testing/people.ts';
import { aRegistered, aVisitor } from '../testing/visitors.ts';

let house: House;
beforeAll(async () => {
  // As delivered.
  house = await openHouse({ SENDS_PER_MINUTE_PATIENT: '', SEARCHES_PER_MINUTE: '', GENERAL_REQUESTS_PER_MINUTE: '' });
});
afterAll(() => house.stop());

test("fault: a rate limiter that stops the page's own polling", async () => {
  const patient = await aPatient(house);
  const clinician = await aClinician(house);
  await linked(house, patient, clinician);
  const write = (count: number) =>
    patient.call(sendMessage, { body: { to: clinician.id, clientId: `limit-${count}`, body: 'Hello' } });
  const sent = await Promise.all(Array.from({ length: 60 }, (_, count) => write(count)));
  expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([201]));
  const oneMore = await write(60);
  expect([oneMore.status, oneMore.problem.code]).toEqual([429, 'rate_limited']);
  expect(Number(oneMore.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await clinician.call(listConversations)).body.items).toHaveLength(1);

  // A minute of five windows that poll every two seconds and load the inbox and the count afresh each time.
  const window = async () => {
    const statuses = [];
    for (let polled = 0; polled < 30; polled += 1) {
      for (const endpoint of [readUpdates, listConversations, countUnread])
        statuses.push((await patient.call(endpoint)).status);
    }
    return statuses;
  };
  const statuses = (await Promise.all(Array.from({ length: 5 }, window))).flat();
  expect(new Set(statuses)).toEqual(new Set([200]));
});

test('whoever asks without measure is stopped, with a word when to come back; others are not', async () => {
  const strict = await openHouse({ GENERAL_REQUESTS_PER_MINUTE: '20' });
  try {
    const [greedy, other] = [await aPatient(strict), await aPatient(strict)];
    const answers = [];
    for (let asked = 0; asked < 25; asked += 1) answers.push(await greedy.call(countUnread));
    const refused = answers.at(-1)!;
    expect([refused.status, refused.problem.code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await other.call(countUnread)).status).toBe(200);
  } finally {
    await strict.stop();
  }
});

test('asking for links to choose a password keeps nobody at the same address from registering', async () => {
  const strict = await openHouse({ REGISTRATIONS_PER_HOUR: '2' });
  try {
    const visitor = await aVisitor(strict);
    const ask = () => visitor.call(requestPasswordReset, { body: { identifier: 'nobody-here' } });
    const asked = [await ask(), await ask(), await ask()];
    expect(asked.at(-1)!.status).toBe(429);
    await aRegistered(strict);
  } finally {
    await strict.stop();
  }
});

test('searches are counted by themselves: too many of them stop searching and nothing else', async () => {
  const patient = await aPatient(house);
  const search = async () => (await patient.call(searchMessages, { query: { q: 'garden' } })).status;
  const statuses = [];
  for (let asked = 0; asked <= 60; asked += 1) statuses.push(await search());
  expect(statuses).toEqual([...Array.from({ length: 60 }, () => 200), 429]);
  expect((await patient.call(listConversations)).status).toBe(200);
});
