// Links to choose a password: sent to the right address only, good once and not for long, and telling nobody who has an account.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changeMe, changePassword, readMe, readSession } from '../../../contract/accounts.ts';
import { changeAccount, createAccount, listAccounts } from '../../../contract/admin-accounts.ts';
import { requestPasswordReset, usePasswordLink } from '../../../contract/password-links.ts';
import { jobSchema } from '../../jobs/queues.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { anAdmin } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';
import { openPostOffice } from '../../testing/smtp.ts';
import type { PostOffice } from '../../testing/smtp.ts';
import { aRegistered, auditOf, aVisitor, password, signInWith } from '../../testing/visitors.ts';

const hour = 3_600_000;
const next = 'a boat upon the still lake';
let office: PostOffice;
let house: House;
let admin: TestPerson;
beforeAll(async () => {
  office = await openPostOffice();
  house = await openHouse({ SMTP_URL: office.url });
  await house.startJobs();
  admin = await anAdmin(house);
});
beforeEach(() => {
  office.refusing = false;
  office.mails.length = 0;
});
afterAll(async () => {
  await house.stop();
  await office.stop();
});

async function ask(identifier: string) {
  return (await aVisitor(house)).call(requestPasswordReset, { body: { identifier } });
}
const plain = (source: string) => source.replaceAll('=\r\n', '').replaceAll('=3D', '=');
const tokenIn = (source: string) => /\/password#token=([\w-]+)/.exec(plain(source))![1]!;
const use = async (token: string, chosen = next) =>
  (await aVisitor(house)).call(usePasswordLink, { params: { token }, body: { password: chosen } });

async function mailedToken(identifier: string): Promise<string> {
  const before = office.mails.length;
  await ask(identifier);
  await office.until(before + 1);
  return tokenIn(office.mails.at(-1)!.source);
}
const mayMailAgain = () => house.letTimePass(hour);

