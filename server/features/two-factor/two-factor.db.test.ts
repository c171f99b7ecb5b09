// The second step at sign-in: asked for once it was confirmed, each code good once, and a way back in for who lost the app.
import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMe, signIn } from '../../../contract/accounts.ts';
import { changeAccount } from '../../../contract/admin-accounts.ts';
import { confirmTotp, removeTotp, startTotp } from '../../../contract/two-factor.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician, anAdmin } from '../../testing/people.ts';
import type { Browser } from '../../testing/people.ts';
import { aRegistered, auditOf, aVisitor, password, renewToken, signInWith } from '../../testing/visitors.ts';

const step = 30_000;
let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

const codeOf = (secret: string, stepsAhead = 0) =>
  generateSync({ secret, epoch: Math.floor((house.deps.clock().getTime() + stepsAhead * step) / 1_000) });
const start = (person: Browser, typed = password) => person.call(startTotp, { body: { currentPassword: typed } });
const confirm = (person: Browser, code: string) => person.call(confirmTotp, { body: { code } });
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

async function enter(identifier: string, code?: string) {
  const browser = await aVisitor(house);
  const answer = await browser.call(signIn, { body: { identifier, password, code } });
  return { status: answer.status, code: answer.problem.code, headers: answer.headers };
}

async function withApp() {
  const person = await aRegistered(house);
  const { secret } = (await start(person)).body;
  const { recoveryCodes } = (await confirm(person, codeOf(secret))).body;
  house.advance(step);
  return { person, secret, recoveryCodes };
}

describe('turning it on', () => {
  test('needs the password and a code of the app; until then a sign-in needs none; other sessions end', async () => {
    const person = await aRegistered(house);
    expect((await start(person, 'not the password')).problem.code).toBe('password_wrong');
    const { secret, uri } = (await start(person)).body;
    expect(new URL(uri).searchParams.get('secret')).toBe(secret);
    expect((await enter(person.username)).status).toBe(200);

    const phone = await aVisitor(house);
    await signInWith(phone, person.username);
    expect((await confirm(person, wrong(codeOf(secret)))).problem.code).toBe('code_wrong');
    expect((await person.call(readMe)).body.twoFactor).toBe(false);
    const confirmed = await confirm(person, codeOf(secret));
    expect(new Set(confirmed.body.recoveryCodes).size).toBe(10);
    expect((await person.call(readMe)).body.twoFactor).toBe(true);
    expect((await phone.call(readMe)).status).toBe(401);
    for (const again of [await start(person), await confirm(person, codeOf(secret, 1))])
      expect([again.status, again.problem.code]).toEqual([409, 'totp_on']);
    expect((await auditOf(house, 'account.two_factor_on')).at(-1)).toMatchObject({ actor_id: person.id });
  });

  test('nothing can be confirmed or removed that was never begun', async () => {
    const person = await aRegistered(house);
    expect((await confirm(person, '123456')).problem.code).toBe('totp_not_started');
    const removed = await person.call(removeTotp, { body: { currentPassword: password, code: '123456' } });
    expect(removed.problem.code).toBe('totp_not_started');
    expect((await confirm(person, 'abc')).status).toBe(400);
  });

  test('neither the secret nor a recovery code is stored or logged as it is', async () => {
    const { person, secret, recoveryCodes } = await withApp();
    const { rows } = await house.owner.query<{ found: boolean }>(
      `select exists (select from totp where position(convert_to($2, 'UTF8') in secret_sealed) > 0) or
              exists (select from recovery_code where account_id = $1 and position(convert_to($3, 'UTF8') in code_hash) > 0)
              as found`,
      [person.id, secret, recoveryCodes[0]!],
    );
    expect(rows[0]!.found).toBe(false);
    expect(house.logged.join('\n')).not.toContain(secret);
  });
});

