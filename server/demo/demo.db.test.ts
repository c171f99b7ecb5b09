// The demo clinic is believable, consistent, the same every time, and kept apart from real clinics.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAdminBroadcasts } from '../../contract/broadcasts.ts';
import { listCareLinks } from '../../contract/care-links.ts';
import { listInvitations } from '../../contract/groups.ts';
import { countUnread, listConversations, readThread } from '../../contract/messages.ts';
import { listPatients } from '../../contract/patients.ts';
import { listScheduled } from '../../contract/scheduled-messages.ts';
import { listTemplates } from '../../contract/templates.ts';
import { chainPending } from '../audit/checkpoint.ts';
import { verifyAudit } from '../audit/verify.ts';
import { openHouse } from '../testing/house.ts';
import type { House } from '../testing/house.ts';
import { aPatient, Browser } from '../testing/people.ts';
import { renewToken, signInWith } from '../testing/visitors.ts';
import { chanceFrom } from './chance.ts';
import { makeHistories } from './histories.ts';
import { demoPassword } from './people.ts';
import { isDemo, seedDemo } from './seed-demo.ts';

let house: House;
let words: string[];
beforeAll(async () => {
  house = await openHouse();
  words = await seedDemo(house.deps);
});
afterAll(() => house.stop());

async function signedIn(username: string): Promise<Browser> {
  const browser = new Browser(house);
  await renewToken(browser);
  expect((await signInWith(browser, username, demoPassword)).status).toBe(200);
  return browser;
}

const count = async (text: string) =>
  (await house.owner.query<{ n: number }>(`select count(*) as n from ${text}`)).rows[0]!.n;

test('there are 3 clinicians, 24 patients, 2 admins and care links in every state', async () => {
  expect(await count(`account where role = 'clinician'`)).toBe(3);
  expect(await count(`account where role = 'patient'`)).toBe(24);
  expect(await count(`account where role = 'admin'`)).toBe(2);
  const admin = await signedIn('nadia.rahman');
  const { body } = await admin.call(listCareLinks);
  const states = Map.groupBy(body.items, (link) =>
    link.status === 'pending'
      ? `pending, asked by ${link.askedBy === link.patient.id ? 'patient' : 'clinician'}`
      : link.status,
  );
  expect([...states.keys()].toSorted()).toEqual([
    'active',
    'ended',
    'pending, asked by clinician',
    'pending, asked by patient',
  ]);
});

test('every printed account signs in with the printed password', async () => {
  const printed = words
    .map((line) => /^(patient|clinician|admin) +(\S+) +(\S+)$/.exec(line))
    .filter((line) => line !== null);
  expect(new Set(printed.map(([, role]) => role)).size).toBe(3);
  for (const [, role, username, password] of printed) {
    const browser = new Browser(house);
    await renewToken(browser);
    const answer = await signInWith(browser, username!, password!);
    expect(answer.body.account?.role).toBe(role);
  }
});

test('a clinician finds months of conversations, unread and unanswered ones, that open and read as sentences', async () => {
  const clinician = await signedIn('amara.okafor');
  const { body: inbox } = await clinician.call(listConversations);
  expect(inbox.items.length).toBeGreaterThanOrEqual(8);
  expect(inbox.items.some((item) => item.unread > 0)).toBe(true);
  expect(inbox.items.some((item) => item.unread === 0 && item.lastMessage?.mine === false)).toBe(true);
  expect(inbox.items.some((item) => item.lastMessage?.mine)).toBe(true);
  const { body: unread } = await clinician.call(countUnread);
  expect(unread.unread).toBe(inbox.items.reduce((sum, item) => sum + item.unread, 0));
  for (const { id } of inbox.items) {
    const { body: thread } = await clinician.call(readThread, { params: { id }, query: { limit: 100 } });
    for (const { body, subject } of thread.items) expect(`${subject} ${body}`).not.toMatch(/[{}[\]|]|undefined/);
    expect(thread.items.map((item) => item.sentAt)).toEqual(thread.items.map((item) => item.sentAt).toSorted());
  }
});

