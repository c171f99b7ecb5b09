// Notifications: they say that there is something new, never what, and never too often, too late or at night.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changeMe } from '../../../contract/accounts.ts';
import { readHealth } from '../../../contract/administration.ts';
import { askCareLink } from '../../../contract/care-links.ts';
import { createGroup } from '../../../contract/groups.ts';
import { markConversationRead, sendMessage } from '../../../contract/messages.ts';
import * as contract from '../../../contract/notifications.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { LiveWindow } from '../../testing/live.ts';
import { notifyAfter, notifyNow } from '../../testing/notifying.ts';
import { aClinician, anAdmin, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';
import { openPostOffice } from '../../testing/smtp.ts';
import type { PostOffice } from '../../testing/smtp.ts';
import { ofMessages } from './notification.store.ts';

const minute = 60_000;
const hour = 60 * minute;
let house: House;
let office: PostOffice;
let patient: TestPerson;
let clinician: TestPerson;
let address: string;

beforeAll(async () => {
  office = await openPostOffice();
  house = await openHouse({ SMTP_URL: office.url });
});
let people = 0;
beforeEach(async () => {
  patient = await aPatient(house, 'Canaria Patientname');
  clinician = await aClinician(house, 'Canaria Clinicianname');
  await linked(house, patient, clinician);
  address = `patient${(people += 1)}@clinic.example`;
  await house.owner.query('update account set email = $2 where id = $1', [patient.id, address]);
  await settle();
  office.mails.length = 0;
});
afterAll(async () => {
  await house.stop();
  await office.stop();
});

let count = 0;
const write = async (by: TestPerson, to: TestPerson) =>
  (
    await by.call(sendMessage, {
      body: { to: to.id, clientId: `n-${(count += 1)}`, body: 'canary-body', subject: 'canary-subject' },
    })
  ).body;
const invite = () =>
  clinician.call(createGroup, { body: { clientId: `g-${(count += 1)}`, subject: 'Walks', memberIds: [patient.id] } });
const settle = () => notifyNow(house);
const afterwards = (milliseconds: number) => notifyAfter(house, milliseconds);
const listed = async (of: TestPerson) => (await of.call(contract.listNotifications)).body;
const mailsTo = (to = address) => office.mails.filter((mail) => mail.to.includes(to));
const set = (body: Record<string, unknown>, of = patient) => of.call(contract.changeNotificationSettings, { body });

describe('fault: settings that fail before the first write or reset what was not sent', () => {
  const defaults = { inApp: true, email: true, push: true, digest: false, digestTime: '08:00', quietHours: null };
  test('they can be read before anything was written, and a change keeps the rest', async () => {
    const first = await patient.call(contract.readNotificationSettings);
    expect([first.status, first.body]).toMatchObject([200, { ...defaults, emailAvailable: true }]);
    await set({ email: false, quietHours: { from: '22:00', to: '07:00' } });
    const second = await set({ push: false });
    expect(second.body).toMatchObject({
      ...defaults,
      email: false,
      push: false,
      quietHours: { from: '22:00', to: '07:00' },
    });
    expect((await set({})).body).toEqual(second.body);
    expect((await set({ quietHours: null })).body.quietHours).toBeNull();
    const wrong = await set({ quietHours: { from: '25:00', to: '07:00' }, digestTime: 'noon' });
    expect(wrong.problem.issues?.map((issue) => issue.path)).toEqual(['body.digestTime', 'body.quietHours.from']);
  });

  test('two changes at once both hold', async () => {
    await Promise.all([set({ email: false }), set({ push: false }), set({ digest: true })]);
    expect((await patient.call(contract.readNotificationSettings)).body).toMatchObject({
      email: false,
      push: false,
      digest: true,
    });
  });
});

describe('in the house', () => {
  test('several messages in one conversation are one, which goes when they are read anywhere', async () => {
    const first = await write(clinician, patient);
    const second = await write(clinician, patient);
    const window = await LiveWindow.open(house, patient);
    await settle();
    const { items, unread } = await listed(patient);
    expect([unread, items]).toMatchObject([1, [{ kind: 'message', subjectId: first.conversationId, readAt: null }]]);
    await patient.call(markConversationRead, { params: { id: first.conversationId }, body: { upTo: second.id } });
    await settle();
    expect((await listed(patient)).unread).toBe(0);
    await window.until(() => window.of('notification.changed').length > 0);
    await window.close();
  });

  test('asking for care notifies whoever was asked; nobody else, and not who asked', async () => {
    const other = await aClinician(house);
    await patient.call(askCareLink, { body: { accountId: other.id } });
    await settle();
    expect((await listed(other)).items).toMatchObject([{ kind: 'care_link', readAt: null }]);
    expect((await listed(patient)).items).toEqual([]);
    const [{ id }] = (await listed(other)).items as unknown as [{ id: string }];
    expect((await patient.call(contract.markNotificationRead, { params: { id } })).problem.code).toBe(
      'notification_not_found',
    );
    expect((await other.call(contract.markNotificationRead, { params: { id } })).body.readAt).not.toBeNull();
    expect((await listed(other)).unread).toBe(0);
    await set({ inApp: false }, other);
    expect(await listed(other)).toEqual({ items: [], nextCursor: null, unread: 0 });
  });
});

describe('by e-mail', () => {
  test('fault: notifications quoting the message: after two minutes, once, with no word or name of it', async () => {
    await afterwards(3 * minute);
    office.mails.length = 0;
    await write(clinician, patient);
    await write(clinician, patient);
    await afterwards(minute);
    expect(mailsTo()).toEqual([]);
    await afterwards(2 * minute);
    expect(mailsTo()).toHaveLength(1);
    expect(mailsTo()[0]!.source).toContain('There is something new for you');
    expect(JSON.stringify(office.mails)).not.toMatch(/canar/i);
    expect(house.logged.join('\n')).not.toMatch(/canar/i);
    await write(clinician, patient);
    await afterwards(10 * minute);
    expect(mailsTo()).toHaveLength(1);
    await afterwards(hour);
    expect(mailsTo()).toHaveLength(2);
  });

  test('whatever comes within an hour, and of whatever kind, is one e-mail and then another', async () => {
    await write(clinician, patient);
    await afterwards(12 * 1_000);
    await invite();
    await afterwards(98 * 1_000);
    expect(mailsTo()).toEqual([]);
    await afterwards(11 * 1_000);
    expect(mailsTo()).toHaveLength(1);
    await invite();
    for (let passed = 0; passed < 59; passed += 1) await afterwards(minute);
    expect(mailsTo()).toHaveLength(1);
    await afterwards(2 * minute);
    expect(mailsTo()).toHaveLength(2);
    await afterwards(2 * hour);
    expect(mailsTo()).toHaveLength(2);
  });

  test('what was read in time needs none, and whoever wants none gets none', async () => {
    await afterwards(3 * minute);
    office.mails.length = 0;
    const message = await write(clinician, patient);
    await patient.call(markConversationRead, { params: { id: message.conversationId }, body: { upTo: message.id } });
    await afterwards(3 * minute);
    await set({ email: false });
    await write(clinician, patient);
    await afterwards(3 * minute);
    expect(mailsTo()).toEqual([]);
  });

  test('at night it waits for the morning', async () => {
    await afterwards(3 * minute);
    office.mails.length = 0;
    const clock = (offset: number) => new Date(house.deps.clock().getTime() + offset).toISOString().slice(11, 16);
    await patient.call(changeMe, { body: { timeZone: 'UTC' } });
    await set({ quietHours: { from: clock(-hour), to: clock(3 * hour) } });
    await write(clinician, patient);
    await afterwards(2 * hour);
    expect(mailsTo()).toEqual([]);
    await afterwards(hour + minute);
    expect(mailsTo()).toHaveLength(1);
  });

  test('a failing server loses nothing: it is tried again, and admins see that it fails', async () => {
    await afterwards(3 * minute);
    office.mails.length = 0;
    const admin = await anAdmin(house);
    office.refusing = true;
    await write(clinician, patient);
    await afterwards(3 * minute);
    const { mail, problems } = (await admin.call(readHealth)).body;
    expect([mail, problems]).toMatchObject([
      { configured: true, givenUp: 0 },
      expect.arrayContaining(['mail_failing']),
    ]);
    expect(mail.retrying).toBeGreaterThan(0);
    office.refusing = false;
    await settle();
    expect(mailsTo()).toEqual([]);
    await afterwards(2 * minute);
    expect(mailsTo()).toHaveLength(1);
    expect((await admin.call(readHealth)).body.problems).not.toContain('mail_failing');
  });

  test('once a day, at the hour that was asked for, and only while something is unread', async () => {
    await afterwards(3 * minute);
    const message = await write(clinician, patient);
    const at = new Date(house.deps.clock().getTime() + 2 * hour).toISOString().slice(11, 16);
    await patient.call(changeMe, { body: { timeZone: 'UTC' } });
    await set({ digest: true, digestTime: at });
    office.mails.length = 0;
    await afterwards(2 * hour - 2 * minute);
    expect(mailsTo()).toEqual([]);
    await afterwards(3 * minute);
    expect(mailsTo()).toHaveLength(1);
    expect(mailsTo()[0]!.source).not.toMatch(/canar/i);
    await patient.call(markConversationRead, { params: { id: message.conversationId }, body: { upTo: message.id } });
    for (const { id } of (await listed(patient)).items)
      await patient.call(contract.markNotificationRead, { params: { id } });
    await afterwards(24 * hour);
    expect(mailsTo()).toHaveLength(1);
  });
});

test('what it costs to notify of one message does not grow with what the clinic has unread', async () => {
  const { body } = await patient.call(sendMessage, { body: { to: clinician.id, clientId: 'n-cost', body: 'Hello' } });
  const db = await house.owner.connect();
  try {
    await db.query('begin');
    await db.query('set local statement_timeout = 0');
    await db.query(
      `with stored as (
         insert into message (id, conversation_id, seq, sender_id, client_id, body_sealed, sent_at)
         select gen_random_uuid(), conversation_id, seq + n, sender_id, 'cost-' || n, body_sealed, sent_at
         from message, generate_series(1, 20000) n where id = $1
         returning id, conversation_id, seq)
       insert into receipt (message_id, account_id, conversation_id, seq, delivered_at, read_at)
       select id, $2, conversation_id, seq, now(), now() from stored`,
      [body.id, clinician.id],
    );
    // Statistics of a quiet moment: a plan that counts on few unread ones must be no trap when there are many.
    await db.query('analyze receipt');
    await db.query('update receipt set read_at = null');
    await db.query('set local plan_cache_mode = force_generic_plan');
    await db.query(`prepare notifying (timestamptz, uuid[]) as ${ofMessages.text}`);
    const { rows } = await db.query(`explain (analyze, format json) execute notifying (now(), '{${body.id}}')`);
    const [{ Plan: plan }] = rows[0]['QUERY PLAN'];
    expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']).toBeLessThan(500);
  } finally {
    await db.query('rollback');
    await db.query('deallocate all');
    db.release();
  }
});