describe('signing in with it', () => {
  test('the password alone opens nothing; with a code it does', async () => {
    const { person, secret } = await withApp();
    const without = await enter(person.username);
    expect([without.status, without.code]).toEqual([403, 'code_needed']);
    expect(without.headers.getSetCookie().filter((line) => line.startsWith('hsm_session='))).toEqual([]);
    expect((await enter(person.username, wrong(codeOf(secret)))).code).toBe('code_wrong');
    expect((await enter(person.username, codeOf(secret))).status).toBe(200);
    const denied = (await auditOf(house, 'signIn')).filter((entry) => entry.subject_id === person.id);
    expect(denied.map((entry) => entry.detail['code'])).toEqual(['code_needed', 'code_wrong']);
  });

  test('a wrong password is refused as ever, whether or not there is a second step', async () => {
    const { person, secret } = await withApp();
    const browser = await aVisitor(house);
    const answer = await browser.call(signIn, {
      body: { identifier: person.username, password: 'not the password', code: codeOf(secret) },
    });
    expect([answer.status, answer.problem.code]).toEqual([401, 'sign_in_failed']);
  });

  test('fault: a code that is accepted twice, or long after its time', async () => {
    const { person, secret } = await withApp();
    const code = codeOf(secret);
    const both = await Promise.all([enter(person.username, code), enter(person.username, code)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 403]);
    expect((await enter(person.username, code)).code).toBe('code_wrong');
    const late = codeOf(secret);
    house.advance(4 * step);
    expect((await enter(person.username, late)).code).toBe('code_wrong');
    const ahead = await withApp();
    expect((await enter(ahead.person.username, codeOf(ahead.secret, 1))).status).toBe(200);
    expect((await enter(ahead.person.username, codeOf(ahead.secret))).code).toBe('code_wrong');
  });

  test('a recovery code opens once, however it is typed', async () => {
    const { person, recoveryCodes } = await withApp();
    const typed = recoveryCodes[3]!.toLowerCase().replaceAll('-', ' ');
    expect((await enter(person.username, typed)).status).toBe(200);
    expect((await enter(person.username, recoveryCodes[3])).code).toBe('code_wrong');
    expect((await enter(person.username, recoveryCodes[4])).status).toBe(200);
    const other = await withApp();
    expect((await enter(other.person.username, recoveryCodes[5])).code).toBe('code_wrong');
  });

  test('fault: codes that can be guessed one after the other', async () => {
    const { person, secret } = await withApp();
    const guesses: (string | undefined)[] = [];
    for (let guess = 0; guess < 7; guess += 1) guesses.push((await enter(person.username, wrong(codeOf(secret)))).code);
    expect(guesses.at(-1)).toBe('rate_limited');
    expect((await enter(person.username, codeOf(secret))).code).toBe('rate_limited');
  });
});

describe('turning it off', () => {
  test('needs the password and a code; afterwards a sign-in needs none, and the old codes are worth nothing', async () => {
    const { person, secret, recoveryCodes } = await withApp();
    const remove = (currentPassword: string, code: string) =>
      person.call(removeTotp, { body: { currentPassword, code } });
    expect((await remove('not the password', codeOf(secret))).problem.code).toBe('password_wrong');
    expect((await remove(password, wrong(codeOf(secret)))).problem.code).toBe('code_wrong');
    expect((await person.call(readMe)).body.twoFactor).toBe(true);
    expect((await remove(password, codeOf(secret))).status).toBe(204);
    expect((await person.call(readMe)).body.twoFactor).toBe(false);
    expect((await enter(person.username)).status).toBe(200);

    const { secret: fresh } = (await start(person)).body;
    expect(fresh).not.toBe(secret);
    expect((await confirm(person, recoveryCodes[0]!)).problem.code).toBe('code_wrong');
  });

  test('an admin helps somebody who lost app and codes, which is recorded; nobody else can', async () => {
    const { person } = await withApp();
    const help = (by: Browser) =>
      by.call(changeAccount, { params: { id: person.id }, body: { removeTwoFactor: true } });
    expect((await help(await aClinician(house))).status).toBe(403);
    expect((await enter(person.username)).code).toBe('code_needed');
    const admin = await anAdmin(house);
    expect((await help(admin)).body.twoFactor).toBe(false);
    expect((await enter(person.username)).status).toBe(200);
    const entry = (await auditOf(house, 'account.two_factor_off')).at(-1);
    expect(entry).toMatchObject({ actor_id: admin.id, subject_id: person.id });
  });
});

describe('an admin lets somebody in again', () => {
  test('failed attempts are forgiven, from wherever they came', async () => {
    const person = await aRegistered(house);
    const browser = await aVisitor(house);
    for (let tried = 0; tried < 6; tried += 1) await signInWith(browser, person.username, 'not the password');
    expect((await signInWith(browser, person.username)).status).toBe(429);
    const admin = await anAdmin(house);
    expect((await admin.call(changeAccount, { params: { id: person.id }, body: { unlock: true } })).status).toBe(200);
    await renewToken(browser);
    expect((await signInWith(browser, person.username)).status).toBe(200);
    expect((await auditOf(house, 'account.unlocked')).at(-1)).toMatchObject({ subject_id: person.id });
  });

  test('every session of a lost device ends, and the role stays', async () => {
    const person = await aRegistered(house);
    const admin = await anAdmin(house);
    const answer = await admin.call(changeAccount, { params: { id: person.id }, body: { endSessions: true } });
    expect(answer.body).toMatchObject({ role: 'patient', deactivatedAt: null });
    expect((await person.call(readMe)).status).toBe(401);
    const entry = (await auditOf(house, 'account.sessions_ended')).at(-1);
    expect(entry).toMatchObject({ actor_id: admin.id, subject_id: person.id, detail: { ended: 1 } });
  });
});
