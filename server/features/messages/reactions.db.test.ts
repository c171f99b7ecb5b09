// Reactions: in one's own name, where one may write, seen at once by all who see the message, and by nobody else.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { blockAccount } from '../../../contract/blocks.ts';
import { changeCareLink, listCareLinks } from '../../../contract/care-links.ts';
import { readUpdates } from '../../../contract/events.ts';
import { deleteMessage, readThread, sendMessage } from '../../../contract/messages.ts';
import { reactToMessage, takeBackReaction } from '../../../contract/reactions.ts';
import type { ReactionKind } from '../../../contract/reactions.ts';
import { heldUp, holding } from '../../testing/holding.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';

let house: House;
let patient: TestPerson;
let clinician: TestPerson;
let message: { id: string; conversationId: string };

beforeAll(async () => {
  house = await openHouse();
});
beforeEach(async () => {
  patient = await aPatient(house);
  clinician = await aClinician(house);
  await linked(house, patient, clinician);
  const body = { to: patient.id, clientId: crypto.randomUUID(), body: 'You did well today.' };
  message = (await clinician.call(sendMessage, { body })).body;
});
afterAll(() => house.stop());

const react = (who: TestPerson, kind: ReactionKind) =>
  who.call(reactToMessage, { params: { id: message.id }, body: { kind } });
const takeBack = (who: TestPerson) => who.call(takeBackReaction, { params: { id: message.id } });
const seenBy = async (who: TestPerson) =>
  (await who.call(readThread, { params: { id: message.conversationId } })).body.items
    .at(-1)!
    .reactions.map(({ by, kind }) => [by.id, kind]);
const audited = async (who: TestPerson) =>
  (
    await house.owner.query<{ action: string; detail: unknown }>(
      `select action, detail from audit_entry where actor_id = $1 and action like 'reaction.%' order by at, id`,
      [who.id],
    )
  ).rows;

test('a reaction is seen by both, gives way to another, is told live, and its kind is not in the audit', async () => {
  const from = (await clinician.call(readUpdates, { query: {} })).body.number;
  expect((await react(patient, 'heart')).body.reactions.map(({ by, kind }) => [by.id, kind])).toEqual([
    [patient.id, 'heart'],
  ]);
  await react(patient, 'heart');
  await react(patient, 'hope');
  await react(clinician, 'smile');
  const both = [
    [patient.id, 'hope'],
    [clinician.id, 'smile'],
  ];
  expect(await seenBy(patient)).toEqual(both);
  expect(await seenBy(clinician)).toEqual(both);
  const told = async (who: TestPerson) =>
    (await who.call(readUpdates, { query: { after: from } })).body.events.flatMap((event) =>
      event.type === 'reactions.changed' ? [event.messageId] : [],
    );
  for (const who of [patient, clinician]) await expect.poll(() => told(who)).toEqual(Array(3).fill(message.id));
  expect((await takeBack(patient)).body.reactions).toHaveLength(1);
  expect((await takeBack(patient)).status).toBe(200);
  expect(await audited(patient)).toEqual([
    { action: 'reaction.given', detail: {} },
    { action: 'reaction.given', detail: {} },
    { action: 'reaction.withdrawn', detail: {} },
  ]);
});

test('a stranger, and whoever deleted the message for themselves, get the same answer as for nothing', async () => {
  const stranger = await aPatient(house, 'Stranger');
  await patient.call(deleteMessage, { params: { id: message.id } });
  for (const who of [stranger, patient]) {
    expect((await react(who, 'heart')).problem.code).toBe('message_not_found');
    expect((await takeBack(who)).problem.code).toBe('message_not_found');
  }
  expect(await seenBy(clinician)).toEqual([]);
});

test('where one may not write one may not react, but take back what was given', async () => {
  await react(patient, 'thanks');
  const [link] = (await patient.call(listCareLinks, { query: {} })).body.items;
  await patient.call(changeCareLink, { params: { id: link!.id }, body: { status: 'ended' } });
  expect((await react(patient, 'sad')).problem.code).toBe('care_link_ended');
  expect(await seenBy(clinician)).toEqual([[patient.id, 'thanks']]);
  expect((await takeBack(patient)).body.reactions).toEqual([]);
});

test('a block stops reactions in both directions', async () => {
  await patient.call(blockAccount, { params: { accountId: clinician.id }, body: {} });
  expect((await react(patient, 'heart')).problem.code).toBe('you_blocked_them');
  expect((await react(clinician, 'heart')).problem.code).toBe('recipient_unavailable');
});

const endings = {
  'a block': () => patient.call(blockAccount, { params: { accountId: clinician.id }, body: {} }),
  'the end of the care link': async () => {
    const [link] = (await patient.call(listCareLinks, { query: {} })).body.items;
    return patient.call(changeCareLink, { params: { id: link!.id }, body: { status: 'ended' } });
  },
};

test.each(Object.entries(endings))(
  '%s waits for a reaction that is being given, and then refuses the next',
  async (_, end) => {
    const release = await holding(house, 'lock table reaction in share mode');
    const reacting = react(clinician, 'heart');
    await heldUp(house, 1);
    const ending = end();
    const first = await Promise.race([heldUp(house, 2).then(() => 'held up'), ending.then(() => 'answered')]);
    await release();
    expect(first).toBe('held up');
    expect([(await reacting).status, (await ending).status]).toEqual([200, 200]);
    expect((await react(clinician, 'hope')).status).toBe(403);
    expect(await seenBy(patient)).toEqual([[clinician.id, 'heart']]);
  },
);
