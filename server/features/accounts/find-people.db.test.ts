// Finding people: only those one may write to, by the start of any word of a name.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPeople, listClinicians } from '../../../contract/accounts.ts';
import { blockAccount } from '../../../contract/blocks.ts';
import { askCareLink, changeCareLink } from '../../../contract/care-links.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician, anAdmin, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';
import { countQueries } from '../../testing/queries.ts';
import { noPassword } from './account.store.ts';

let house: House;
let anna: TestPerson;
let ben: TestPerson;
let drLee: TestPerson;
let drOrr: TestPerson;
let desk: TestPerson;

beforeAll(async () => {
  house = await openHouse();
  anna = await aPatient(house, 'Anna-Marie Öztürk');
  ben = await aPatient(house, 'Ben 100% Smith');
  drLee = await aClinician(house, 'Dr Amy Lee');
  drOrr = await aClinician(house, 'Dr Sam Orr');
  desk = await anAdmin(house, 'Support Desk');
  await linked(house, anna, drLee);
  const gone = await aClinician(house, 'Dr Gone Away');
  await linked(house, anna, gone);
  await house.owner.query('update account set deactivated_at = now() where id = $1', [gone.id]);
});
afterAll(() => house.stop());

async function found(reader: TestPerson, query = ''): Promise<string[]> {
  const { status, body } = await reader.call(findPeople, { query: { query } });
  expect(status).toBe(200);
  return body.items.map((person) => person.displayName);
}

describe('whom one finds', () => {
  test('a patient: the clinicians with an active link and the admins', async () => {
    expect(await found(anna)).toEqual(['Dr Amy Lee', 'Support Desk']);
    expect(await found(ben)).toEqual(['Support Desk']);
  });

  test('fault: clinicians reaching unassigned patients; they find linked patients, clinicians and admins', async () => {
    expect(await found(drLee)).toEqual(['Anna-Marie Öztürk', 'Dr Sam Orr', 'Support Desk']);
    expect(await found(drOrr, 'Anna')).toEqual([]);
    expect(await found(drOrr, anna.username)).toEqual([]);
  });

  test('an admin: everybody active but themselves', async () => {
    expect(await found(desk)).toEqual(['Anna-Marie Öztürk', 'Ben 100% Smith', 'Dr Amy Lee', 'Dr Sam Orr']);
  });

  test('a pending or ended link finds nobody', async () => {
    const id = await linked(house, ben, drOrr);
    await house.owner.query(`update care_link set status = 'pending' where id = $1`, [id]);
    expect([await found(ben, 'sam'), await found(drOrr, 'ben')]).toEqual([[], []]);
    await house.owner.query(`update care_link set status = 'ended', ended_at = now() where id = $1`, [id]);
    expect([await found(ben, 'sam'), await found(drOrr, 'ben')]).toEqual([[], []]);
  });
});

describe('what one types', () => {
  test.each([
    ['ann', ['Anna-Marie Öztürk']],
    ['MARIE', ['Anna-Marie Öztürk']],
    ['anna-m', ['Anna-Marie Öztürk']],
    ['öz', ['Anna-Marie Öztürk']],
    ['ÖZ', ['Anna-Marie Öztürk']],
    ['ozturk', ['Anna-Marie Öztürk']],
    ['ÁNNA marie oz', ['Anna-Marie Öztürk']],
    [' amy lee ', ['Dr Amy Lee']],
    ['lee', ['Dr Amy Lee']],
    ['nna', []],
    ['%', []],
    ['100%', ['Ben 100% Smith']],
    ['1000', []],
    ['_nna', []],
    ['\\', []],
    ['％', []],
    ['＼', []],
    ["'; drop table account; --", []],
  ])('%j', async (typed, names) => {
    expect(await found(desk, typed)).toEqual(names);
  });

  test('the start of a username', async () => {
    expect(await found(desk, drOrr.username.toUpperCase())).toEqual(['Dr Sam Orr']);
  });

  test('at most 20, and the same number of queries for 2 and for 20', async () => {
    const few = await countQueries(() => found(desk, 'dr'));
    await house.owner.query(
      `insert into account (id, username, display_name, role, password_hash, created_at)
       select gen_random_uuid(), 'crowd-' || n, 'Crowd ' || n, 'clinician', 'unusable', now() from generate_series(1, 60) n`,
    );
    let count = 0;
    expect(await countQueries(async () => void (count = (await found(desk, 'crowd')).length))).toBe(few);
    expect(count).toBe(20);
  });

  test('somebody of a role is offered though twenty others stand before them', async () => {
    await aPatient(house, 'Zelda Crowdson');
    const named = async (role: string) =>
      (await desk.call(findPeople, { query: { query: 'crowd', role } })).body.items.map((one) => one.displayName);
    expect(await named('patient')).toEqual(['Zelda Crowdson']);
    expect(await named('admin')).toEqual([]);
    expect(await found(desk, 'crowd')).not.toContain('Zelda Crowdson');
  });

  test('200 characters are searched, 201 are refused', async () => {
    expect(await found(desk, 'x'.repeat(200))).toEqual([]);
    expect((await desk.call(findPeople, { query: { query: 'x'.repeat(201) } })).status).toBe(400);
  });
});

test('a patient without a link finds the clinicians to ask, and nobody else', async () => {
  const names = (await ben.call(listClinicians, { query: { query: 'dr' } })).body.items.map(
    (person) => person.displayName,
  );
  expect(names).toEqual(['Dr Amy Lee', 'Dr Sam Orr']);
  expect((await ben.call(listClinicians)).body.items).toHaveLength(50);
});

test('a clinician who blocks a patient is neither offered nor to be asked, like one who is not there', async () => {
  const asker = await aPatient(house);
  const blocking = await aClinician(house, 'Dr Quiet Blocker');
  const id = await linked(house, asker, blocking);
  await blocking.call(changeCareLink, { params: { id }, body: { status: 'ended' } });
  await blocking.call(blockAccount, { params: { accountId: asker.id }, body: { reason: 'They wrote at night' } });
  expect((await asker.call(listClinicians, { query: { query: 'quiet' } })).body.items).toEqual([]);
  const asked = await asker.call(askCareLink, { body: { accountId: blocking.id } });
  expect([asked.status, asked.problem.code]).toEqual([404, 'account_not_found']);
  expect((await ben.call(listClinicians, { query: { query: 'quiet' } })).body.items).toHaveLength(1);
});

test('whoever was only invited is neither offered to a patient nor to be asked, and can be named by an admin', async () => {
  const invited = await aClinician(house, 'Dr Not Here Yet');
  await house.owner.query(`update account set password_hash = $2 where id = $1`, [invited.id, noPassword]);
  expect((await ben.call(listClinicians, { query: { query: 'not here' } })).body.items).toEqual([]);
  for (const body of [{ accountId: invited.id }, { identifier: invited.username }]) {
    const asked = await ben.call(askCareLink, { body });
    expect([asked.status, asked.problem.code]).toEqual([404, 'account_not_found']);
  }
  const joined = await desk.call(askCareLink, { body: { patientId: ben.id, clinicianId: invited.id } });
  expect(joined.body).toMatchObject({ status: 'active' });
});
