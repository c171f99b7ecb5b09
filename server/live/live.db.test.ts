// Live, as people see it: what reaches whose window, and what never does.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { signOut } from '../../contract/accounts.ts';
import { askCareLink, changeCareLink } from '../../contract/care-links.ts';
import { closeCodes } from '../../contract/events.ts';
import * as archiving from '../../contract/archiving.ts';
import * as api from '../../contract/messages.ts';
import { openHouse } from '../testing/house.ts';
import type { House } from '../testing/house.ts';
import { LiveWindow, settled } from '../testing/live.ts';
import { aClinician, aPatient, Browser, linked, signInWithoutPassword } from '../testing/people.ts';
import type { TestPerson } from '../testing/people.ts';

let house: House;
let patient: TestPerson;
let clinician: TestPerson;
let linkId: string;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());
beforeEach(async () => {
  patient = await aPatient(house);
  clinician = await aClinician(house);
  linkId = await linked(house, patient, clinician);
});

let count = 0;
async function send(from: TestPerson, to: { id: string }, body: string) {
  const answer = await from.call(api.sendMessage, {
    body: { to: to.id, clientId: `live-${(count += 1)}`, body, subject: 'Subject' },
  });
  expect(answer.status).toBe(201);
  return answer.body;
}
const open = (browser: Browser, opening = {}) => LiveWindow.open(house, browser, opening);
async function anotherDevice(person: TestPerson): Promise<Browser> {
  const browser = new Browser(house);
  await signInWithoutPassword(house, browser, person.id);
  return browser;
}

describe('what arrives', () => {
  test('a message reaches every window of both people, just as the thread shows it to each', async () => {
    const windows = await Promise.all([
      open(patient),
      open(await anotherDevice(patient)),
      open(clinician),
      open(clinician),
    ]);
    const sent = await send(patient, clinician, 'It rained all night.');
    await Promise.all(windows.map((window) => window.untilText('It rained all night.')));
    for (const [index, reader] of [patient, patient, clinician, clinician].entries()) {
      const thread = await reader.call(api.readThread, { params: { id: sent.conversationId } });
      const [event] = windows[index]!.of('message.sent');
      const shown = thread.body.items[0]!;
      expect({ ...event!.message, receipts: [] }).toEqual({ ...shown, receipts: [] });
      expect(event!.message.receipts.map((receipt) => receipt.accountId)).toEqual(index < 2 ? [clinician.id] : []);
      expect(event!.unread).toEqual(index < 2 ? { conversation: 0, total: 0 } : { conversation: 1, total: 1 });
    }
    expect(windows[0]!.of('message.sent')[0]!.message).toMatchObject({ mine: true, clientId: sent.clientId });
    expect(windows[2]!.of('message.sent')[0]!.message).toMatchObject({ mine: false, clientId: null });
    await Promise.all(windows.map((window) => window.close()));
  });

  test('the sender sees delivered when a window of the recipient has it, then read, and every device agrees on unread', async () => {
    const writer = await open(patient);
    const [desk, phone] = await Promise.all([
      open(clinician, { acknowledge: true }),
      open(await anotherDevice(clinician)),
    ]);
    const first = await send(patient, clinician, 'First');
    const second = await send(patient, clinician, 'Second');
    const changes = (change: string) => writer.of('receipt.changed').filter((event) => event.change === change);
    await writer.until(() => changes('delivered').flatMap((event) => event.seqs).length === 2);
    await phone.untilText('Second');
    expect(phone.of('message.sent').at(-1)!.unread).toEqual({ conversation: 2, total: 2 });

    const left = await clinician.call(api.markConversationRead, {
      params: { id: first.conversationId },
      body: { upTo: second.id },
    });
    expect(left.body).toEqual({ unread: 0, conversations: 0 });
    await writer.until(() => changes('read').length > 0);
    expect(changes('read')[0]).toMatchObject({
      accountId: clinician.id,
      conversationId: first.conversationId,
      seqs: [1, 2],
    });
    for (const device of [desk, phone]) {
      await device.until(() => device.of('receipt.changed').some((event) => event.change === 'read'));
      expect(device.of('receipt.changed').at(-1)!.unread).toEqual({ conversation: 0, total: 0 });
    }
    const sent = await patient.call(api.readThread, { params: { id: first.conversationId } });
    expect(sent.body.items[0]!.receipts[0]).toMatchObject({
      readAt: changes('read')[0]!.at,
      deliveredAt: changes('delivered')[0]!.at,
    });
    await Promise.all([writer, desk, phone].map((window) => window.close()));
  });

  test('deleting and archiving reach the own devices alone, with counts that have no ghosts', async () => {
    const [mine, theirs] = await Promise.all([open(await anotherDevice(clinician)), open(patient)]);
    const kept = await send(patient, clinician, 'Kept');
    const gone = await send(patient, clinician, 'Gone');
    await clinician.call(api.deleteMessage, { params: { id: gone.id } });
    await clinician.call(archiving.archiveConversation, { params: { id: kept.conversationId } });
    await mine.until(() => mine.of('conversation.archived').length === 1);
    expect(mine.of('message.deleted')[0]).toMatchObject({ messageId: gone.id, conversationId: kept.conversationId });
    expect(mine.of('conversation.archived')[0]).toMatchObject({ archivedAt: expect.any(String), unread: { total: 0 } });
    expect((await clinician.call(api.countUnread)).body.unread).toBe(0);
    await send(patient, clinician, 'It comes back');
    await Promise.all([mine, theirs].map((window) => window.untilText('It comes back')));
    expect(mine.of('message.sent').at(-1)!.unread.total).toBe((await clinician.call(api.countUnread)).body.unread);
    expect(theirs.events.map((event) => event.type)).not.toContain('message.deleted');
    expect(theirs.events.map((event) => event.type)).not.toContain('conversation.archived');
    await Promise.all([mine, theirs].map((window) => window.close()));
  });

  test('a care link that is asked for and accepted reaches both sides', async () => {
    const newcomer = await aPatient(house);
    const [theirs, mine] = await Promise.all([open(newcomer), open(clinician)]);
    const asked = await newcomer.call(askCareLink, { body: { accountId: clinician.id } });
    await mine.until(() => mine.of('care-link.changed').length === 1);
    expect(mine.of('care-link.changed')[0]!.careLink).toMatchObject({
      id: asked.body.id,
      status: 'pending',
      mayAccept: true,
    });
    const accepted = await clinician.call(changeCareLink, {
      params: { id: asked.body.id },
      body: { status: 'active' },
    });
    await Promise.all([mine, theirs].map((window) => window.until(() => window.of('care-link.changed').length === 2)));
    expect(theirs.of('care-link.changed').map((event) => event.careLink.mayAccept)).toEqual([false, false]);
    expect(mine.of('care-link.changed').at(-1)!.careLink).toEqual(accepted.body);
    await Promise.all([mine, theirs].map((window) => window.close()));
  });

  test('typing reaches the other person, not the own devices, and not where sending would be refused', async () => {
    const { conversationId } = await send(patient, clinician, 'Hello');
    const [typist, ownDevice, other] = await Promise.all([
      open(patient),
      open(await anotherDevice(patient)),
      open(clinician),
    ]);
    typist.say({ type: 'typing', conversationId });
    await other.until(() => other.frames.some((frame) => frame.type === 'typing'));
    expect(other.frames.filter((frame) => frame.type === 'typing')).toEqual([
      { type: 'typing', conversationId, accountId: patient.id },
    ]);
    await house.owner.query(`update care_link set status = 'ended', ended_at = now() where id = $1`, [linkId]);
    ownDevice.say({ type: 'typing', conversationId });
    await settled(ownDevice);
    await settled(other);
    expect(other.frames.filter((frame) => frame.type === 'typing')).toHaveLength(1);
    expect(ownDevice.frames.some((frame) => frame.type === 'typing')).toBe(false);
    await Promise.all([typist, ownDevice, other].map((window) => window.close()));
  });
});

