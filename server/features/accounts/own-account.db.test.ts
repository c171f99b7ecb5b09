// A person's own account: reading and changing it, and changing the password.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeMe, changePassword, listSessions, readMe } from '../../../contract/accounts.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aPatient, Browser } from '../../testing/people.ts';
import { auditOf, aRegistered, aVisitor, outboxOf, password, signInWith } from '../../testing/visitors.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

const next = 'another quiet walk';
const change = (browser: Browser, currentPassword: string, newPassword: string) =>
  browser.call(changePassword, { body: { currentPassword, newPassword } });

describe('my account', () => {
  test('what is not sent stays; what is sent as null or empty is cleared', async () => {
    const person = await aRegistered(house);
    const first = await person.call(changeMe, { body: { displayName: ' Vera V. ', headline: 'Mornings only' } });
    expect(first.body).toMatchObject({
      displayName: 'Vera V.',
      headline: 'Mornings only',
      email: person.email,
      timeZone: 'Europe/London',
    });
    const second = await person.call(changeMe, {
      body: { timeZone: 'Asia/Tokyo', email: null, headline: '', currentPassword: password },
    });
    expect(second.body).toEqual({ ...first.body, timeZone: 'Asia/Tokyo', email: null, headline: null });
    expect((await person.call(changeMe, { body: {} })).body).toEqual(second.body);
    expect((await person.call(readMe)).body).toEqual(second.body);
    const entries = (await auditOf(house, 'account.changed')).filter((entry) => entry.actor_id === person.id);
    expect(entries.map((entry) => entry.detail)).toEqual([
      { fields: ['displayName', 'headline'] },
      { fields: ['email', 'headline', 'timeZone'] },
      { fields: [] },
    ]);
  });

  test("somebody else's e-mail address is refused, also when two ask for it at once", async () => {
    const taken = await aRegistered(house);
    const [one, two] = [await aRegistered(house), await aRegistered(house)];
    const refused = await one.call(changeMe, {
      body: { email: taken.email, displayName: 'Half done', currentPassword: password },
    });
    expect([refused.status, refused.problem.code]).toEqual([409, 'identifier_taken']);
    expect((await one.call(readMe)).body).toMatchObject({ email: one.email, displayName: 'Vera Visitor' });
    const answers = await Promise.all(
      [one, two].map((person) =>
        person.call(changeMe, { body: { email: 'free@mail.example', currentPassword: password } }),
      ),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409]);
  });

  test('another e-mail address needs the password: a borrowed session must not be able to ask for a link', async () => {
    const person = await aRegistered(house);
    for (const currentPassword of [undefined, 'not the password']) {
      const refused = await person.call(changeMe, { body: { email: 'thief@mail.example', currentPassword } });
      expect([refused.status, refused.problem.code]).toEqual([403, 'password_wrong']);
    }
    const kept = await person.call(changeMe, { body: { email: person.email, headline: 'Same address' } });
    expect([kept.status, kept.body.email]).toEqual([200, person.email]);
  });

  test("fault: endpoints that take the user's name from the body or query", async () => {
    const victim = await aRegistered(house);
    const attacker = await aRegistered(house);
    const claimed = { id: victim.id, accountId: victim.id, username: victim.username, role: 'admin' };
    await attacker.fetch('PATCH', `/api/me?accountId=${victim.id}&id=${victim.id}`, {
      body: { ...claimed, displayName: 'Taken over' },
    });
    expect((await victim.call(readMe)).body.displayName).toBe('Vera Visitor');
    expect((await attacker.call(readMe)).body).toMatchObject({
      id: attacker.id,
      username: attacker.username,
      role: 'patient',
    });
    const read = await attacker.fetch<{ id: string }>('GET', `/api/me?accountId=${victim.id}`);
    expect(read.body.id).toBe(attacker.id);
    await attacker.fetch('PUT', '/api/me/password', {
      body: { ...claimed, currentPassword: password, newPassword: next },
    });
    expect((await signInWith(await aVisitor(house), victim.username)).status).toBe(200);
  });
});

