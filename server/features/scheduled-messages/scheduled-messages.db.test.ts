// Scheduled messages: invisible before their time, sent once at it, and only to whom the author may write then.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { changeAccount } from '../../../contract/admin-accounts.ts';
import { blockAccount } from '../../../contract/blocks.ts';
import { changeCareLink } from '../../../contract/care-links.ts';
import { countUnread, listConversations, listSent, readThread } from '../../../contract/messages.ts';
import * as contract from '../../../contract/scheduled-messages.ts';
import type { ScheduledMessage } from '../../../contract/scheduled-messages.ts';
import { openHouse } from '../../testing/house.ts';
import type { House, Process } from '../../testing/house.ts';
import { LiveWindow } from '../../testing/live.ts';
import { sendOverdue } from './send-due.ts';
import { aClinician, anAdmin, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';

const minute = 60_000;
const hour = 60 * minute;
let house: House;
let other: Process;
let patient: TestPerson;
let clinician: TestPerson;
let careLinkId: string;
let window: LiveWindow;

beforeAll(async () => {
  house = await openHouse();
  other = await house.startProcess();
  await Promise.all([house.startJobs(), other.startJobs()]);
});
beforeEach(async () => {
  patient = await aPatient(house);
  clinician = await aClinician(house);
  careLinkId = await linked(house, patient, clinician);
  window = await LiveWindow.open(house, clinician);
  return () => window.close();
});
afterAll(async () => {
  await other.stop();
  await house.stop();
});

let count = 0;
const inFuture = (milliseconds: number) => new Date(house.deps.clock().getTime() + milliseconds).toISOString();
const schedule = (by: TestPerson, body: Record<string, unknown> = {}) =>
  by.call(contract.scheduleMessage, {
    body: { to: patient.id, clientId: `s-${(count += 1)}`, body: 'See you on Monday', sendAt: inFuture(hour), ...body },
  });
const listed = async (by: TestPerson, query = {}) => (await by.call(contract.listScheduled, { query })).body.items;
const oneOf = async (by: TestPerson, id: string) => (await listed(by)).find((item) => item.id === id)!;
const settled = (status: ScheduledMessage['status'], id: string) =>
  window.until(() =>
    window.of('scheduled-message.changed').some((event) => event.scheduledMessageId === id && event.status === status),
  );
const texts = async (of: TestPerson): Promise<string[]> => {
  const [conversation] = (await of.call(listConversations)).body.items;
  if (!conversation) return [];
  const thread = await of.call(readThread, { params: { id: conversation.id } });
  return thread.body.items.map((item) => item.body);
};

describe('fault: scheduled messages visible at once, or never sent', () => {
  test('a machine whose clock is hours ahead or behind sends what is due, and nothing before its time', async () => {
    const [soon, due] = [await schedule(clinician), await schedule(clinician)];
    const own = Date.now.bind(Date);
    try {
      const clock = vi.spyOn(Date, 'now').mockImplementation(() => own() + 14 * hour);
      await sendOverdue(house.deps);
      await house.owner.query(`update scheduled_message set send_at = now() - interval '1 minute' where id = $1`, [
        due.body.id,
      ]);
      clock.mockImplementation(() => own() - 3 * hour);
      await sendOverdue(house.deps);
    } finally {
      vi.restoreAllMocks();
    }
    expect(await oneOf(clinician, soon.body.id)).toMatchObject({ status: 'scheduled', failure: null });
    expect(await oneOf(clinician, due.body.id)).toMatchObject({ status: 'sent' });
    const { rows } = await house.owner.query(
      `select from scheduled_message s join message m on m.id = s.message_id where s.id = $1 and m.sent_at >= s.send_at`,
      [due.body.id],
    );
    expect(rows).toHaveLength(1);
  });

  test('nobody else sees it before its time; then it is there once, though two processes look for it', async () => {
    const { body: made, status } = await schedule(clinician, { subject: 'Monday' });
    expect([status, made.status, made.to?.id, made.failure]).toEqual([201, 'scheduled', patient.id, null]);
    await house.letTimePass(hour - minute);
    expect((await patient.call(listConversations)).body.items).toEqual([]);
    expect((await clinician.call(listSent)).body.items).toEqual([]);
    expect((await patient.call(countUnread)).body.unread).toBe(0);
    await house.letTimePass(minute);
    await settled('sent', made.id);
    expect(await texts(patient)).toEqual(['See you on Monday']);
    expect((await patient.call(countUnread)).body.unread).toBe(1);
    const after = await oneOf(clinician, made.id);
    expect([after.status, after.messageId === null]).toEqual(['sent', false]);
    expect((await clinician.call(listSent)).body.items[0]).toMatchObject({ id: after.messageId, subject: 'Monday' });
  });

  test('its text and time can be changed until then, and the old time sends nothing', async () => {
    const { body: made } = await schedule(clinician);
    const params = { id: made.id };
    const body = { body: 'See you on Tuesday', subject: 'Tuesday', sendAt: inFuture(3 * hour) };
    const changed = await clinician.call(contract.changeScheduled, { params, body });
    expect(changed.body).toMatchObject({ ...body, status: 'scheduled' });
    const { body: mark } = await schedule(clinician, { body: 'Between', sendAt: inFuture(2 * hour) });
    await house.letTimePass(2 * hour);
    await settled('sent', mark.id);
    expect((await oneOf(clinician, made.id)).status).toBe('scheduled');
    await house.letTimePass(hour);
    await settled('sent', made.id);
    expect(await texts(patient)).toEqual(['Between', 'See you on Tuesday']);
    const late = await clinician.call(contract.changeScheduled, { params, body: { body: 'Too late' } });
    expect([late.status, late.problem.code]).toEqual([409, 'scheduled_message_settled']);
    expect((await clinician.call(contract.cancelScheduled, { params })).status).toBe(409);
  });

  test('a cancelled one is never sent and says so', async () => {
    const { body: made } = await schedule(clinician);
    const { body: mark } = await schedule(clinician, { body: 'The other' });
    expect((await clinician.call(contract.cancelScheduled, { params: { id: made.id } })).status).toBe(204);
    expect((await clinician.call(contract.cancelScheduled, { params: { id: made.id } })).status).toBe(204);
    await house.letTimePass(hour);
    await settled('sent', mark.id);
    expect(await texts(patient)).toEqual(['The other']);
    expect((await oneOf(clinician, made.id)).status).toBe('cancelled');
  });

  test('a thousand that are due at one instant are all sent, once each', async () => {
    const sendAt = inFuture(hour);
    // More at once than this would be told to come back.
    for (let set = 0; set < 10; set += 1) {
      const made = await Promise.all(
        Array.from({ length: 100 }, (_, index) => schedule(clinician, { body: `Due ${set} ${index}`, sendAt })),
      );
      expect(new Set(made.map((answer) => answer.status))).toEqual(new Set([201]));
    }
    await house.letTimePass(hour);
    await window.until(() => window.of('message.sent').length >= 1_000);
    const { rows } = await house.owner.query<{ sent: number; messages: number }>(
      `select count(*) filter (where status = 'sent') as sent, (select count(*) from message where sender_id = $1) as messages
       from scheduled_message where author_id = $1`,
      [clinician.id],
    );
    expect(rows[0]).toEqual({ sent: 1_000, messages: 1_000 });
  });

  test('one without a job, as after a restored backup, is found and sent', async () => {
    const { body: made } = await schedule(clinician);
    await house.owner.query(`delete from job.job where data ->> 'id' = $1`, [made.id]);
    await house.letTimePass(hour + 2 * minute);
    const third = await house.startProcess();
    await third.startJobs();
    await settled('sent', made.id);
    await third.stop();
  });
});

describe('at its time everything is looked at again', () => {
  test.each([
    ['the patient blocks the clinician', 'recipient_unavailable', () => block(patient, clinician)],
    ['the clinician blocks the patient', 'you_blocked_them', () => block(clinician, patient)],
    [
      'the care link ends',
      'care_link_ended',
      () => patient.call(changeCareLink, { params: { id: careLinkId }, body: { status: 'ended' } }),
    ],
    ['the patient is deactivated', 'recipient_not_found', () => deactivate(patient)],
  ])('when %s it fails as %s, visibly, and nothing is sent', async (_what, failure, happens) => {
    const { body: made } = await schedule(clinician);
    expect((await happens()).status).toBeLessThan(300);
    await house.letTimePass(hour);
    await settled('failed', made.id);
    expect(await oneOf(clinician, made.id)).toMatchObject({ status: 'failed', failure, messageId: null });
    const { rows } = await house.owner.query<{ n: number }>('select count(*) as n from message where sender_id = $1', [
      clinician.id,
    ]);
    expect(rows[0]!.n).toBe(0);
  });

  test('an author who was deactivated sends nothing', async () => {
    const { body: made } = await schedule(clinician);
    const admin = await anAdmin(house);
    const watching = await LiveWindow.open(house, patient);
    const { body: mark } = await schedule(admin, { sendAt: inFuture(hour) });
    expect((await deactivate(clinician)).status).toBe(200);
    await house.letTimePass(hour);
    await watching.untilText('See you on Monday');
    await watching.close();
    expect(mark.id).not.toBe(made.id);
    const { rows } = await house.owner.query('select status, failure from scheduled_message where id = $1', [made.id]);
    expect(rows).toEqual([{ status: 'failed', failure: 'author_deactivated' }]);
  });

  test('more than twelve hours late it is never a surprise: failed, expired', async () => {
    const { body: made } = await schedule(clinician);
    house.advance(13 * hour + minute);
    await house.letTimePass(hour);
    await settled('failed', made.id);
    expect((await oneOf(clinician, made.id)).failure).toBe('expired');
    expect((await patient.call(listConversations)).body.items).toEqual([]);
    expect((await clinician.call(contract.cancelScheduled, { params: { id: made.id } })).status).toBe(204);
    expect(await listed(clinician, { status: 'failed' })).toEqual([]);
    expect(await oneOf(clinician, made.id)).toMatchObject({ status: 'cancelled', failure: null });
  });
});

const block = (by: TestPerson, whom: TestPerson) =>
  by.call(blockAccount, { params: { accountId: whom.id }, body: { reason: 'A reason' } });

async function deactivate(person: TestPerson) {
  const admin = await anAdmin(house);
  return admin.call(changeAccount, { params: { id: person.id }, body: { deactivated: true } });
}
