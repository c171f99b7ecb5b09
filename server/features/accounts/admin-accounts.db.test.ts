// Accounts in the hands of admins: making clinicians, changing roles, deactivating, and never losing the last admin.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMe, signIn } from '../../../contract/accounts.ts';
import * as contract from '../../../contract/admin-accounts.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician, anAdmin, aPatient, Browser } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';

let house: House;
let admin: TestPerson;
beforeAll(async () => {
  house = await openHouse();
  admin = await anAdmin(house);
});
afterAll(() => house.stop());

const given = (username: string) => ({
  username,
  displayName: 'Dr New',
  password: 'a first long secret 19',
  role: 'clinician',
});
const change = (by: TestPerson, id: string, body: object) => by.call(contract.changeAccount, { params: { id }, body });

async function signedIn(identifier: string, password: string): Promise<number> {
  const browser = new Browser(house);
  browser.csrfToken = (await browser.fetch<{ csrfToken: string }>('GET', '/api/session')).body.csrfToken;
  return (await browser.call(signIn, { body: { identifier, password } })).status;
}

test('an admin makes a clinician, who signs in with the first password', async () => {
  const made = await admin.call(contract.createAccount, { body: given('dr.new') });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ username: 'dr.new', role: 'clinician', deactivatedAt: null });
  expect(await signedIn('dr.new', 'a first long secret 19')).toBe(200);
  expect((await admin.call(contract.createAccount, { body: given('dr.new') })).problem.code).toBe('identifier_taken');
  const listed = await admin.call(contract.listAccounts, { query: { query: 'dr.n', role: 'clinician' } });
  const { invitation, ...record } = made.body;
  expect(invitation).toBeNull();
  expect(listed.body.items).toEqual([record]);
});

test('nobody but an admin does any of it, and the attempt is audited', async () => {
  for (const person of [await aPatient(house), await aClinician(house)]) {
    const answers = [
      await person.call(contract.createAccount, { body: { ...given('intruder'), role: 'admin' } }),
      await change(person, person.id, { role: 'admin' }),
      await person.call(contract.listAccounts),
    ];
    for (const answer of answers) expect([answer.status, answer.problem.code]).toEqual([403, 'role_refused']);
    const { rows } = await house.owner.query(
      `select count(*)::int as n from audit_entry where actor_id = $1 and outcome = 'denied'`,
      [person.id],
    );
    expect(rows[0].n).toBe(3);
  }
});

test('deactivating ends every session at once and closes the door; bringing back opens it again', async () => {
  await admin.call(contract.createAccount, { body: given('dr.gone') });
  const { items } = (await admin.call(contract.listAccounts, { query: { query: 'dr.gone' } })).body;
  const clinician = await aClinician(house);
  expect((await change(admin, clinician.id, { deactivated: true })).body.deactivatedAt).not.toBeNull();
  expect((await clinician.call(readMe)).status).toBe(401);
  expect((await change(admin, items[0]!.id, { deactivated: true })).status).toBe(200);
  expect(await signedIn('dr.gone', 'a first long secret 19')).toBe(401);
  expect((await change(admin, items[0]!.id, { deactivated: false })).body.deactivatedAt).toBeNull();
  expect(await signedIn('dr.gone', 'a first long secret 19')).toBe(200);
});

test('the last admin stays one, also when two take each other’s role at the same moment', async () => {
  expect((await change(admin, admin.id, { deactivated: true })).problem.code).toBe('last_admin');
  const other = await anAdmin(house);
  const answers = await Promise.all([
    change(admin, other.id, { role: 'clinician' }),
    change(other, admin.id, { role: 'clinician' }),
  ]);
  const { rows } = await house.owner.query(
    `select count(*)::int as n from account where role = 'admin' and deactivated_at is null`,
  );
  expect(rows[0].n).toBe(1);
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
});
