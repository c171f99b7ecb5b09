// Sessions: seeing them, ending them, and that one that ended lets nobody in.
import { createECDH } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endSession, listSessions, readMe, readSession, signOut } from '../../../contract/accounts.ts';
import { subscribePush } from '../../../contract/notifications.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician, aPatient, Browser, signInWithoutPassword } from '../../testing/people.ts';
import { countQueries } from '../../testing/queries.ts';
import { auditOf, outboxOf, renewToken } from '../../testing/visitors.ts';
import { forgetSessions } from './forget-sessions.ts';

const day = 86_400_000;

let house: House;
beforeAll(async () => {
  house = await openHouse({ SESSION_IDLE_HOURS: '48', PUSH_LOCAL: 'yes' });
});
afterAll(() => house.stop());

async function anotherBrowserOf(accountId: string): Promise<Browser> {
  const browser = new Browser(house);
  await signInWithoutPassword(house, browser, accountId);
  return browser;
}
const sessionsOf = async (browser: Browser) => (await browser.call(listSessions)).body.items;

describe('signing out', () => {
  test('fault: a signed-out cookie still works', async () => {
    const patient = await aPatient(house);
    const thief = new Browser(house);
    thief.cookies.set('hsm_session', patient.cookies.get('hsm_session')!);
    await renewToken(thief);
    const sessionId = (await sessionsOf(patient))[0]!.id;

    const answer = await patient.call(signOut);
    expect(answer.status).toBe(204);
    expect(patient.cookies.has('hsm_session')).toBe(false);

    for (const endpoint of [readMe, listSessions, signOut]) expect((await thief.call(endpoint)).status).toBe(401);
    expect((await thief.call(readSession)).body.account).toBeNull();
    expect((await auditOf(house, 'session.signed_out')).at(-1)).toMatchObject({
      actor_id: patient.id,
      subject_id: sessionId,
    });
    expect(await outboxOf(house, 'session.ended')).toContainEqual([patient.id, { sessionId }]);
  });

  test('leaves the other sessions of the person and everybody else signed in', async () => {
    const patient = await aPatient(house);
    const phone = await anotherBrowserOf(patient.id);
    const clinician = await aClinician(house);
    await patient.call(signOut);
    expect((await phone.call(readMe)).status).toBe(200);
    expect((await clinician.call(readMe)).status).toBe(200);
  });
});

describe('my sessions', () => {
  test('are listed with the current one marked, in a number of queries that does not grow', async () => {
    const patient = await aPatient(house);
    const phone = await anotherBrowserOf(patient.id);
    await phone.fetch('GET', '/api/me', { headers: { 'user-agent': 'curl/8' } });
    const items = await sessionsOf(patient);
    expect(items.map((item) => item.current).toSorted()).toEqual([false, true]);
    expect(items[0]).toMatchObject({ device: 'Unknown device', address: null });
    const two = await countQueries(() => sessionsOf(patient));
    await Promise.all(Array.from({ length: 5 }, () => anotherBrowserOf(patient.id)));
    expect(await countQueries(() => sessionsOf(patient))).toBe(two);
  });

  test('one can be ended from another one; a repetition finds nothing and changes nothing', async () => {
    const patient = await aPatient(house);
    const lost = await anotherBrowserOf(patient.id);
    const id = (await sessionsOf(patient)).find((session) => !session.current)!.id;
    expect((await patient.call(endSession, { params: { id } })).status).toBe(204);
    expect((await lost.call(readMe)).status).toBe(401);
    const before = (await outboxOf(house, 'session.ended')).length;
    const again = await patient.call(endSession, { params: { id } });
    expect([again.status, again.problem.code]).toEqual([404, 'session_not_found']);
    expect(await outboxOf(house, 'session.ended')).toHaveLength(before);
    expect(await sessionsOf(patient)).toHaveLength(1);
  });

  test("a stranger's session answers like one that does not exist, stays open, and the attempt is recorded", async () => {
    const patient = await aPatient(house);
    const stranger = await aPatient(house);
    const id = (await sessionsOf(patient))[0]!.id;
    const theirs = await stranger.call(endSession, { params: { id } });
    const nothing = await stranger.call(endSession, { params: { id: house.deps.newId() } });
    expect([theirs.status, nothing.status]).toEqual([404, 404]);
    expect({ ...theirs.problem, requestId: '' }).toEqual({ ...nothing.problem, requestId: '' });
    expect((await patient.call(readMe)).status).toBe(200);
    expect(await auditOf(house, 'endSession')).toContainEqual(
      expect.objectContaining({ actor_id: stranger.id, outcome: 'denied', subject_id: id }),
    );
  });
});

