// Guessing passwords is slow, and nobody can lock somebody else out.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import type { Browser } from '../../testing/people.ts';
import { aRegistered, aVisitor, password, signInWith } from '../../testing/visitors.ts';

const minute = 60_000;

let house: House;
let visitor: Browser;
beforeAll(async () => {
  house = await openHouse({ TRUST_PROXY: '127.0.0.1' });
  visitor = await aVisitor(house);
});
afterAll(() => house.stop());

let address = 0;
const anAddress = () => `198.51.${Math.floor((address += 1) / 250)}.${(address % 250) + 1}`;
const from = (ip: string) => ({ 'x-forwarded-for': ip });
const guess = (identifier: string, ip: string, browser = visitor, typed = 'a wrong guess') =>
  signInWith(browser, identifier, typed, from(ip));
const retryAfter = (answer: { headers: Headers }) => Number(answer.headers.get('retry-after'));

async function failFrom(identifier: string, ip: string, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) expect((await guess(identifier, ip)).status).toBe(401);
}
async function points(): Promise<number> {
  const { rows } = await house.owner.query<{ sum: number }>('select sum(points)::int as sum from throttle');
  return rows[0]!.sum;
}
async function timeOf<T>(work: Promise<T>): Promise<[T, number]> {
  const started = performance.now();
  return [await work, performance.now() - started];
}

describe('one name from one address', () => {
  test('after 5 failures even the right password waits: 30 s, then 60 s, up to 15 min, and a success ends the series', async () => {
    const person = await aRegistered(house);
    const ip = anAddress();
    await failFrom(person.username, ip, 5);
    const pauses: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const refused = await guess(person.username, ip, visitor, password);
      expect([refused.status, refused.problem.code]).toEqual([429, 'rate_limited']);
      pauses.push(retryAfter(refused));
      house.advance(retryAfter(refused) * 1_000);
      if (round < 6) await failFrom(person.username, ip, 1);
    }
    expect(pauses).toEqual([30, 60, 120, 240, 480, 900, 900]);
    expect((await guess(person.username, ip, await aVisitor(house), password)).status).toBe(200);
    await failFrom(person.username, ip, 5);
  });

  test('a name that nobody has is refused in the same way at the same count', async () => {
    const ip = anAddress();
    await failFrom('nobody-here', ip, 5);
    const refused = await guess('nobody-here', ip);
    expect([refused.status, retryAfter(refused)]).toEqual([429, 30]);
  });

  test('a hundred guesses at once are a hundred guesses', async () => {
    const person = await aRegistered(house);
    const ip = anAddress();
    const answers = await Promise.all(Array.from({ length: 100 }, () => guess(person.username, ip)));
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(95);
  });

  test('another process on the same database, or this one after a restart, counts on', async () => {
    const person = await aRegistered(house);
    const ip = anAddress();
    await failFrom(person.username, ip, 5);
    const { buildApp } = await import('../../app.ts');
    const other = await buildApp(house.deps);
    const answer = await other.inject({
      method: 'POST',
      url: '/api/session',
      headers: { ...from(ip), cookie: visitor.cookieHeader(), 'x-csrf-token': visitor.csrfToken },
      payload: { identifier: person.username, password },
    });
    await other.close();
    expect(answer.statusCode).toBe(429);
  });

  test('an hour without a failure forgets the series', async () => {
    const ip = anAddress();
    await failFrom('forgetful', ip, 5);
    house.advance(61 * minute);
    await failFrom('forgetful', ip, 5);
  });
});

