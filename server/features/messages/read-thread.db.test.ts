// Threads, the inbox, Sent and the unread count: what each member sees, and nobody else.
import { afterAll, beforeEach, beforeAll, describe, expect, test } from 'vitest';
import * as archiving from '../../../contract/archiving.ts';
import * as contract from '../../../contract/messages.ts';
import { muteConversation } from '../../../contract/muting.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';
import { countQueries } from '../../testing/queries.ts';

let house: House;
let patient: TestPerson;
let clinician: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  house = await openHouse();
});
beforeEach(async () => {
  patient = await aPatient(house);
  clinician = await aClinician(house);
  stranger = await aPatient(house, 'Stranger');
  await linked(house, patient, clinician);
});
afterAll(() => house.stop());

let count = 0;
async function send(from: TestPerson, to: TestPerson, body: string) {
  house.advance(1_000);
  const answer = await from.call(contract.sendMessage, { body: { to: to.id, clientId: `r-${(count += 1)}`, body } });
  expect(answer.status).toBe(201);
  return answer.body;
}
async function sendMany(from: TestPerson, to: TestPerson, many: number) {
  const sent = [];
  for (let n = 1; n <= many; n += 1) sent.push(await send(from, to, `number ${n}`));
  return sent;
}
const thread = (reader: TestPerson, id: string, query: Record<string, string | number> = {}) =>
  reader.call(contract.readThread, { params: { id }, query });
const inbox = (reader: TestPerson, query: Record<string, string | number> = {}) =>
  reader.call(contract.listConversations, { query });
const unread = async (reader: TestPerson) => (await reader.call(contract.countUnread)).body.unread;
const read = (reader: TestPerson, id: string, upTo: string) =>
  reader.call(contract.markConversationRead, { params: { id }, body: { upTo } });

describe('a thread', () => {
  test('fault: threads that show the oldest page so that new messages are invisible', async () => {
    const sent = await sendMany(clinician, patient, 7);
    const id = sent[0]!.conversationId;
    const newest = (await thread(patient, id, { limit: 3 })).body;
    expect(newest.items.map((item) => item.body)).toEqual(['number 5', 'number 6', 'number 7']);
    expect(newest.nextAfter).toBeNull();
    const older = (await thread(patient, id, { limit: 3, before: newest.nextBefore! })).body;
    expect(older.items.map((item) => item.body)).toEqual(['number 2', 'number 3', 'number 4']);
    const oldest = (await thread(patient, id, { limit: 3, before: older.nextBefore! })).body;
    expect(oldest.items.map((item) => item.body)).toEqual(['number 1']);
    expect(oldest.nextBefore).toBeNull();
    const forwards = (await thread(patient, id, { limit: 3, after: sent[0]!.id })).body;
    expect(forwards.items.map((item) => item.body)).toEqual(['number 2', 'number 3', 'number 4']);
    expect(forwards.nextAfter).toBe(sent[3]!.id);
  });

  test('a page around a message goes on in both directions; one that was hidden is still a place', async () => {
    const sent = await sendMany(clinician, patient, 9);
    const id = sent[0]!.conversationId;
    const bodies = (page: { items: { body: string }[] }) => page.items.map((item) => item.body.at(-1)).join('');
    const middle = (await thread(patient, id, { limit: 4, around: sent[4]!.id })).body;
    expect(bodies(middle)).toBe('4567');
    expect(bodies((await thread(patient, id, { limit: 4, before: middle.nextBefore! })).body)).toBe('123');
    expect(bodies((await thread(patient, id, { limit: 4, after: middle.nextAfter! })).body)).toBe('89');
    const whole = (await thread(patient, id, { limit: 100, around: sent[4]!.id })).body;
    expect([bodies(whole), whole.nextBefore, whole.nextAfter]).toEqual(['123456789', null, null]);
    expect(bodies((await thread(patient, id, { limit: 1, around: sent[8]!.id })).body)).toBe('9');
    await patient.call(contract.deleteMessage, { params: { id: sent[4]!.id } });
    expect(bodies((await thread(patient, id, { limit: 4, around: sent[4]!.id })).body)).toBe('3467');
    const both = await thread(patient, id, { around: sent[4]!.id, after: sent[2]!.id });
    expect([both.status, both.problem.issues?.[0]?.path]).toEqual([400, 'querystring.around']);
    expect((await thread(stranger, id, { around: sent[4]!.id })).status).toBe(404);
  });

  test('the first unread message is marked, wherever it stands', async () => {
    const sent = await sendMany(clinician, patient, 5);
    const id = sent[0]!.conversationId;
    await read(patient, id, sent[1]!.id);
    expect((await thread(patient, id, { limit: 1 })).body.firstUnreadId).toBe(sent[2]!.id);
    await read(patient, id, sent[4]!.id);
    expect((await thread(patient, id)).body.firstUnreadId).toBeNull();
  });

  test('a stranger gets the same answer as for nothing, and the attempt is audited', async () => {
    const { conversationId, id } = await send(patient, clinician, 'private');
    const nothing = '00000000-0000-7000-8000-000000000000';
    const attempts = (conversation: string, message: string) => [
      () => thread(stranger, conversation),
      () => read(stranger, conversation, message),
      () => stranger.call(contract.markMessageRead, { params: { id: message } }),
      () => stranger.call(contract.deleteMessage, { params: { id: message } }),
      () => stranger.call(archiving.archiveConversation, { params: { id: conversation } }),
      () => stranger.call(archiving.unarchiveConversation, { params: { id: conversation } }),
      () => stranger.call(muteConversation, { params: { id: conversation } }),
    ];
    const real = attempts(conversationId, id);
    const absent = attempts(nothing, nothing);
    for (const [index, attempt] of real.entries()) {
      const [answer, same] = [await attempt(), await absent[index]!()];
      expect(answer.status).toBe(404);
      expect({ ...answer.problem, requestId: '' }).toEqual({ ...same.problem, requestId: '' });
    }
    const { rows } = await house.owner.query(
      `select count(*)::int as n from audit_entry where actor_id = $1 and outcome = 'denied' and subject_id in ($2, $3)`,
      [stranger.id, conversationId, id],
    );
    expect(rows[0].n).toBe(real.length);
  });

  test('a message of another conversation is no place in this one', async () => {
    const here = await send(patient, clinician, 'here');
    const elsewhere = await send(clinician, await aClinician(house), 'elsewhere');
    const answer = await thread(clinician, here.conversationId, { before: elsewhere.id });
    expect([answer.status, answer.problem.code]).toEqual([404, 'message_not_found']);
    expect((await read(clinician, here.conversationId, elsewhere.id)).problem.code).toBe('message_not_found');
  });
});

