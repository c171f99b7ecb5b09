// Drafts: what somebody has begun to write is theirs alone, and no device writes over another unseen.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeCareLink } from '../../../contract/care-links.ts';
import * as contract from '../../../contract/drafts.ts';
import { removeMember } from '../../../contract/groups.ts';
import { sendMessage } from '../../../contract/messages.ts';
import { aGroup } from '../../testing/groups.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';

let house: House;
let patient: TestPerson;
let clinician: TestPerson;
let careLinkId: string;

beforeAll(async () => {
  house = await openHouse();
});
beforeEach(async () => {
  patient = await aPatient(house);
  clinician = await aClinician(house);
  careLinkId = await linked(house, patient, clinician);
});
afterAll(() => house.stop());

const save = (by: TestPerson, body: Record<string, unknown>) =>
  by.call(contract.saveDraft, { body: { version: 0, ...body } });
const listed = async (by: TestPerson, query = {}) => (await by.call(contract.listDrafts, { query })).body.items;

test('a draft is kept exactly as it was typed, and only for whoever typed it', async () => {
  const { status, body } = await save(patient, { to: clinician.id, subject: ' Sleep ', body: '  I wanted to say\n\n' });
  expect([status, body]).toMatchObject([
    200,
    { subject: ' Sleep ', body: '  I wanted to say\n\n', version: 1, to: { id: clinician.id }, conversationId: null },
  ]);
  expect(await listed(patient)).toEqual([body]);
  expect(await listed(clinician)).toEqual([]);
  const foreign = await clinician.call(contract.deleteDraft, { params: { id: body.id } });
  expect([foreign.status, foreign.problem.code]).toEqual([404, 'draft_not_found']);
});

test('to one person there is one, before and after there is a conversation', async () => {
  const before = await save(patient, { to: clinician.id, body: 'One' });
  const { body: message } = await clinician.call(sendMessage, {
    body: { to: patient.id, clientId: 'hello', body: 'Hello' },
  });
  const { conversationId } = message;
  expect(await listed(patient, { conversationId })).toMatchObject([{ id: before.body.id, conversationId }]);
  const after = await save(patient, { conversationId, body: 'Two', version: 1 });
  expect(after.body).toMatchObject({ id: before.body.id, body: 'Two', version: 2 });
  expect(await listed(patient, { to: clinician.id })).toEqual([after.body]);
  await patient.call(contract.deleteDraft, { params: { id: after.body.id } });
  expect(await listed(patient)).toEqual([]);
});

test('another device is not written over unseen; the same save again is one save', async () => {
  const { body: first } = await save(patient, { to: clinician.id, body: 'At home' });
  const late = await save(patient, { to: clinician.id, body: 'On the phone' });
  expect([late.status, late.problem.code]).toEqual([409, 'draft_changed']);
  const again = await save(patient, { to: clinician.id, body: 'At home' });
  expect(again.body).toEqual(first);
  const racing = await Promise.all(['a', 'b'].map((body) => save(patient, { to: clinician.id, body, version: 1 })));
  expect(racing.map((answer) => answer.status).toSorted()).toEqual([200, 409]);
});

test('one without a recipient, and one for each group, beside each other', async () => {
  const groupId = await aGroup(clinician, patient);
  await save(patient, { body: 'To whom?' });
  await save(patient, { conversationId: groupId, body: 'To all' });
  await save(patient, { to: clinician.id, body: 'To one' });
  expect((await listed(patient)).map((one) => [one.body, one.conversationId !== null]).toSorted()).toEqual([
    ['To all', true],
    ['To one', false],
    ['To whom?', false],
  ]);
  await clinician.call(removeMember, { params: { id: groupId, accountId: patient.id } });
  expect((await listed(patient)).map((one) => one.body)).not.toContain('To all');
  expect((await save(patient, { conversationId: groupId, body: 'x', version: 1 })).problem.code).toBe(
    'conversation_not_found',
  );
});

test('nothing is lost when the care link ends; to strangers there is none', async () => {
  await clinician.call(sendMessage, { body: { to: patient.id, clientId: 'hello', body: 'Hello' } });
  await clinician.call(changeCareLink, { params: { id: careLinkId }, body: { status: 'ended' } });
  expect((await save(patient, { to: clinician.id, body: 'Still here' })).status).toBe(200);
  const stranger = await aPatient(house);
  for (const to of [stranger.id, house.deps.newId()])
    expect((await save(patient, { to, body: 'x' })).problem.code).toBe('recipient_not_found');
  expect((await save(patient, { to: patient.id, body: 'x' })).problem.code).toBe('recipient_is_self');
});

test('what is written is sealed, and in no audit entry', async () => {
  await save(patient, { body: 'canary-draft', subject: 'canary-subject' });
  const { rows } = await house.owner.query<{ all: string }>(
    `select (select string_agg(encode(body_sealed, 'escape') || encode(coalesce(subject_sealed, ''), 'escape'), '') from draft)
            || (select coalesce(string_agg(detail::text, ''), '') from audit_entry) as all`,
  );
  expect(rows[0]!.all).not.toContain('canary');
});
