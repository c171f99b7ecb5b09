// Care links as each reader has them listed, at a fixed number of queries, and what another role does to them; see also care-link-pages.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeAccount } from '../../../contract/admin-accounts.ts';
import { askCareLink, listCareLinks } from '../../../contract/care-links.ts';
import { sendMessage } from '../../../contract/messages.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician, anAdmin, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';
import { countQueries } from '../../testing/queries.ts';
import { auditOf, outboxOf } from '../../testing/visitors.ts';
import { readCareLinksForSides } from './render-care-links.ts';

let house: House;
let admin: TestPerson;
let patient: TestPerson;
let clinician: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  house = await openHouse();
  admin = await anAdmin(house);
});
beforeEach(async () => {
  patient = await aPatient(house);
  clinician = await aClinician(house);
  stranger = await aClinician(house, 'Stella Stranger');
});
afterAll(() => house.stop());

const asked = async (asking: TestPerson, other: TestPerson) =>
  (await asking.call(askCareLink, { body: { accountId: other.id } })).body;
const listed = async (reader: TestPerson, query = {}) => (await reader.call(listCareLinks, { query })).body.items;

test('by status; an admin sees the whole clinic', async () => {
  const active = await linked(house, patient, clinician);
  const pending = await asked(patient, stranger);
  const elsewhere = await linked(house, await aPatient(house), await aClinician(house));
  expect((await listed(patient, { status: 'pending' })).map((link) => link.id)).toEqual([pending.id]);
  expect(await listed(patient, { status: 'ended' })).toEqual([]);
  const all = await listed(admin);
  expect(all).toContainEqual({ ...pending, mayAccept: true });
  expect(all.map((link) => link.id)).toEqual(expect.arrayContaining([active, pending.id, elsewhere]));
  expect((await patient.call(listCareLinks, { query: { status: 'open' } })).status).toBe(400);
});

test('the same number of queries for one link and for thirty', async () => {
  await linked(house, patient, clinician);
  await listed(patient);
  const one = await countQueries(() => listed(patient));
  for (let more = 0; more < 29; more += 1) await linked(house, patient, await aClinician(house));
  let count = 0;
  expect(await countQueries(async () => void (count = (await listed(patient)).length))).toBe(one);
  expect(count).toBe(30);
});

test('rendering for a live reader leaves out what that reader may not see', async () => {
  const link = await asked(patient, clinician);
  const seenBy = await readCareLinksForSides(house.deps.db, [link.id]);
  expect(seenBy(link.id, patient.id)).toEqual(link);
  expect(seenBy(link.id, clinician.id)).toEqual({ ...link, mayAccept: true });
  expect(seenBy(link.id, stranger.id)).toBeUndefined();
});

test('another role ends the open links that need the old one, and getting it back restores none', async () => {
  const other = await aPatient(house);
  const active = await linked(house, patient, clinician);
  const pending = (await asked(other, clinician)).id;
  const colleagues = await linked(house, other, stranger);
  const role = (to: string) =>
    admin.call(changeAccount, { params: { id: clinician.id }, body: { role: to } }).then(({ status }) => status);
  expect([await role('admin'), await role('clinician')]).toEqual([200, 200]);
  expect(await listed(patient)).toMatchObject([{ id: active, status: 'ended' }]);
  const statuses = (await listed(other)).map(({ id, status }) => [id, status]);
  expect(new Map(statuses as [string, string][])).toEqual(
    new Map([
      [pending, 'ended'],
      [colleagues, 'active'],
    ]),
  );
  const refused = await patient.call(sendMessage, { body: { to: clinician.id, clientId: 'role', body: 'Hello' } });
  expect([refused.status, refused.problem.code]).toEqual([403, 'care_link_ended']);
  for (const id of [active, pending]) {
    const told = (await outboxOf(house, 'care-link.changed')).filter(([, detail]) => detail.careLinkId === id);
    expect(told.map(([accountId]) => accountId)).toContain(clinician.id);
  }
  expect(await auditOf(house, 'care_link.ended')).toContainEqual(
    expect.objectContaining({ actor_id: admin.id, subject_id: active }),
  );
});
