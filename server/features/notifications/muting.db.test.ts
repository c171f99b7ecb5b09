// A muted conversation: nothing tells of its messages, they count all the same, and words that worry still come through.
import { createECDH, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeMe } from '../../../contract/accounts.ts';
import { archiveConversation } from '../../../contract/archiving.ts';
import { countUnread, listConversations, sendMessage } from '../../../contract/messages.ts';
import { muteConversation, unmuteConversation } from '../../../contract/muting.ts';
import { changeNotificationSettings, listNotifications, subscribePush } from '../../../contract/notifications.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { LiveWindow } from '../../testing/live.ts';
import { notifyAfter, notifyNow } from '../../testing/notifying.ts';
import { recordedOf } from '../../testing/patients.ts';
import { aClinician, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';
import { openPostOffice } from '../../testing/smtp.ts';
import type { PostOffice } from '../../testing/smtp.ts';

const minute = 60_000;
const hour = 60 * minute;
let house: House;
let office: PostOffice;
let devices: http.Server;
let pushed: string[] = [];
let patient: TestPerson;
let clinician: TestPerson;
let muted: string;

beforeAll(async () => {
  office = await openPostOffice();
  house = await openHouse({ SMTP_URL: office.url, PUSH_LOCAL: 'yes' });
  devices = http.createServer((request, response) => {
    pushed.push(request.url!);
    response.writeHead(201).end();
  });
  await once(devices.listen(0, '127.0.0.1'), 'listening');
});
beforeEach(async () => {
  patient = await aPatient(house);
  clinician = await aClinician(house);
  await linked(house, patient, clinician);
  muted = (await write(clinician, patient)).conversationId;
  await notifyAfter(house, 2 * hour);
  for (const who of [patient, clinician]) {
    await house.owner.query('update account set email = $2 where id = $1', [who.id, `${who.id}@clinic.example`]);
    const keys = createECDH('prime256v1').generateKeys('base64url');
    const endpoint = `http://127.0.0.1:${(devices.address() as AddressInfo).port}/${who.id}`;
    await who.call(subscribePush, {
      body: { endpoint, keys: { p256dh: keys, auth: randomBytes(16).toString('base64url') } },
    });
  }
});
afterAll(async () => {
  await house.stop();
  await office.stop();
  devices.close();
});

const write = async (by: TestPerson, to: TestPerson, body = 'Good morning') =>
  (await by.call(sendMessage, { body: { to: to.id, clientId: crypto.randomUUID(), body } })).body;
const mute = (by: TestPerson) => by.call(muteConversation, { params: { id: muted } });
const unmute = (by: TestPerson) => by.call(unmuteConversation, { params: { id: muted } });
/** What reached somebody since the last time, after every wait is over. */
async function reached(who: TestPerson) {
  office.mails.length = 0;
  pushed = [];
  await notifyAfter(house, 2 * hour);
  const { items } = (await who.call(listNotifications)).body;
  return {
    mails: office.mails.filter((mail) => mail.to.includes(`${who.id}@clinic.example`)).length,
    pushes: pushed.filter((path) => path === `/${who.id}`).length,
    listed: items.filter((item) => item.readAt === null).map(({ kind, subjectId }) => [kind, subjectId]),
  };
}
const nothing = { mails: 0, pushes: 0, listed: [] };

test('nothing tells of its messages while another conversation does, they count as unread, and later it tells again', async () => {
  expect((await mute(patient)).status).toBe(204);
  await notifyNow(house);
  await write(clinician, patient);
  expect(await reached(patient)).toEqual(nothing);
  expect((await patient.call(countUnread)).body.unread).toBe(2);
  const other = await aClinician(house);
  await linked(house, patient, other);
  const { conversationId } = await write(other, patient);
  expect(await reached(patient)).toEqual({ mails: 1, pushes: 1, listed: [['message', conversationId]] });
  await unmute(patient);
  await write(clinician, patient);
  const both = expect.arrayContaining([
    ['message', muted],
    ['message', conversationId],
  ]);
  expect(await reached(patient)).toEqual({ mails: 1, pushes: 1, listed: both });
});

test('what was about to be told is not told any more', async () => {
  await write(clinician, patient);
  await notifyNow(house);
  await mute(patient);
  expect(await reached(patient)).toEqual(nothing);
});

test('nor is what was about to be told of a conversation that is put away', async () => {
  await write(clinician, patient);
  await notifyNow(house);
  await patient.call(archiveConversation, { params: { id: muted } });
  expect(await reached(patient)).toEqual(nothing);
});

test('it alone is no reason for a daily summary', async () => {
  await mute(patient);
  const at = new Date(house.deps.clock().getTime() + hour).toISOString().slice(11, 16);
  await patient.call(changeMe, { body: { timeZone: 'UTC' } });
  await patient.call(changeNotificationSettings, { body: { digest: true, digestTime: at } });
  await write(clinician, patient);
  expect(await reached(patient)).toEqual(nothing);
});

test('words that worry reach a clinician who muted the conversation, by every way', async () => {
  await mute(clinician);
  const { flag, help } = await write(patient, clinician, 'Hello. I dont want to live anymore');
  expect([flag, help]).toEqual([null, true]);
  expect(await reached(clinician)).toEqual({ mails: 1, pushes: 1, listed: [['crisis_flag', patient.id]] });
});

test('it is mine alone, told to my windows once, and on the record without saying more', async () => {
  const [mine, theirs] = await Promise.all([patient, clinician].map((who) => LiveWindow.open(house, who)));
  const seenBy = async (who: TestPerson) => (await who.call(listConversations)).body.items[0]!.mutedAt;
  await mute(patient);
  const since = await seenBy(patient);
  await mute(patient);
  expect([since, await seenBy(patient), await seenBy(clinician)]).toEqual([expect.any(String), since, null]);
  await unmute(patient);
  await unmute(patient);
  await write(patient, clinician, 'Afterwards');
  await Promise.all([mine!, theirs!].map((window) => window.untilText('Afterwards')));
  expect(mine!.of('conversation.muted').map((event) => [event.conversationId, event.mutedAt])).toEqual([
    [muted, since],
    [muted, null],
  ]);
  expect(theirs!.of('conversation.muted')).toEqual([]);
  const recorded = (await recordedOf(house, patient)).filter((entry) => /muted/.test(entry.action));
  expect(recorded.map((entry) => [entry.action, entry.subject_id])).toEqual([
    ['conversation.muted', muted],
    ['conversation.unmuted', muted],
  ]);
  await Promise.all([mine!.close(), theirs!.close()]);
});