test('there are groups with a history, and a patient finds an invitation she has not answered', async () => {
  const rosa = await signedIn('rosa.fernandes');
  const { body: own } = await rosa.call(listConversations, { query: { filter: 'groups' } });
  expect(own.items.map((item) => [item.subject, item.memberCount])).toEqual([['Planning my return to work', 3]]);
  const { body: invitations } = await rosa.call(listInvitations);
  expect(invitations.items.map((item) => [item.subject, item.invitedBy.displayName])).toEqual([
    ['Tuesday evening group', 'Dr Amara Okafor'],
  ]);
  const daniel = await signedIn('daniel.whitlock');
  const { body: inbox } = await daniel.call(listConversations, { query: { filter: 'groups' } });
  expect(inbox.items[0]).toMatchObject({
    subject: 'Tuesday evening group',
    memberCount: 6,
    unread: 1,
    lastMessage: { senderName: 'Grace Adeyemi' },
  });
  const { body: thread } = await daniel.call(readThread, { params: { id: inbox.items[0]!.id } });
  expect(thread.items.map((item) => item.kind).slice(0, 5)).toEqual(['joined', 'joined', 'joined', 'joined', 'text']);
});

test('people keep templates and plan messages; risk is known of some, one message waits for a clinician, a broadcast was read', async () => {
  const amara = await signedIn('amara.okafor');
  const { body: templates } = await amara.call(listTemplates);
  expect(templates.items.map((item) => item.shared).toSorted()).toEqual([false, false, false, true, true]);
  const { body: planned } = await amara.call(listScheduled);
  expect(planned.items).toHaveLength(2);
  const { body: seen } = await amara.call(listPatients);
  expect(seen.items[0]).toMatchObject({ patient: { displayName: 'Priya Nair' }, risk: { level: 'unknown' } });
  expect(new Set(seen.items.map((item) => item.risk.level)).size).toBe(5);
  const nadia = await signedIn('nadia.rahman');
  const { items } = (await nadia.call(listAdminBroadcasts)).body;
  expect(items[0]).toMatchObject({ reach: { delivered: 20, read: 20 } });
});

test('moments are consistent: nothing in the future, delivered before read, read before answered, written while linked', async () => {
  expect(await count('message')).toBeGreaterThan(500);
  expect(await count('message where sent_at > now()')).toBe(0);
  expect(
    await count(`receipt r join message m on m.id = r.message_id where r.read_at < r.delivered_at or r.delivered_at < m.sent_at
                      or (r.read_at is not null and r.delivered_at is null) or r.read_at > now()`),
  ).toBe(0);
  expect(
    await count(`receipt r join message answer on answer.conversation_id = r.conversation_id and answer.seq > r.seq
                      and answer.sender_id = r.account_id where r.read_at is null or r.read_at >= answer.sent_at`),
  ).toBe(0);
  expect(
    await count(`message m join conversation c on c.id = m.conversation_id
                      join care_link l on l.patient_id in (c.low_account_id, c.high_account_id) and l.clinician_id in (c.low_account_id, c.high_account_id)
                      where l.status <> 'pending' and (m.sent_at < l.accepted_at or m.sent_at > l.ended_at)`),
  ).toBe(0);
  expect(await count(`message m join account a on a.id = m.sender_id where m.sent_at < a.created_at`)).toBe(0);
});

test('its audit trail is whole', async () => {
  while ((await chainPending(house.deps)).more);
  const findings: string[] = [];
  const verdict = await verifyAudit(house.deps.db, house.deps.keys.audit, (finding) => findings.push(finding));
  expect(findings).toEqual([]);
  expect(verdict.chained).toBeGreaterThan(500);
});

test('a second demo start changes nothing, also when somebody registered meanwhile', async () => {
  await aPatient(house);
  const before = [await count('account'), await count('message'), await count('audit_entry')];
  expect(await seedDemo(house.deps)).toEqual(words);
  expect([await count('account'), await count('message'), await count('audit_entry')]).toEqual(before);
});

test('the same chance makes the same clinic', () => {
  const now = new Date('2026-05-20T10:00:00Z');
  expect(makeHistories(chanceFrom(7), now)).toEqual(makeHistories(chanceFrom(7), now));
});

test('a real clinic is never filled with the demo', async () => {
  const real = await openHouse();
  try {
    await aPatient(real);
    await expect(seedDemo(real.deps)).rejects.toThrow(/^This database holds a clinic already: .+\.$/);
    expect(await isDemo(real.deps)).toBe(false);
    expect(await isDemo(house.deps)).toBe(true);
  } finally {
    await real.stop();
  }
});
