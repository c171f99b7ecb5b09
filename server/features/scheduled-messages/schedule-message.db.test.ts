// What may be scheduled, for when, and by whom it is seen.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as contract from '../../../contract/scheduled-messages.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';

const hour = 3_600_000;
let house: House;
let patient: TestPerson;
let clinician: TestPerson;

beforeAll(async () => {
  house = await openHouse();
});
beforeEach(async () => {
  patient = await aPatient(house);
  clinician = await aClinician(house);
  await linked(house, patient, clinician);
});
afterAll(() => house.stop());

let count = 0;
const inFuture = (milliseconds: number) => new Date(house.deps.clock().getTime() + milliseconds).toISOString();
const schedule = (by: TestPerson, body: Record<string, unknown> = {}) =>
  by.call(contract.scheduleMessage, {
    body: { to: patient.id, clientId: `s-${(count += 1)}`, body: 'See you on Monday', sendAt: inFuture(hour), ...body },
  });
const listPage = (query: Record<string, string | number>) => clinician.call(contract.listScheduled, { query });
const listed = async (by: TestPerson) => (await by.call(contract.listScheduled)).body.items;

test('a process that could not reach the jobs when it first needed them schedules as soon as it can', async () => {
  const fresh = await openHouse();
  try {
    const [author, reader] = [await aClinician(fresh), await aClinician(fresh)];
    await fresh.owner.query('alter schema job rename to away');
    expect((await schedule(author, { to: reader.id })).status).toBe(500);
    await fresh.owner.query('alter schema away rename to job');
    expect((await schedule(author, { to: reader.id })).status).toBe(201);
  } finally {
    await fresh.stop();
  }
});

