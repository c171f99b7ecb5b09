// Words that suggest immediate risk: help for the writer at once, a flag with the words for clinicians, nothing else for anybody.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changeCrisisWords, readCrisisEdits, readCrisisWords } from '../../../contract/crisis-words.ts';
import { listVersion } from '../../../contract/crisis/list.ts';
import { listSent, readThread, sendMessage } from '../../../contract/messages.ts';
import { acknowledgeFlag, readPatient } from '../../../contract/patients.ts';
import { scheduleMessage } from '../../../contract/scheduled-messages.ts';
import { createTemplate, useTemplate } from '../../../contract/templates.ts';
import { aGroup, say } from '../../testing/groups.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { LiveWindow } from '../../testing/live.ts';
import { assess, inCareOf, list, names, recordedOf, send } from '../../testing/patients.ts';
import { aClinician, anAdmin, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';
import { askedInTransactions } from '../../testing/queries.ts';
import { findFlags } from '../patients/risk.store.ts';
import { findAlarms } from './find-alarms.ts';

let house: House;
let patient: TestPerson;
let clinician: TestPerson;
beforeAll(async () => {
  house = await openHouse();
  await house.startJobs();
});
beforeEach(async () => {
  clinician = await aClinician(house, 'Clara Carer');
  [patient] = (await inCareOf(house, clinician, 'Petra Plain')) as [TestPerson];
});
afterAll(() => house.stop());

const alarming = 'Hello. I dont want to live anymore';
const words = ['dont want to live'];
const flagsSeenBy = async (who: TestPerson, of = patient) =>
  (await who.call(readPatient, { params: { id: of.id } })).body.flags;
const last = async (reader: TestPerson, conversationId: string) =>
  (await reader.call(readThread, { params: { id: conversationId } })).body.items.at(-1)!;

test('long texts are judged before anything of the database is held, and others have their turn in between', async () => {
  let turns = 0;
  let counting = true;
  const count = () => {
    turns += 1;
    if (counting) setImmediate(count);
  };
  setImmediate(count);
  const set = Array.from({ length: 12 }, () => ({
    actor: { role: 'patient' as const },
    subject: null,
    body: 'film?'.repeat(2_000),
  }));
  await findAlarms(house.deps.db, set);
  counting = false;
  expect(turns).toBeGreaterThan(set.length);
  const held = await askedInTransactions(() => send(patient, clinician, 'Good morning'));
  expect(held).toContain('insert_messages');
  expect(held).not.toContain('find_crisis_list_edit');
});

describe('a message that says more than it may bear', () => {
  test('tells its writer to show help, and its clinician why, now and later and live', async () => {
    const window = await LiveWindow.open(house, clinician);
    const sent = await send(patient, clinician, alarming);
    expect([sent.help, sent.flag]).toEqual([true, null]);
    await window.until(() => window.of('patient.changed').length === 1 && window.of('message.sent').length === 1);
    expect(window.of('patient.changed')[0]).toMatchObject({ patientId: patient.id, change: 'flag.raised' });
    const flag = { messageId: sent.id, patientId: patient.id, words, listVersion, acknowledgedAt: null };
    expect(window.of('message.sent')[0]!.message).toMatchObject({ help: false, flag });
    await window.close();
    expect(await last(clinician, sent.conversationId)).toMatchObject({ help: false, flag });
    expect(await last(patient, sent.conversationId)).toMatchObject({ help: true, flag: null });
    expect((await patient.call(listSent)).body.items[0]).toMatchObject({ help: true, flag: null });
    const again = await patient.call(sendMessage, {
      body: { to: clinician.id, clientId: sent.clientId, body: alarming },
    });
    expect([again.status, again.body.help]).toEqual([200, true]);
    expect(await flagsSeenBy(clinician)).toHaveLength(1);
  });

  test('is flagged in a group, by a template, when it was scheduled, and in its subject', async () => {
    const group = await aGroup(clinician, patient);
    expect((await say(patient, group, alarming)).body.help).toBe(true);
    const template = await patient.call(createTemplate, {
      body: { clientId: 't', name: 'Mine', category: 'general', body: alarming, shared: false },
    });
    const used = await patient.call(useTemplate, {
      params: { id: template.body.id },
      body: { to: clinician.id, clientId: 'used', variables: {} },
    });
    expect([used.status, used.body.help]).toEqual([201, true]);
    const sendAt = new Date(house.deps.clock().getTime() + 3_600_000).toISOString();
    await patient.call(scheduleMessage, { body: { to: clinician.id, clientId: 's', body: alarming, sendAt } });
    expect(await flagsSeenBy(clinician)).toHaveLength(2);
    const window = await LiveWindow.open(house, clinician);
    await house.letTimePass(3_700_000);
    await window.until(() => window.of('patient.changed').length === 1);
    await window.close();
    const subject = await patient.call(sendMessage, {
      body: { to: clinician.id, clientId: 'subject', subject: 'kms', body: 'See above' },
    });
    expect(subject.body.help).toBe(true);
    expect(await flagsSeenBy(clinician)).toHaveLength(4);
  });

  test('is flagged although it went to the support desk, for the clinician who cares, and only for those', async () => {
    const [admin, stranger] = [await anAdmin(house), await aClinician(house)];
    const { conversationId } = await send(patient, admin, alarming);
    expect((await last(admin, conversationId)).flag).toBeNull();
    expect((await list(clinician)).items[0]).toMatchObject({ openFlags: 1, flaggedIn: [] });
    expect(await flagsSeenBy(clinician)).toMatchObject([{ words, conversationId }]);
    expect((await stranger.call(readPatient, { params: { id: patient.id } })).status).toBe(404);
  });

  test('other patients in the group see neither flag nor help', async () => {
    const other = await aPatient(house);
    await linked(house, other, clinician);
    const group = await aGroup(clinician, patient, other);
    await say(patient, group, alarming);
    expect(await last(other, group)).toMatchObject({ help: false, flag: null });
    expect((await last(clinician, group)).flag).toMatchObject({ words });
    expect((await list(clinician, { filter: 'flagged' })).items[0]!.flaggedIn).toEqual([group]);
    const outside = await aClinician(house, 'Olga Outside');
    await linked(house, patient, outside);
    expect(await flagsSeenBy(clinician)).toMatchObject([{ inGroup: true, reachedMe: true }]);
    expect(await flagsSeenBy(outside)).toMatchObject([{ inGroup: true, reachedMe: false }]);
  });

  test('of a clinician raises nothing', async () => {
    const sent = await send(clinician, patient, alarming);
    expect([sent.help, sent.flag]).toEqual([false, null]);
    expect(await flagsSeenBy(clinician)).toEqual([]);
  });

  test('leaves its words nowhere in the database or the audit trail', async () => {
    await send(patient, clinician, alarming);
    const { rows } = await house.owner.query(
      `select (select count(*) from crisis_flag where position('want' in encode(words_sealed, 'escape')) > 0)::int as flags,
              (select count(*) from audit_entry where detail::text ~ 'live')::int as audit`,
    );
    expect(rows[0]).toEqual({ flags: 0, audit: 0 });
    expect((await recordedOf(house, patient)).map((entry) => entry.action)).toContain('crisis_flag.raised');
  });
});

describe('fault: risk shown as "low" when it is unknown or failed', () => {
  test('a message without alarming words changes no level and says nothing, and a flag sets no level', async () => {
    await send(patient, clinician, 'All is well, thank you');
    expect((await list(clinician)).items[0]).toMatchObject({ openFlags: 0, risk: { level: 'unknown' } });
    await send(patient, clinician, alarming);
    const [shown] = (await list(clinician)).items;
    expect(shown).toMatchObject({ openFlags: 1, risk: { level: 'unknown', assessedBy: null } });
    expect(shown!.flaggedSince).toBe((await flagsSeenBy(clinician))[0]!.raisedAt);
  });

  test('when flags cannot be stored the message is not accepted either', async () => {
    await house.owner.query('alter table crisis_flag add constraint broken check (list_version is null) not valid');
    const answer = await patient.call(sendMessage, { body: { to: clinician.id, clientId: 'x', body: alarming } });
    await house.owner.query('alter table crisis_flag drop constraint broken');
    expect(answer.status).toBe(500);
    expect((await list(clinician)).items[0]!.lastMessage).toBeNull();
    const again = await patient.call(sendMessage, { body: { to: clinician.id, clientId: 'x', body: alarming } });
    expect([again.status, again.body.help]).toEqual([201, true]);
  });
});

describe('seeing to a flag', () => {
  test('closes it for everybody who cares, once, and the first stands', async () => {
    const other = await aClinician(house, 'Olaf Other');
    await linked(house, patient, other);
    const sent = await send(patient, clinician, alarming);
    const [flag] = await flagsSeenBy(clinician);
    expect((await list(clinician)).items[0]!.flaggedIn).toEqual([sent.conversationId]);
    expect((await list(other)).items[0]!.flaggedIn).toEqual([]);
    const stranger = await aClinician(house);
    const acknowledge = (who: TestPerson) => who.call(acknowledgeFlag, { params: { id: flag!.id } });
    expect((await acknowledge(stranger)).problem.code).toBe('flag_not_found');
    expect((await acknowledge(patient)).problem.code).toBe('role_refused');
    const first = await acknowledge(clinician);
    expect(first.body).toMatchObject({ acknowledgedBy: { id: clinician.id }, words });
    expect((await acknowledge(other)).body).toEqual(first.body);
    expect((await list(clinician)).items[0]!.flaggedIn).toEqual([]);
    expect((await last(clinician, sent.conversationId)).flag).toMatchObject({ acknowledgedBy: { id: clinician.id } });
    expect((await list(other)).items[0]!.openFlags).toBe(0);
    const done = (await recordedOf(house, clinician)).filter((entry) => entry.action === 'crisis_flag.acknowledged');
    expect(done.map((entry) => entry.subject_id)).toEqual([flag!.id]);
    expect((await recordedOf(house, stranger)).at(-1)).toMatchObject({ action: 'acknowledgeFlag', outcome: 'denied' });
  });

  test('an open flag keeps its place on a full page, however many were raised and seen to after it', async () => {
    for (let n = 0; n < 3; n += 1) await send(patient, clinician, alarming);
    const [newest, middle, open] = await flagsSeenBy(clinician);
    for (const flag of [newest, middle]) await clinician.call(acknowledgeFlag, { params: { id: flag!.id } });
    const shown = async (limit: number) =>
      (await findFlags(house.deps.db, patient.id, limit, clinician.id)).map((flag) => flag.id);
    expect([await shown(1), await shown(2)]).toEqual([[open!.id], [newest!.id, open!.id]]);
    expect((await flagsSeenBy(clinician)).map((flag) => flag.id)).toEqual([newest!.id, middle!.id, open!.id]);
  });

  test('open flags come first, and the filter shows them alone', async () => {
    const [high] = await inCareOf(house, clinician, 'Hannah High');
    await assess(clinician, high!, 'critical');
    await send(patient, clinician, alarming);
    expect(await names(clinician)).toEqual(['Petra Plain', 'Hannah High']);
    expect(await names(clinician, { filter: 'flagged' })).toEqual(['Petra Plain']);
  });
});

describe('the list of a clinic', () => {
  test('is changed by admins, holds from the next send on, carries its number and is recorded without the words', async () => {
    const admin = await anAdmin(house);
    const before = await admin.call(readCrisisWords);
    expect(before.body).toMatchObject({ number: 0, version: listVersion, additions: [], changedBy: null });
    const change = (number: number, additions: string[], removals: string[] = []) =>
      admin.call(changeCrisisWords, { body: { number, additions, removals } });
    const made = await change(0, ['purple umbrella'], ['slang']);
    expect(made.body).toMatchObject({ number: 1, version: `${listVersion}+1`, changedBy: { id: admin.id } });
    expect((await change(0, ['purple umbrella'], ['slang'])).body.number).toBe(1);
    expect((await change(0, ['something else'])).problem.code).toBe('crisis_words_changed');
    expect((await change(1, ['...'])).status).toBe(400);
    expect((await change(1, [], ['no-such-entry'])).status).toBe(400);
    expect((await patient.call(readCrisisEdits)).body).toEqual({
      number: 1,
      additions: ['purple umbrella'],
      removals: ['slang'],
    });
    expect((await send(patient, clinician, 'My purple  Umbrella')).help).toBe(true);
    expect((await send(patient, clinician, 'kms')).help).toBe(false);
    expect((await flagsSeenBy(clinician))[0]).toMatchObject({
      words: ['purple Umbrella'],
      listVersion: `${listVersion}+1`,
    });
    expect((await change(1, [])).body.number).toBe(2);
    expect((await send(patient, clinician, 'kms')).help).toBe(true);
    const changes = (await recordedOf(house, admin)).filter((entry) => entry.action === 'crisis_words.changed');
    expect(changes.map((entry) => entry.detail)).toEqual([
      { number: 1, additions: 1, removals: ['slang'] },
      { number: 2, additions: 0, removals: [] },
    ]);
  });
});
