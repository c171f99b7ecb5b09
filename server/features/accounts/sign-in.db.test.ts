// Signing in: cookies, identity, what is never revealed, and what is recorded.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listSessions, readMe, readSession } from '../../../contract/accounts.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { Browser } from '../../testing/people.ts';
import { auditOf, aRegistered, aVisitor, outboxOf, password, renewToken, signInWith } from '../../testing/visitors.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

const cookiesOf = (headers: Headers, name: string) =>
  headers.getSetCookie().filter((line) => line.startsWith(`${name}=`));

describe('who am I', () => {
  test('nobody, with a CSRF token bound to a visitor cookie', async () => {
    const answer = await new Browser(house).call(readSession);
    expect(answer.body.account).toBeNull();
    expect(answer.body.csrfToken).toMatch(/^[\w-]{43}$/);
    expect(cookiesOf(answer.headers, 'hsm_visitor')[0]).toMatch(/HttpOnly.*SameSite=Lax/);
  });

  test('the account, with a CSRF token of its session', async () => {
    const person = await aRegistered(house);
    const answer = await person.call(readSession);
    expect(answer.body.account).toMatchObject({ id: person.id, username: person.username });
    expect(answer.body.csrfToken).toBe(person.csrfToken);
  });
});

describe('signing in', () => {
  test('the session cookie is httpOnly, lax, for the whole site and 30 days, and the token is stored only as a hash', async () => {
    const person = await aRegistered(house);
    const browser = await aVisitor(house);
    const { headers } = await signInWith(browser, person.username);
    const [cookie, ...more] = cookiesOf(headers, 'hsm_session');
    expect(more).toEqual([]);
    expect(cookie!.split('; ').slice(1).toSorted()).toEqual(['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Lax']);
    const token = browser.cookies.get('hsm_session')!;
    const { rows } = await house.owner.query(
      'select from session where encode(token_hash, $2) = $1 or token_hash::text = $1',
      [token, 'escape'],
    );
    expect(rows).toEqual([]);
  });

  test('behind https the cookies are Secure and bound to the host', async () => {
    const secure = await openHouse({ PUBLIC_URL: 'https://messages.clinic.example' });
    try {
      const person = await aRegistered(secure);
      const { headers } = await signInWith(person, person.username);
      expect(cookiesOf(headers, '__Host-hsm_session')[0]).toMatch(/Path=\/.*HttpOnly.*Secure.*SameSite=Lax/);
      expect(cookiesOf(headers, '__Host-hsm_device')[0]).toMatch(/Max-Age=31536000.*HttpOnly.*Secure/);
    } finally {
      await secure.stop();
    }
  });

  test('is always a new session; the one the browser had ends', async () => {
    const person = await aRegistered(house);
    const before = new Browser(house);
    before.cookies.set('hsm_session', person.cookies.get('hsm_session')!);
    expect((await signInWith(person, person.username)).status).toBe(200);
    expect((await before.call(readMe)).status).toBe(401);
    expect((await person.call(readMe)).status).toBe(200);
    expect(await outboxOf(house, 'session.ended')).toContainEqual([person.id, { sessionId: expect.any(String) }]);
  });

  test('a session id chosen by somebody else before sign-in is never taken over', async () => {
    const person = await aRegistered(house);
    const browser = await aVisitor(house);
    browser.cookies.set('hsm_session', 'chosen-by-an-attacker');
    await renewToken(browser);
    await signInWith(browser, person.username);
    expect(browser.cookies.get('hsm_session')).not.toBe('chosen-by-an-attacker');
  });

  test('a wrong password and an account that does not exist are the same answer, and both are recorded without a name', async () => {
    const person = await aRegistered(house);
    const wrong = await signInWith(await aVisitor(house), person.username, 'not the password');
    const nobody = await signInWith(await aVisitor(house), 'nobody-of-that-name', 'not the password');
    expect([wrong.status, nobody.status]).toEqual([401, 401]);
    expect({ ...wrong.problem, requestId: '' }).toEqual({ ...nobody.problem, requestId: '' });
    const names = (headers: Headers) => [...headers.keys()].toSorted();
    expect(names(wrong.headers)).toEqual(names(nobody.headers));
    const entries = (await auditOf(house, 'signIn')).slice(-2);
    expect(entries.map((entry) => [entry.actor_id, entry.outcome, entry.subject_id])).toEqual([
      [null, 'denied', person.id],
      [null, 'denied', null],
    ]);
    expect(JSON.stringify(entries)).not.toContain('nobody-of-that-name');
    expect(house.logged.join('\n')).not.toContain('nobody-of-that-name');
  });

  test('a deactivated account and one without a usable password are the same answer again', async () => {
    const person = await aRegistered(house);
    const unusable = await aRegistered(house);
    await house.owner.query('update account set deactivated_at = now() where id = $1', [person.id]);
    await house.owner.query(`update account set password_hash = 'unusable' where id = $1`, [unusable.id]);
    for (const { username } of [person, unusable]) {
      const answer = await signInWith(await aVisitor(house), username);
      expect([answer.status, answer.problem.code]).toEqual([401, 'sign_in_failed']);
    }
    expect((await unusable.call(readMe)).status).toBe(200);
    house.advance(2_000);
    expect((await person.call(readMe)).status).toBe(401);
  });

  test('is recorded with the new session', async () => {
    const person = await aRegistered(house);
    await signInWith(person, person.username);
    const current = (await person.call(listSessions)).body.items.find((session) => session.current)!;
    const entry = (await auditOf(house, 'session.signed_in')).at(-1);
    expect(entry).toMatchObject({
      actor_id: person.id,
      subject_id: current.id,
      session_id: current.id,
      outcome: 'allowed',
    });
  });

  test('the password is the same password in another Unicode form, and a space at its end counts', async () => {
    const browser = await aVisitor(house);
    const typed = 'Crème brûlée ';
    await browser.fetch('POST', '/api/accounts', {
      body: { username: 'cook', displayName: 'Cook', password: typed.normalize('NFC') },
    });
    expect((await signInWith(await aVisitor(house), 'cook', typed.normalize('NFD'))).status).toBe(200);
    expect((await signInWith(await aVisitor(house), 'cook', typed.trim())).status).toBe(401);
  });

  test.each([
    ['a foreign page', 'https://evil.example', 'origin_refused'],
    ['a sandboxed frame', 'null', 'origin_refused'],
  ])('%s cannot sign anybody in', async (_who, origin, code) => {
    const person = await aRegistered(house);
    const answer = await signInWith(await aVisitor(house), person.username, password, { origin });
    expect([answer.status, answer.problem.code]).toEqual([403, code]);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test('far too many at once are told to come back instead of starving everybody', async () => {
    const person = await aRegistered(house);
    const browsers = await Promise.all(Array.from({ length: 80 }, () => aVisitor(house)));
    const answers = await Promise.all(browsers.map((browser, place) => signInWith(browser, `nobody-${place}`)));
    const statuses = new Set(answers.map((answer) => answer.status));
    expect([...statuses].toSorted()).toEqual([401, 503]);
    expect(answers.find((answer) => answer.status === 503)!.headers.get('retry-after')).toBe('2');
    expect((await signInWith(await aVisitor(house), person.username)).status).toBe(200);
  });
});
