// Broadcasts: one text, each recipient alone with it, and never anybody who may not be written to.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changeAccount } from '../../../contract/admin-accounts.ts';
import { blockAccount } from '../../../contract/blocks.ts';
import * as contract from '../../../contract/broadcasts.ts';
import type { Broadcast } from '../../../contract/broadcasts.ts';
import { changeCareLink } from '../../../contract/care-links.ts';
import {
  countUnread,
  listConversations,
  listSent,
  markConversationRead,
  readThread,
  sendMessage,
  sendToConversation,
} from '../../../contract/messages.ts';
import { openHouse } from '../../testing/house.ts';
import type { House, Process } from '../../testing/house.ts';
import { LiveWindow } from '../../testing/live.ts';
import { aClinician, anAdmin, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';

let house: House;
let other: Process;
let clinician: TestPerson;
let admin: TestPerson;
let patients: [TestPerson, TestPerson, TestPerson];
let links: string[];
let window: LiveWindow;

beforeAll(async () => {
  house = await openHouse();
  other = await house.startProcess();
  await Promise.all([house.startJobs(), other.startJobs()]);
});
beforeEach(async () => {
  clinician = await aClinician(house);
  admin = await anAdmin(house);
  patients = [await aPatient(house, 'Ada'), await aPatient(house, 'Ben'), await aPatient(house, 'Cleo')];
  links = await Promise.all(patients.map((patient) => linked(house, patient, clinician)));
  window = await LiveWindow.open(house, clinician);
  return () => window.close();
});
afterAll(async () => {
  await other.stop();
  await house.stop();
});

let count = 0;
const tell = (by: TestPerson, body: Record<string, unknown> = {}) =>
  by.call(by.role === 'admin' ? contract.createAdminBroadcast : contract.createClinicianBroadcast, {
    body: { audience: 'all', clientId: `b-${(count += 1)}`, body: 'The practice is closed on Friday', ...body },
  });
const completed = (id: string, at = window) =>
  at.until(() => at.of('broadcast.progressed').some((event) => event.broadcastId === id && event.completed));
const told = async (body: Record<string, unknown> = {}) => {
  const made = await tell(clinician, body);
  await completed(made.body.id);
  return made.body;
};
const inbox = async (of: TestPerson) => (await of.call(listConversations)).body.items;
const texts = async (of: TestPerson): Promise<string[]> => {
  const threads = await Promise.all(
    (await inbox(of)).map(({ id }) => of.call(readThread, { params: { id } }).then(({ body }) => body.items)),
  );
  return threads.flat().map((item) => item.body);
};
const reach = async (id: string): Promise<Broadcast['reach']> =>
  (await clinician.call(contract.listClinicianBroadcasts)).body.items.find((item) => item.id === id)!.reach;

describe('fault: broadcasts that show recipients to each other', () => {
  test('each has it alone, and nothing anywhere names another', async () => {
    const { id } = await told({ subject: 'Friday', urgent: true });
    for (const patient of patients) {
      const [conversation, ...more] = await inbox(patient);
      expect(more).toEqual([]);
      expect(conversation).toMatchObject({
        kind: 'announcement',
        peer: { id: clinician.id },
        unread: 1,
        sendRefusal: 'announcement_one_way',
      });
      const thread = await patient.call(readThread, { params: { id: conversation!.id } });
      expect(thread.body.items).toMatchObject([{ subject: 'Friday', broadcast: { urgent: true }, receipts: [] }]);
      for (const stranger of patients.filter((one) => one !== patient)) {
        expect(JSON.stringify([conversation, thread.body])).not.toContain(stranger.id);
        const look = await stranger.call(readThread, { params: { id: conversation!.id } });
        expect(look.problem.code).toBe('conversation_not_found');
      }
    }
    expect(await reach(id)).toEqual({ total: 3, sent: 3, delivered: 3, read: 0, skipped: 0 });
  });

  test('the author does not find 3 copies in Sent, and cannot read where they arrived', async () => {
    await told();
    expect((await clinician.call(listSent)).body.items).toEqual([]);
    expect(await inbox(clinician)).toEqual([]);
    const [conversation] = await inbox(patients[0]);
    const look = await clinician.call(readThread, { params: { id: conversation!.id } });
    expect(look.problem.code).toBe('conversation_not_found');
  });
});

test('whoever answers writes to the author directly, also from among the announcements, while they may', async () => {
  await told();
  const [conversation] = await inbox(patients[0]);
  const into = (clientId: string) =>
    patients[0].call(sendToConversation, { params: { id: conversation!.id }, body: { clientId, body: 'Thank you' } });
  const first = await into('into');
  expect([first.status, first.body.receipts]).toMatchObject([201, [{ accountId: clinician.id }]]);
  const again = await into('into');
  expect([again.status, again.body.id]).toEqual([200, first.body.id]);
  const direct = await patients[0].call(sendMessage, {
    body: { to: conversation!.peer!.id, clientId: 'answer', body: 'Thank you' },
  });
  expect(direct.body.conversationId).toBe(first.body.conversationId);
  expect(await inbox(clinician)).toMatchObject([{ kind: 'direct', peer: { id: patients[0].id }, unread: 2 }]);

  await clinician.call(changeCareLink, { params: { id: links[0]! }, body: { status: 'ended' } });
  expect(await inbox(patients[0])).toMatchObject([
    { kind: 'direct', sendRefusal: 'care_link_ended' },
    { kind: 'announcement', sendRefusal: 'care_link_ended' },
  ]);
  const late = await into('late');
  expect([late.status, late.problem.code]).toEqual([403, 'announcement_one_way']);
  const stranger = await patients[1].call(sendToConversation, {
    params: { id: conversation!.id },
    body: { clientId: 'stranger', body: 'Hello' },
  });
  expect(stranger.problem.code).toBe('conversation_not_found');
});

test('how many have it and have read it is counted, and counts stay true', async () => {
  const { id } = await told();
  const [conversation] = await inbox(patients[1]);
  const upTo = conversation!.lastMessage!.id;
  await patients[1].call(markConversationRead, { params: { id: conversation!.id }, body: { upTo } });
  expect(await reach(id)).toEqual({ total: 3, sent: 3, delivered: 1, read: 1, skipped: 0 });
  expect((await patients[1].call(countUnread)).body.unread).toBe(0);
  expect((await patients[0].call(countUnread)).body.unread).toBe(1);
});

test('it arrives in an open window, and a second one lands in the same place', async () => {
  const open = await LiveWindow.open(house, patients[0]);
  await told();
  await told({ body: 'And on Monday' });
  await open.until(() => open.of('message.sent').length === 2);
  const [first, second] = open.of('message.sent');
  expect(second!.message.conversationId).toBe(first!.message.conversationId);
  expect([first!.message.seq, second!.message.seq, second!.unread.total]).toEqual([1, 2, 2]);
  await open.close();
});

test('whoever blocks or is blocked by the clinician is skipped; so is whose care has ended', async () => {
  await patients[0].call(blockAccount, { params: { accountId: clinician.id }, body: {} });
  await clinician.call(changeCareLink, { params: { id: links[1]! }, body: { status: 'ended' } });
  const shown = await clinician.call(contract.previewClinicianBroadcast, { body: { audience: 'all' } });
  expect(shown.body).toMatchObject({ total: 1, skipped: 1, people: [{ id: patients[2].id }] });
  const { id } = await told();
  expect([await texts(patients[0]), await texts(patients[1])]).toEqual([[], []]);
  expect(await texts(patients[2])).toEqual(['The practice is closed on Friday']);
  expect(await reach(id)).toMatchObject({ total: 2, sent: 1, skipped: 1 });
  await clinician.call(blockAccount, { params: { accountId: patients[2].id }, body: { reason: 'A reason' } });
  const nobody = await tell(clinician);
  expect([nobody.status, nobody.problem.code]).toEqual([409, 'audience_empty']);
});

test('only some of my patients; one who is not mine is nobody, and then nobody is told', async () => {
  const chosen = [patients[0].id, patients[2].id];
  await told({ audience: chosen });
  expect(await texts(patients[1])).toEqual([]);
  expect(await texts(patients[2])).toHaveLength(1);
  const stranger = await aPatient(house);
  for (const foreign of [stranger.id, house.deps.newId()]) {
    const audience = [...chosen, foreign];
    const refused = await tell(clinician, { audience });
    expect([refused.status, refused.problem.code]).toEqual([404, 'recipient_not_found']);
    const looked = await clinician.call(contract.previewClinicianBroadcast, { body: { audience } });
    expect(looked.problem.code).toBe('recipient_not_found');
  }
  expect(await texts(patients[2])).toHaveLength(1);
});

test('the clinic tells everybody of a role, also whoever blocked somebody; the deactivated are not told', async () => {
  const gone = await aPatient(house);
  await admin.call(changeAccount, { params: { id: gone.id }, body: { deactivated: true } });
  const before = await admin.call(contract.previewAdminBroadcast, { body: { audience: 'patients' } });
  const adminWindow = await LiveWindow.open(house, admin);
  const made = await tell(admin, { audience: 'patients', body: 'Clinic closed' });
  await completed(made.body.id, adminWindow);
  await adminWindow.close();
  expect(made.body.reach.total).toBe(before.body.total);
  expect(before.body.byRole).toEqual({ patient: before.body.total, clinician: 0, admin: 0 });
  expect(await texts(patients[0])).toEqual(['Clinic closed']);
  expect(await texts(clinician)).toEqual([]);
  const late = await aPatient(house);
  expect(await texts(late)).toEqual([]);
});

test('repeated with the same client id, at once or later, it goes out once', async () => {
  const body = { clientId: 'twice', body: 'Once only' };
  const answers = await Promise.all([tell(clinician, body), tell(clinician, body)]);
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 201]);
  await completed(answers[0].body.id);
  const again = await tell(clinician, body);
  expect([again.status, again.body.id, again.body.body]).toEqual([200, answers[0].body.id, 'Once only']);
  expect(await texts(patients[0])).toEqual(['Once only']);
});