describe('changing the password', () => {
  test('fault: a password change that leaves other sessions alive', async () => {
    const person = await aRegistered(house);
    const phone = await aVisitor(house);
    await signInWith(phone, person.username);
    const tokenBefore = person.cookies.get('hsm_session')!;
    const ids = (await person.call(listSessions)).body.items.map((session) => session.id);
    expect(ids).toHaveLength(2);

    const answer = await change(person, password, next);
    expect(answer.status).toBe(200);
    expect((await phone.call(readMe)).status).toBe(401);

    const old = new Browser(house);
    old.cookies.set('hsm_session', tokenBefore);
    expect((await old.call(readMe)).status).toBe(401);
    person.csrfToken = answer.body.csrfToken;
    const left = (await person.call(listSessions)).body.items;
    expect(left).toHaveLength(1);
    expect(ids).not.toContain(left[0]!.id);
    const closed = (await outboxOf(house, 'session.ended')).filter(([accountId]) => accountId === person.id);
    expect(closed.map(([, detail]) => detail.sessionId).toSorted()).toEqual(ids.toSorted());
    expect((await auditOf(house, 'account.password_changed')).at(-1)).toMatchObject({
      actor_id: person.id,
      detail: { otherSessionsEnded: 1 },
    });
    expect((await signInWith(await aVisitor(house), person.username, password)).status).toBe(401);
    expect((await signInWith(await aVisitor(house), person.username, next)).status).toBe(200);
  });

  test('needs the present password; the refusal is recorded and ends nothing', async () => {
    const person = await aRegistered(house);
    const answer = await change(person, 'not the password', next);
    expect([answer.status, answer.problem.code]).toEqual([403, 'password_wrong']);
    expect((await person.call(readMe)).status).toBe(200);
    expect(await auditOf(house, 'changePassword')).toContainEqual(
      expect.objectContaining({ actor_id: person.id, outcome: 'denied', detail: { code: 'password_wrong' } }),
    );
  });

  test('a hijacked session cannot guess the present password', async () => {
    const person = await aRegistered(house);
    for (let guess = 0; guess < 5; guess += 1) expect((await change(person, `guess ${guess}`, next)).status).toBe(403);
    const refused = await change(person, password, next);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30']);
    house.advance(31_000);
    expect((await change(person, password, next)).status).toBe(200);
  });

  test('to a common one, or one with the username inside, is refused', async () => {
    const person = await aRegistered(house);
    for (const newPassword of ['qwertyuiop', `${person.username}-and-more`]) {
      const answer = await change(person, password, newPassword);
      expect([answer.status, answer.problem.code]).toEqual([400, 'password_too_common']);
    }
    expect((await signInWith(await aVisitor(house), person.username)).status).toBe(200);
  });

  test('twice at once changes it once', async () => {
    const person = await aRegistered(house);
    const answers = await Promise.all([
      change(person, password, `${next} one`),
      change(person, password, `${next} two`),
    ]);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.every((answer) => [200, 401, 403].includes(answer.status))).toBe(true);
  });

  test('an account without a usable password cannot be given one this way', async () => {
    const patient = await aPatient(house);
    expect((await change(patient, 'unusable', next)).problem.code).toBe('password_wrong');
  });

  test('a sign-in with the old password that is under way at that moment leaves no session behind', async () => {
    const person = await aRegistered(house);
    const browsers = await Promise.all(Array.from({ length: 12 }, () => aVisitor(house)));
    const signIns = browsers.map((browser) => signInWith(browser, person.username));
    const changed = await change(person, password, next);
    await Promise.all(signIns);
    expect(changed.status).toBe(200);
    const { rows } = await house.owner.query('select from session where account_id = $1 and ended_at is null', [
      person.id,
    ]);
    expect(rows).toHaveLength(1);
  });
});