describe('what does not arrive', () => {
  test('nobody else learns anything of a conversation: neither text nor receipts nor typing', async () => {
    const outsider = await aPatient(house);
    const colleague = await aClinician(house);
    const outside = await Promise.all([open(outsider), open(colleague)]);
    const inside = await open(clinician, { acknowledge: true });
    const writer = await open(patient);
    const { conversationId, id } = await send(patient, clinician, 'Between us');
    await clinician.call(api.markMessageRead, { params: { id } });
    await writer.until(() => writer.of('receipt.changed').some((event) => event.change === 'read'));
    outside[0]!.say({ type: 'typing', conversationId });
    for (const window of outside) {
      await settled(window);
      expect(window.events).toEqual([]);
    }
    await settled(writer);
    expect(writer.frames.some((frame) => frame.type === 'typing')).toBe(false);
    await Promise.all([...outside, inside, writer].map((window) => window.close()));
  });

  test("a removed member's open socket receives nothing more", async () => {
    const [removed, stays] = await Promise.all([open(clinician), open(patient)]);
    const { conversationId } = await send(patient, clinician, 'Before');
    await removed.untilText('Before');
    const before = removed.frames.length;
    await house.owner.query('update member set left_at = now() where conversation_id = $1 and account_id = $2', [
      conversationId,
      clinician.id,
    ]);
    await patient.call(api.sendToConversation, {
      params: { id: conversationId },
      body: { clientId: `live-${(count += 1)}`, body: 'After' },
    });
    await stays.untilText('After');
    stays.say({ type: 'typing', conversationId });
    await settled(stays);
    await settled(removed);
    expect(removed.frames.slice(before)).toEqual([{ type: 'pong' }]);
    await Promise.all([removed, stays].map((window) => window.close()));
  });

  test('signing out ends what the socket receives at once, and leaves the other devices alone', async () => {
    const phone = await anotherDevice(clinician);
    const [closing, staying, writer] = await Promise.all([open(phone), open(clinician), open(patient)]);
    expect((await phone.call(signOut)).status).toBe(204);
    expect(await closing.closed).toBe(closeCodes.sessionEnded);
    await send(patient, clinician, 'After signing out');
    await Promise.all([staying, writer].map((window) => window.untilText('After signing out')));
    expect(closing.events).toEqual([]);
    await Promise.all([staying, writer].map((window) => window.close()));
  });

  test('a session that idles out closes its windows, and neither they nor polling keep it alive', async () => {
    const window = await open(clinician);
    house.advance(house.deps.config.sessionIdleMs + 1_000);
    expect((await clinician.fetch('GET', '/api/updates')).status).toBe(401);
    await house.app.live.beat();
    expect(await window.closed).toBe(closeCodes.sessionEnded);
  });
});
