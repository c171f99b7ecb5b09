// Registering as a patient and making the first admin.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMe, registerPatient, setUpAdmin } from '../../../contract/accounts.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { auditOf, aRegistered, aVisitor, password, signInWith } from '../../testing/visitors.ts';
import { makeSetupLink } from './make-setup-link.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

const somebody = (username: string, more: object = {}) => ({ username, displayName: 'Nina New', password, ...more });
const accountsNamed = async (username: string) =>
  (await house.owner.query('select role from account where username = $1', [username])).rows;

describe('registering', () => {
  test('a person registers as a patient, is signed in and can sign in again', async () => {
    const browser = await aVisitor(house);
    const answer = await browser.call(registerPatient, {
      body: somebody(' Nina ', { email: 'Nina@Mail.example', timeZone: 'Europe/Vienna' }),
    });
    expect(answer.status).toBe(201);
    expect(answer.body.account).toMatchObject({
      username: 'nina',
      email: 'nina@mail.example',
      role: 'patient',
      displayName: 'Nina New',
      headline: null,
      timeZone: 'Europe/Vienna',
    });
    expect((await browser.call(readMe)).body).toEqual(answer.body.account);
    expect((await signInWith(await aVisitor(house), 'NINA')).status).toBe(200);
    expect((await signInWith(await aVisitor(house), 'nina@MAIL.example')).status).toBe(200);
    const entries = await auditOf(house, 'account.registered');
    expect(entries).toEqual([
      expect.objectContaining({ actor_id: answer.body.account!.id, detail: { role: 'patient' } }),
    ]);
  });

  test('a role sent with the registration changes nothing', async () => {
    const browser = await aVisitor(house);
    const answer = await browser.call(registerPatient, { body: somebody('climber', { role: 'admin' }) });
    expect(answer.body.account!.role).toBe('patient');
  });

  test('a taken username and a taken e-mail address are the same answer', async () => {
    const taken = await aRegistered(house);
    const byName = await (await aVisitor(house)).call(registerPatient, { body: somebody(taken.username) });
    const byEmail = await (
      await aVisitor(house)
    ).call(registerPatient, { body: somebody('other-name', { email: taken.email }) });
    expect([byName.status, byEmail.status]).toEqual([409, 409]);
    expect({ ...byName.problem, requestId: '' }).toEqual({ ...byEmail.problem, requestId: '' });
    expect(await accountsNamed('other-name')).toEqual([]);
  });

  test('two people register the same name at once: one has it', async () => {
    const browsers = await Promise.all([aVisitor(house), aVisitor(house)]);
    const answers = await Promise.all(
      browsers.map((browser) => browser.call(registerPatient, { body: somebody('twin') })),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, 409]);
  });

  test('a common password and one that is too short are refused and make no account', async () => {
    const browser = await aVisitor(house);
    const common = await browser.call(registerPatient, { body: somebody('careless', { password: 'Password1234' }) });
    expect([common.status, common.problem.code]).toEqual([400, 'password_too_common']);
    const short = await browser.call(registerPatient, { body: somebody('careless', { password: 'xK7#pw2q!' }) });
    expect([short.status, short.problem.issues?.[0]?.path]).toEqual([400, 'body.password']);
    expect(await accountsNamed('careless')).toEqual([]);
  });

  test('the password is stored as an Argon2id hash of the decided cost', async () => {
    const { id } = await aRegistered(house);
    const { rows } = await house.owner.query<{ password_hash: string }>(
      'select password_hash from account where id = $1',
      [id],
    );
    expect(rows[0]!.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test('nothing is done without the CSRF token of the visitor', async () => {
    const browser = await aVisitor(house);
    browser.csrfToken = (await aVisitor(house)).csrfToken;
    const answer = await browser.call(registerPatient, { body: somebody('forged') });
    expect([answer.status, answer.problem.code]).toEqual([403, 'csrf_invalid']);
    expect(await accountsNamed('forged')).toEqual([]);
  });
});

describe('the first admin', () => {
  const setUp = async (token: string, username: string) =>
    (await aVisitor(house)).call(setUpAdmin, { body: { ...somebody(username), token } });

  test('a wrong link, and one that a newer link replaced, make nobody admin', async () => {
    const older = await makeSetupLink(house.deps);
    await makeSetupLink(house.deps);
    for (const token of ['wrong', older!]) {
      const answer = await setUp(token, 'boss0');
      expect([answer.status, answer.problem.code]).toEqual([404, 'setup_link_invalid']);
    }
    expect(await accountsNamed('boss0')).toEqual([]);
  });

  test('a refused registration does not use up the link; of two at once exactly one wins; then there is no link', async () => {
    const token = (await makeSetupLink(house.deps))!;
    const taken = await aRegistered(house);
    expect((await setUp(token, taken.username)).problem.code).toBe('identifier_taken');
    const answers = await Promise.all([setUp(token, 'boss1'), setUp(token, 'boss2')]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, 404]);
    expect(answers.find((answer) => answer.status === 201)!.body.account!.role).toBe('admin');
    expect((await setUp(token, 'boss3')).problem.code).toBe('setup_link_invalid');
    expect(await makeSetupLink(house.deps)).toBeNull();
  });

  test('the database holds only a hash of the link', async () => {
    const { rows } = await house.owner.query<{ length: number }>(
      'select octet_length(token_hash) as length from setup_link',
    );
    expect(rows.every((row) => row.length === 32)).toBe(true);
  });
});