describe('receipts', () => {
  test('the sender sees sent, then delivered, then read, with times', async () => {
    const message = await send(clinician, patient, 'Are you well?');
    const receiptNow = async () => (await thread(clinician, message.conversationId)).body.items[0]!.receipts[0]!;
    expect(await receiptNow()).toEqual({ accountId: patient.id, deliveredAt: null, readAt: null });
    house.advance(1_000);
    await thread(patient, message.conversationId);
    const delivered = await receiptNow();
    expect(delivered).toMatchObject({ readAt: null });
    expect(Date.parse(delivered.deliveredAt!)).toBeGreaterThan(Date.parse(message.sentAt));
    house.advance(1_000);
    expect((await patient.call(contract.markMessageRead, { params: { id: message.id } })).body).toEqual({
      unread: 0,
      conversations: 0,
    });
    const readReceipt = await receiptNow();
    expect(readReceipt.deliveredAt).toBe(delivered.deliveredAt);
    expect(Date.parse(readReceipt.readAt!)).toBeGreaterThan(Date.parse(delivered.deliveredAt!));
    expect((await clinician.call(contract.listSent)).body.items[0]).toMatchObject({
      id: message.id,
      to: [{ id: patient.id }],
      receipts: [readReceipt],
    });
  });

  test('marking as read twice changes nothing, also not the moment', async () => {
    const message = await send(clinician, patient, 'once');
    await read(patient, message.conversationId, message.id);
    const before = (await thread(clinician, message.conversationId)).body.items;
    house.advance(5_000);
    await read(patient, message.conversationId, message.id);
    expect((await thread(clinician, message.conversationId)).body.items).toEqual(before);
    const { rows } = await house.owner.query(
      `select count(*)::int as n from audit_entry where actor_id = $1 and action = 'message.read'`,
      [patient.id],
    );
    expect(rows[0].n).toBe(1);
  });

  test('a person cannot mark their own messages as read by the other', async () => {
    const message = await send(clinician, patient, 'mine');
    await read(clinician, message.conversationId, message.id);
    await clinician.call(contract.markMessageRead, { params: { id: message.id } });
    expect((await thread(clinician, message.conversationId)).body.items[0]!.receipts[0]!.readAt).toBeNull();
  });
});