test('fault: a changed broadcast that is lost as the repeat of the one before', async () => {
  const [ada, ben, cleo] = patients.map((patient) => patient.id);
  const first = { clientId: 'changed', audience: [ada, ben], subject: 'Friday', body: 'Closed' };
  const made = await tell(clinician, first);
  const same = await tell(clinician, { ...first, audience: [ben, ada!.toUpperCase(), ben] });
  expect([same.status, same.body.id]).toEqual([200, made.body.id]);
  const changes = [{ body: 'Open' }, { subject: null }, { urgent: true }, { audience: 'all' }];
  for (const change of [...changes, { audience: [ada] }, { audience: [ada, cleo] }, { audience: [ada, ben, cleo] }]) {
    const other = await tell(clinician, { ...first, ...change });
    expect([other.status, other.problem.code]).toEqual([409, 'client_id_reused']);
  }
});

test('what was said is sealed, and the audit says who told how many, not what', async () => {
  const { id } = await told({ subject: 'canary-subject', body: 'canary-body' });
  const { rows } = await house.owner.query<{ all: string }>(
    `select (select string_agg(encode(subject_sealed, 'escape') || encode(body_sealed, 'escape'), '') from broadcast)
            || (select string_agg(detail::text, '') from audit_entry) as all`,
  );
  expect(rows[0]!.all).not.toContain('canary');
  const { rows: entries } = await house.owner.query(
    `select actor_id, detail from audit_entry where action = 'broadcast.created' and subject_id = $1`,
    [id],
  );
  expect(entries).toEqual([
    { actor_id: clinician.id, detail: { audience: 'my_patients', urgent: false, recipients: 3, skipped: 0 } },
  ]);
});

test('a block, an ended link and a deactivation after it was made are looked at when it is delivered', async () => {
  // Without jobs until everything is changed: the two processes of this house work at once otherwise.
  const quiet = await openHouse();
  const maker = await aClinician(quiet);
  const three = [await aPatient(quiet), await aPatient(quiet), await aPatient(quiet), await aPatient(quiet)];
  const ids = await Promise.all(three.map((one) => linked(quiet, one, maker)));
  const chief = await anAdmin(quiet);
  const made = await tell(maker);
  await three[0]!.call(blockAccount, { params: { accountId: maker.id }, body: {} });
  await maker.call(changeCareLink, { params: { id: ids[1]! }, body: { status: 'ended' } });
  await chief.call(changeAccount, { params: { id: three[2]!.id }, body: { deactivated: true } });
  const watching = await LiveWindow.open(quiet, maker);
  await quiet.startJobs();
  await completed(made.body.id, watching);
  const { body } = await maker.call(contract.listClinicianBroadcasts);
  expect(body.items[0]!.reach).toMatchObject({ total: 4, sent: 1, skipped: 3 });
  expect(await texts(three[3]!)).toHaveLength(1);
  await watching.close();
  await quiet.stop();
});
