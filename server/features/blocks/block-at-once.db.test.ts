// Blocking while something else happens between the two, in open windows, and when one of them becomes an admin.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findPeople } from '../../../contract/accounts.ts';
import { changeAccount } from '../../../contract/admin-accounts.ts';
import { blockAccount } from '../../../contract/blocks.ts';
import { listConversations, sendMessage } from '../../../contract/messages.ts';
import { answer, make } from '../../testing/groups.ts';
import { heldUp, holding } from '../../testing/holding.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { LiveWindow, settled } from '../../testing/live.ts';
import { aClinician, anAdmin, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';

let house: House;
let patient: TestPerson;
let clinician: TestPerson;

beforeAll(async () => {
  house = await openHouse();
});
beforeEach(async () => {
  patient = await aPatient(house, 'Petra Atonce');
  clinician = await aClinician(house, 'Clara Atonce');
  await linked(house, patient, clinician);
});
afterAll(() => house.stop());

let count = 0;
const send = (from: TestPerson, to: { id: string }) =>
  from.call(sendMessage, { body: { to: to.id, clientId: `o-${(count += 1)}`, body: 'Hello' } });
const block = (by: TestPerson, whom: { id: string }, reason: string | null = 'They wrote at night') =>
  by.call(blockAccount, { params: { accountId: whom.id }, body: { reason } });
const inbox = async (of: TestPerson) => (await of.call(listConversations)).body.items;

test('a block waits for the very first message between two, and then refuses the next', async () => {
  const release = await holding(house, 'lock table message in share mode');
  const sending = send(clinician, patient);
  await heldUp(house, 1);
  const blocking = block(patient, clinician);
  const first = await Promise.race([heldUp(house, 2).then(() => 'held up'), blocking.then(() => 'answered')]);
  await release();
  expect(first).toBe('held up');
  expect([(await sending).status, (await blocking).status]).toEqual([201, 200]);
  expect((await send(clinician, patient)).problem.code).toBe('recipient_unavailable');
});

test('two who never wrote see no conversation after a block', async () => {
  await block(patient, clinician);
  expect((await send(clinician, patient)).problem.code).toBe('recipient_unavailable');
  for (const who of [patient, clinician]) expect(await inbox(who)).toEqual([]);
});

test('an invitation that a block is withdrawing cannot be accepted any more', async () => {
  const { id } = (await make(clinician, [patient])).body;
  const release = await holding(house, 'select from group_invitation where conversation_id = $1 for update', [id]);
  const blocking = block(clinician, patient);
  await heldUp(house, 1);
  const accepting = answer(patient, id, true);
  await heldUp(house, 2);
  await release();
  expect((await blocking).status).toBe(200);
  expect((await accepting).problem.code).toBe('invitation_not_found');
  expect(await inbox(patient)).toEqual([]);
});

test("a block is told to the blocker's windows alone, and neither sees the other writing", async () => {
  const { conversationId } = (await send(patient, clinician)).body;
  const [mine, theirs] = await Promise.all([patient, clinician].map((who) => LiveWindow.open(house, who)));
  theirs!.say({ type: 'typing', conversationId });
  await mine!.until(() => mine!.frames.some((frame) => frame.type === 'typing'));
  await block(patient, clinician);
  await mine!.until(() => mine!.of('block.changed').length === 1);
  expect(mine!.of('block.changed')[0]).toMatchObject({ accountId: clinician.id, blocked: true });
  mine!.frames.length = 0;
  for (const window of [mine!, theirs!]) window.say({ type: 'typing', conversationId });
  for (const window of [mine!, theirs!]) {
    await settled(window);
    expect(window.frames.filter((frame) => frame.type === 'typing')).toEqual([]);
  }
  expect(theirs!.of('block.changed')).toEqual([]);
  await Promise.all([mine!.close(), theirs!.close()]);
});

test('a block rests while one of the two is an admin: everybody reaches the support desk', async () => {
  const admin = await anAdmin(house);
  await block(patient, clinician);
  const become = (role: string) => admin.call(changeAccount, { params: { id: clinician.id }, body: { role } });
  const offered = async () =>
    (await patient.call(findPeople, { query: { query: 'Atonce' } })).body.items.map((person) => person.id);
  await become('admin');
  expect((await send(patient, clinician)).status).toBe(201);
  expect(await offered()).toContain(clinician.id);
  await become('clinician');
  // The care link ended with the role; the block did not.
  await linked(house, patient, clinician);
  expect((await send(patient, clinician)).problem.code).toBe('you_blocked_them');
  expect(await offered()).not.toContain(clinician.id);
});

test.each(['', '  ', '\u200B'])('a clinician cannot give a reason that nobody can see: %j', async (reason) => {
  const { status, problem } = await block(clinician, patient, reason);
  expect([status, problem.issues?.[0]?.path]).toEqual([400, 'body.reason']);
});