describe('time', () => {
  test('a session that is used every day ends after 30 days all the same', async () => {
    const patient = await aPatient(house);
    for (let passed = 0; passed < 29; passed += 1) {
      house.advance(day);
      expect((await patient.call(readMe)).status).toBe(200);
    }
    house.advance(day + 1_000);
    expect((await patient.call(readMe)).status).toBe(401);
  });

  test('a session that nobody uses ends after the idle limit; polling for updates does not keep it alive', async () => {
    const patient = await aPatient(house);
    const polling = await aPatient(house);
    const polled: number[] = [];
    for (let passed = 0; passed < 3; passed += 1) {
      house.advance(day - 60_000);
      polled.push((await polling.fetch('GET', '/api/updates')).status);
    }
    expect(polled).toEqual([200, 200, 401]);
    expect((await patient.call(readMe)).status).toBe(401);
    expect((await polling.call(readMe)).status).toBe(401);
  });
});

describe('afterwards', () => {
  test('a session is forgotten thirty days after its end, with its device; open ones and later ones stay', async () => {
    const patient = await aPatient(house);
    const [old, later] = [await anotherBrowserOf(patient.id), await anotherBrowserOf(patient.id)];
    const stored = async () => {
      const { rows } = await house.owner.query<{ n: number }>(
        'select count(*)::int as n from session where account_id = $1',
        [patient.id],
      );
      return rows[0]!.n;
    };
    const p256dh = createECDH('prime256v1').generateKeys('base64url');
    const body = { endpoint: 'http://127.0.0.1:9/push', keys: { p256dh, auth: 'A'.repeat(22) } };
    expect((await old.call(subscribePush, { body })).status).toBe(201);
    await old.call(signOut);
    house.advance(2 * day);
    await signInWithoutPassword(house, patient, patient.id);
    await later.call(signOut);
    await forgetSessions(house.deps);
    expect(await stored()).toBe(4);
    house.advance(28 * day + 1_000);
    await forgetSessions(house.deps);
    expect(await stored()).toBe(3);
  });
});

describe('CSRF', () => {
  test('fault: a CSRF check that accepts any token of the right length', async () => {
    const patient = await aPatient(house);
    const other = await aPatient(house);
    const own = patient.csrfToken;
    const visitor = new Browser(house);
    await renewToken(visitor);
    const flipped = (own.startsWith('A') ? 'B' : 'A') + own.slice(1);
    for (const token of [
      'A'.repeat(own.length),
      flipped,
      own.slice(0, -1),
      `${own}A`,
      '',
      other.csrfToken,
      visitor.csrfToken,
    ]) {
      patient.csrfToken = token;
      const answer = await patient.call(signOut);
      expect([answer.status, answer.problem.code]).toEqual([403, 'csrf_invalid']);
    }
    patient.csrfToken = own;
    expect((await patient.call(signOut)).status).toBe(204);
  });

  test('a page of somebody else cannot end a session even with the token', async () => {
    const patient = await aPatient(house);
    const answer = await patient.call(signOut, { headers: { origin: 'https://evil.example' } });
    expect([answer.status, answer.problem.code]).toEqual([403, 'origin_refused']);
    expect((await patient.call(readMe)).status).toBe(200);
    expect((await patient.call(signOut, { headers: { origin: house.url } })).status).toBe(204);
  });
});