describe('one address', () => {
  test('after 100 failures on any names it is refused for the rest of 15 minutes; others are not', async () => {
    const ip = anAddress();
    for (let batch = 0; batch < 5; batch += 1) {
      const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => guess(`sprayed-${batch}-${n}`, ip)));
      expect(answers.every((answer) => answer.status === 401)).toBe(true);
    }
    const refused = await guess('sprayed-last', ip);
    expect(refused.status).toBe(429);
    expect(retryAfter(refused)).toBeGreaterThan(14 * 60);
    expect((await guess('sprayed-last', anAddress())).status).toBe(401);
    house.advance(15 * minute);
    expect((await guess('sprayed-last', ip)).status).toBe(401);
  });

  test('a stranger in the same network locks nobody out who was here before', async () => {
    const ip = anAddress();
    const owner = await aRegistered(house);
    const sameHouse = await aRegistered(house);
    expect((await guess(sameHouse.username, ip, sameHouse, password)).status).toBe(200);
    for (let batch = 0; batch < 5; batch += 1)
      await Promise.all(Array.from({ length: 21 }, (_, n) => guess(`stranger-${batch}-${n}`, ip)));
    expect((await guess('stranger-last', ip)).status).toBe(429);
    expect((await guess(owner.username, ip, owner, password)).status).toBe(200);
    const newDevice = await aVisitor(house);
    expect((await guess(sameHouse.username, ip, newDevice, password)).status).toBe(200);
  });

  test('signing in well counts nothing: a whole clinic behind one address can work', async () => {
    const ip = anAddress();
    const person = await aRegistered(house);
    const before = await points();
    for (let time = 0; time < 7; time += 1)
      expect((await guess(person.username, ip, visitor, password)).status).toBe(200);
    expect(await points()).toBe(before);
  });
});

describe('one name from everywhere', () => {
  test('a stranger with many addresses is slowed and locks nobody out; the owner is not even slowed on a known device', async () => {
    const stranger = await aVisitor(house);
    const owner = await aRegistered(house);
    const away = await aVisitor(house);
    for (let time = 0; time < 20; time += 1) {
      expect((await guess(owner.username, anAddress(), stranger)).status).toBe(401);
    }
    const [wrong, wrongTook] = await timeOf(guess(owner.username, anAddress(), stranger));
    expect(wrong.status).toBe(401);
    expect(wrongTook).toBeGreaterThanOrEqual(1_000);

    const [onNewDevice, newTook] = await timeOf(guess(owner.username, anAddress(), away, password));
    expect(onNewDevice.status).toBe(200);
    expect(newTook).toBeGreaterThanOrEqual(1_000);

    // Counted for the device, but neither for the name, which is what slows, nor for the address.
    const before = await points();
    expect((await guess(owner.username, anAddress(), owner)).status).toBe(401);
    expect(await points()).toBe(before + 1);
    expect((await guess(owner.username, anAddress(), owner, password)).status).toBe(200);
  });

  test('a known device has a series of its own: failures at its address do not touch it', async () => {
    const owner = await aRegistered(house);
    const ip = anAddress();
    const neighbour = await aVisitor(house);
    for (let time = 0; time < 5; time += 1) await guess(owner.username, ip, neighbour);
    expect((await guess(owner.username, ip, neighbour)).status).toBe(429);
    expect((await guess(owner.username, ip, owner, password)).status).toBe(200);
  });

  test('the device of one account is not known to another, and a made-up one to none', async () => {
    const attacker = await aRegistered(house);
    const victim = await aRegistered(house);
    const ip = anAddress();
    const bound = attacker.cookies.get('hsm_device')!;
    for (let time = 0; time < 5; time += 1) {
      attacker.cookies.set('hsm_device', time % 2 ? bound : `made-up-${time}.${bound.split('.')[1]}`);
      expect((await guess(victim.username, ip, attacker)).status).toBe(401);
    }
    expect((await guess(victim.username, ip, attacker)).status).toBe(429);
  });

  test('more than ten waiting on one name are told that it is too much, and only then', async () => {
    const name = 'besieged';
    for (let time = 0; time < 20; time += 1) await guess(name, anAddress());
    const answers = await Promise.all(Array.from({ length: 14 }, () => guess(name, anAddress())));
    const counts = Object.groupBy(answers, (answer) => String(answer.status));
    expect([counts['401']?.length, counts['503']?.length]).toEqual([10, 4]);
    expect((await guess('somebody-else', anAddress())).status).toBe(401);
  });
});

test('the counters hold neither names nor addresses', async () => {
  const { rows } = await house.owner.query<{ key: string }>('select key from throttle');
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every((row) => /^[\w-]{43}$/.test(row.key))).toBe(true);
});