describe('what may be scheduled', () => {
  test('a repeated client id changes nothing and answers with the first', async () => {
    const same = { clientId: 'the-same', sendAt: inFuture(hour) };
    const first = await schedule(clinician, same);
    const onClock = {
      ...same,
      sendAt: undefined,
      localTime: '2027-07-01T09:30',
      timeZone: 'Europe/London',
      clientId: 'clock',
    };
    const firstOnClock = await schedule(clinician, onClock);
    house.advance(2 * hour);
    for (const [asked, made] of [
      [same, first],
      [onClock, firstOnClock],
    ] as const) {
      const again = await schedule(clinician, asked);
      expect([again.status, again.body]).toEqual([200, made.body]);
    }
    for (const other of [
      { ...same, body: 'Something else' },
      { ...same, sendAt: inFuture(hour) },
      { ...onClock, localTime: '2027-07-01T10:30' },
      { ...onClock, localTime: '2027-07-01T09:30:45' },
      { ...onClock, timeZone: 'Europe/Paris' },
    ]) {
      const refused = await schedule(clinician, other);
      expect([refused.status, refused.problem.code]).toEqual([409, 'client_id_reused']);
    }
    expect(await listed(clinician)).toHaveLength(2);
  });

  test('words that suggest danger are answered with help at once, also when they come with a change', async () => {
    const made = await schedule(patient, { to: clinician.id, body: 'I want to kill myself' });
    expect([made.status, made.body.help]).toEqual([201, true]);
    const change = (body: string) =>
      patient.call(contract.changeScheduled, { params: { id: made.body.id }, body: { body } });
    expect((await change('I slept well')).body.help).toBe(false);
    expect((await change('I want to kill myself')).body.help).toBe(true);
  });

  test('365 days ahead, and not a minute more', async () => {
    const at = (minutes: number) =>
      new Date(house.deps.clock().getTime() + 365 * 86_400_000 + minutes * 60_000).toISOString();
    expect((await schedule(clinician, { sendAt: at(-1) })).status).toBe(201);
    expect((await schedule(clinician, { sendAt: at(1) })).problem.issues).toEqual([
      { path: 'body.sendAt', message: 'must be within a year' },
    ]);
  });

  test('times on the clock of the author follow daylight saving; the two odd hours are refused by name', async () => {
    const year = house.deps.clock().getUTCFullYear() + 1;
    const lastSunday = (month: number) => {
      const end = new Date(Date.UTC(year, month, 0));
      return `${year}-${String(month).padStart(2, '0')}-${end.getUTCDate() - end.getUTCDay()}`;
    };
    const zone = { timeZone: 'Europe/London', sendAt: undefined };
    const summer = `${lastSunday(3)}T09:00`;
    const spring = await schedule(clinician, { ...zone, localTime: summer });
    expect(spring.body).toMatchObject({
      localTime: summer,
      sendAt: `${lastSunday(3)}T08:00:00.000Z`,
      timeZone: 'Europe/London',
    });
    for (const [localTime, why] of [
      [`${lastSunday(3)}T01:30`, 'does not exist on that day'],
      [`${year}-02-30T10:00`, 'is not a date'],
    ] as const) {
      const refused = await schedule(clinician, { ...zone, localTime });
      expect([refused.status, refused.problem.issues?.[0]?.path]).toEqual([400, 'body.localTime']);
      expect(refused.problem.issues?.[0]?.message).toContain(why);
    }
    // The clocks of the year after next October may lie beyond a year; the nearest one that goes back is taken.
    const october = `${lastSunday(10)}T01:30`;
    const twice = await schedule(clinician, { ...zone, localTime: october });
    expect(twice.status).toBe(400);
    expect(twice.problem.issues?.[0]?.message).toMatch(/comes twice|within a year/);
  });

  test.each([
    [{ sendAt: '2020-01-01T00:00:00.000Z' }, 'body.sendAt', /future/],
    [{ sendAt: '2099-01-01T00:00:00.000Z' }, 'body.sendAt', /year/],
    [{ sendAt: 'tomorrow' }, 'body.sendAt', /./],
    [{ sendAt: undefined }, 'body.sendAt', /either/],
    [{ body: '   ' }, 'body.body', /empty/],
    [{ to: undefined }, 'body.to', /either/],
    [{ timeZone: 'Mars/Olympus' }, 'body.timeZone', /zone/],
  ])('%j is refused at %s', async (wrong, path, why) => {
    const answer = await schedule(clinician, wrong);
    expect([answer.status, answer.problem.issues?.[0]?.path]).toEqual([400, path]);
    expect(answer.problem.issues?.[0]?.message).toMatch(why);
    expect(await listed(clinician)).toEqual([]);
  });

  test('somebody out of reach and somebody who does not exist are the same answer, and it is audited', async () => {
    const stranger = await aPatient(house);
    const unlinked = await schedule(clinician, { to: stranger.id });
    const nobody = await schedule(clinician, { to: house.deps.newId() });
    const self = await schedule(clinician, { to: clinician.id });
    for (const answer of [unlinked, nobody]) {
      expect([answer.status, answer.problem.code]).toEqual([404, 'recipient_not_found']);
    }
    expect(self.problem.code).toBe('recipient_is_self');
    const { rows } = await house.owner.query<{ action: string; outcome: string }>(
      'select action, outcome from audit_entry where actor_id = $1',
      [clinician.id],
    );
    expect(rows).toEqual(Array.from({ length: 3 }, () => ({ action: 'scheduleMessage', outcome: 'denied' })));
  });

  test('somebody else’s is not there: neither listed, nor to be changed or cancelled', async () => {
    const { body: made } = await schedule(clinician);
    const stranger = await aClinician(house);
    expect(await listed(stranger)).toEqual([]);
    const params = { id: made.id };
    for (const answer of [
      await stranger.call(contract.changeScheduled, { params, body: { body: 'Mine now' } }),
      await stranger.call(contract.cancelScheduled, { params }),
    ]) {
      expect([answer.status, answer.problem.code]).toEqual([404, 'scheduled_message_not_found']);
    }
  });

  test('pages hold everything once: soonest first of what is to come, latest first of all', async () => {
    for (const hours of [5, 1, 3, 2, 4]) await schedule(clinician, { sendAt: inFuture(hours * hour) });
    for (const [query, direction] of [
      [{ status: 'scheduled' }, 1],
      [{}, -1],
    ] as const) {
      const times: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof listPage>> = await listPage({
          ...query,
          limit: 2,
          ...(cursor && { cursor }),
        });
        times.push(...page.body.items.map((item) => item.sendAt));
        cursor = page.body.nextCursor;
      } while (cursor);
      expect(times).toHaveLength(5);
      expect(times).toEqual(times.toSorted((a, b) => direction * a.localeCompare(b)));
    }
  });
});