describe('forgetting a password', () => {
  test('a link comes by e-mail; with it a password is chosen once, and every session has ended', async () => {
    const person = await aRegistered(house);
    const token = await mailedToken(person.username);
    expect(office.mails[0]!.to).toEqual([person.email]);
    expect((await person.call(readMe)).status).toBe(200);

    const used = await use(token);
    expect(used.status).toBe(204);
    expect(used.headers.getSetCookie().filter((line) => line.includes('session'))).toEqual([]);
    expect((await person.call(readMe)).status).toBe(401);
    expect((await signInWith(await aVisitor(house), person.username)).status).toBe(401);
    expect((await signInWith(await aVisitor(house), person.username, next)).status).toBe(200);

    const again = await use(token, 'somebody who found the e-mail');
    expect([again.status, again.problem.code]).toEqual([404, 'password_link_invalid']);
    expect((await signInWith(await aVisitor(house), person.email, next)).status).toBe(200);
    const entry = (await auditOf(house, 'account.password_reset')).find((one) => one.subject_id === person.id);
    expect(entry).toMatchObject({ actor_id: person.id, outcome: 'allowed', detail: { sessionsEnded: 1 } });
  });

  test('fault: an answer, or a mail, that tells who has an account', async () => {
    const person = await aRegistered(house);
    const nobody = await ask('nobody.at.all@mail.example');
    const somebody = await ask(person.email);
    for (const answer of [nobody, somebody]) expect([answer.status, answer.body]).toEqual([204, '']);
    const names = (headers: Headers) => [...headers.keys()].toSorted();
    expect(names(nobody.headers)).toEqual(names(somebody.headers));
    await office.until(1);
    expect(office.mails.map((mail) => mail.to)).toEqual([[person.email]]);
    const { source } = office.mails[0]!;
    for (const canary of ['Vera Visitor', person.username + ' ', 'patient', 'clinic ']) {
      expect(plain(source).slice(plain(source).indexOf('\r\n\r\n'))).not.toContain(canary);
    }
    expect(house.logged.join('\n')).not.toContain(tokenIn(source));
    expect(house.logged.join('\n')).not.toContain(person.email);
  });

  test('fault: a link that works after its hour, after a newer one, or after an account was closed', async () => {
    const person = await aRegistered(house);
    const late = await mailedToken(person.username);
    await mayMailAgain();
    expect((await use(late)).problem.code).toBe('password_link_invalid');

    const older = await mailedToken(person.username);
    const newer = await mailedToken(person.username);
    await expect.poll(async () => (await use(older, 'x')).status).toBe(400);
    await expect.poll(async () => (await use(older)).problem.code).toBe('password_link_invalid');
    await admin.call(changeAccount, { params: { id: person.id }, body: { deactivated: true } });
    expect((await use(newer)).problem.code).toBe('password_link_invalid');
    expect((await use('A'.repeat(43))).problem.code).toBe('password_link_invalid');
  });

  test('fault: a link that still works after its owner chose a password, or gave up the mailbox it was sent to', async () => {
    const careful = await aRegistered(house);
    const found = await mailedToken(careful.username);
    const changed = await careful.call(changePassword, { body: { currentPassword: password, newPassword: next } });
    expect(changed.status).toBe(200);
    expect((await use(found, 'somebody who found the e-mail')).problem.code).toBe('password_link_invalid');
    expect((await signInWith(await aVisitor(house), careful.username, next)).status).toBe(200);

    const moved = await aRegistered(house);
    const left = await mailedToken(moved.username);
    const email = `moved.${moved.email}`;
    expect((await moved.call(changeMe, { body: { email, currentPassword: password } })).status).toBe(200);
    expect((await use(left, 'somebody who found the e-mail')).problem.code).toBe('password_link_invalid');
  });

  test('a password that is refused leaves the link good, and nothing changed', async () => {
    const person = await aRegistered(house);
    const token = await mailedToken(person.username);
    expect((await use(token, 'short')).problem.issues).toMatchObject([{ path: 'body.password' }]);
    expect((await use(token, 'password1234')).problem.code).toBe('password_too_common');
    expect((await person.call(readMe)).status).toBe(200);
    expect((await use(token)).status).toBe(204);
  });

  test('two uses of one link at the same moment change the password once', async () => {
    const person = await aRegistered(house);
    const token = await mailedToken(person.username);
    const answers = await Promise.all([
      use(token, 'the first of two windows'),
      use(token, 'the second of two windows'),
    ]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([204, 404]);
  });

  test('somebody else cannot fill a mailbox: three e-mails an hour, and the last link stays good', async () => {
    const [person, other] = [await aRegistered(house), await aRegistered(house)];
    for (let mailed = 0; mailed < 3; mailed += 1) await mailedToken(person.username);
    const last = tokenIn(office.mails.at(-1)!.source);
    await ask(person.username);
    await ask(person.email);
    await mailedToken(other.username);
    expect(office.mails.filter((mail) => mail.to.includes(person.email))).toHaveLength(3);
    expect((await use(last)).status).toBe(204);
  });

  test('fault: a mail server that fails loses a link', async () => {
    const person = await aRegistered(house);
    office.refusing = true;
    await ask(person.username);
    const waiting = async () =>
      (await house.owner.query(`select from ${jobSchema}.job where name = 'password-link.mail' and state = 'retry'`))
        .rowCount;
    await expect.poll(waiting).toBe(1);
    office.refusing = false;
    await house.letTimePass(600_000);
    await office.until(1);
    expect((await use(tokenIn(office.mails[0]!.source))).status).toBe(204);
  });

  test('the token and the e-mail address are nowhere in the database but the address in its account', async () => {
    const person = await aRegistered(house);
    const token = await mailedToken(person.username);
    const { rows } = await house.owner.query<{ found: boolean }>(
      `select exists (select from password_link where position(convert_to($1, 'UTF8') in token_hash) > 0) or
              exists (select from ${jobSchema}.job where data::text like '%' || $1 || '%' or output::text like '%' || $2 || '%')
              as found`,
      [token, person.email],
    );
    expect(rows[0]!.found).toBe(false);
  });
});

describe('an invitation', () => {
  const invite = (username: string, more: object = {}) =>
    admin.call(createAccount, { body: { username, displayName: 'Dr Invited', role: 'clinician', ...more } });
  const tokenOf = (link: string) => link.split('#token=')[1]!;

  test('an account without a password lets nobody in until its owner has chosen one', async () => {
    const made = await invite('dr.invited', { email: 'dr.invited@clinic.example' });
    expect(made.body).toMatchObject({ setUp: false, twoFactor: false, role: 'clinician' });
    for (const guess of ['', 'unusable', '-', '!', password]) {
      expect((await signInWith(await aVisitor(house), 'dr.invited', guess || ' ')).status).toBe(401);
    }
    await office.until(1);
    expect(office.mails[0]!.to).toEqual(['dr.invited@clinic.example']);
    expect(tokenIn(office.mails[0]!.source)).toBe(tokenOf(made.body.invitation!.link));

    expect((await use(tokenOf(made.body.invitation!.link))).status).toBe(204);
    const browser = await aVisitor(house);
    expect((await signInWith(browser, 'dr.invited', next)).status).toBe(200);
    expect((await browser.call(readSession)).body.account).toMatchObject({ role: 'clinician' });
    const listed = await admin.call(listAccounts, { query: { query: 'dr.invited' } });
    expect(listed.body.items[0]).toMatchObject({ setUp: true });
    expect((await auditOf(house, 'account.set_up')).at(-1)).toMatchObject({ subject_id: made.body.id });
  });

  test('a new one replaces the old one, lasts seven days, and none is made for who has a password', async () => {
    const made = await invite('dr.renewed');
    const { id } = made.body;
    const renewed = await admin.call(changeAccount, { params: { id }, body: { renewInvitation: true } });
    expect((await use(tokenOf(made.body.invitation!.link))).problem.code).toBe('password_link_invalid');
    await house.letTimePass(7 * 24 * hour - 60_000);
    admin = await anAdmin(house);
    expect((await use(tokenOf(renewed.body.invitation!.link))).status).toBe(204);
    const used = await admin.call(changeAccount, { params: { id }, body: { renewInvitation: true } });
    expect([used.status, used.problem.code]).toEqual([409, 'invitation_used']);
  });
});