describe('the inbox', () => {
  test('newest activity first, page by page, each conversation once', async () => {
    const others = await Promise.all(Array.from({ length: 5 }, () => aClinician(house)));
    for (const other of others) await send(other, clinician, `from ${other.username}`);
    await send(others[0]!, clinician, 'again');
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof inbox>> = await inbox(clinician, {
        limit: 2,
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...page.body.items.map((item) => item.peer!.id));
      cursor = page.body.nextCursor;
    } while (cursor);
    expect(seen).toEqual([others[0]!, ...others.slice(1).toReversed()].map((other) => other.id));
  });

  test('unread is one number in inbox, count and filter, and goes down by reading', async () => {
    const sent = await sendMany(clinician, patient, 3);
    expect((await inbox(patient)).body.items[0]!.unread).toBe(3);
    expect((await inbox(patient, { filter: 'unread' })).body.items).toHaveLength(1);
    expect(await unread(patient)).toBe(3);
    expect(await unread(clinician)).toBe(0);
    expect((await read(patient, sent[0]!.conversationId, sent[1]!.id)).body).toEqual({ unread: 1, conversations: 1 });
    await read(patient, sent[0]!.conversationId, sent[2]!.id);
    expect((await inbox(patient, { filter: 'unread' })).body.items).toEqual([]);
  });

  test('fault: a deleted message that stays in thread, preview or unread count', async () => {
    const [first, second] = await sendMany(clinician, patient, 2);
    expect((await patient.call(contract.deleteMessage, { params: { id: second!.id } })).status).toBe(204);
    expect((await patient.call(contract.deleteMessage, { params: { id: second!.id } })).status).toBe(204);
    expect((await thread(patient, first!.conversationId)).body.items.map((item) => item.id)).toEqual([first!.id]);
    expect((await inbox(patient)).body.items[0]).toMatchObject({ unread: 1, lastMessage: { id: first!.id } });
    expect(await unread(patient)).toBe(1);
    expect((await thread(clinician, first!.conversationId)).body.items).toHaveLength(2);
    await clinician.call(contract.deleteMessage, { params: { id: first!.id } });
    expect((await thread(clinician, first!.conversationId)).body.items.map((item) => item.id)).toEqual([second!.id]);
    expect((await clinician.call(contract.listSent)).body.items.map((item) => item.id)).toEqual([second!.id]);
    expect((await thread(patient, first!.conversationId)).body.items.map((item) => item.id)).toEqual([first!.id]);
  });

  test('fault: archiving that hides the conversation for both sides or for ever', async () => {
    const { conversationId } = await send(clinician, patient, 'put me away');
    const archive = { params: { id: conversationId } };
    expect((await patient.call(archiving.archiveConversation, archive)).status).toBe(204);
    expect((await patient.call(archiving.archiveConversation, archive)).status).toBe(204);
    expect((await inbox(patient)).body.items).toEqual([]);
    expect(await unread(patient)).toBe(0);
    expect((await inbox(patient, { filter: 'archived' })).body.items).toHaveLength(1);
    expect((await inbox(clinician)).body.items).toHaveLength(1);
    await patient.call(archiving.unarchiveConversation, archive);
    expect((await inbox(patient)).body.items).toHaveLength(1);
    await patient.call(archiving.archiveConversation, archive);
    await send(clinician, patient, 'a new message brings it back');
    expect((await inbox(patient)).body.items[0]!.unread).toBe(2);
    expect((await inbox(patient, { filter: 'archived' })).body.items).toEqual([]);
  });

  test('a message takes its whole conversation away and back, for who can see it', async () => {
    const byMessage = { params: { id: (await send(clinician, patient, 'by its message')).id } };
    expect((await patient.call(archiving.archiveMessage, byMessage)).status).toBe(204);
    expect((await inbox(patient)).body.items).toEqual([]);
    expect((await patient.call(archiving.unarchiveMessage, byMessage)).status).toBe(204);
    expect((await inbox(patient)).body.items).toHaveLength(1);
  });

  test('a made-up cursor is refused, naming the field', async () => {
    for (const cursor of ['nonsense', Buffer.from('99999999999999999.x').toString('base64url')]) {
      const answer = await inbox(patient, { cursor });
      expect([answer.status, answer.problem.issues?.[0]?.path]).toEqual([400, 'querystring.cursor']);
    }
  });

  test('fault: lists that run several queries per row: every list costs the same for 2 rows and for 40', async () => {
    const lists = {
      inbox: () => inbox(clinician),
      thread: async () => thread(clinician, (await send(patient, clinician, 'one more')).conversationId),
      sent: () => clinician.call(contract.listSent),
    };
    for (const list of Object.values(lists)) await list();
    const few: number[] = [];
    for (const list of Object.values(lists)) few.push(await countQueries(list));
    for (let n = 0; n < 38; n += 1) await send(clinician, await aClinician(house), 'hello');
    await sendMany(patient, clinician, 38);
    for (const list of Object.values(lists)) await list();
    const many: number[] = [];
    for (const list of Object.values(lists)) many.push(await countQueries(list));
    expect(many).toEqual(few);
  });
});
