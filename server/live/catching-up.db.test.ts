// After a gap: exactly what was missed, in order, or the word to load everything afresh; polling gives the same.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LiveEvent } from '../../contract/events.ts';
import { readUpdates } from '../../contract/events.ts';
import * as archiving from '../../contract/archiving.ts';
import * as api from '../../contract/messages.ts';
import { openHouse } from '../testing/house.ts';
import type { House } from '../testing/house.ts';
import { LiveWindow, settled } from '../testing/live.ts';
import { aClinician, aPatient, linked } from '../testing/people.ts';
import type { TestPerson } from '../testing/people.ts';

let house: House;
let patient: TestPerson;
let clinician: TestPerson;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());
beforeEach(async () => {
  patient = await aPatient(house);
  clinician = await aClinician(house);
  await linked(house, patient, clinician);
});

let count = 0;
async function send(from: TestPerson, to: { id: string }, body: string) {
  const answer = await from.call(api.sendMessage, { body: { to: to.id, clientId: `gap-${(count += 1)}`, body } });
  expect(answer.status).toBe(201);
  return answer.body;
}
const open = (person: TestPerson, opening = {}) => LiveWindow.open(house, person, opening);
const poll = async (person: TestPerson, after?: number) =>
  (await person.call(readUpdates, after === undefined ? {} : { query: { after } })).body;

describe('reconnecting', () => {
  test('a window that comes back gets exactly what it missed, in order, and then what is new', async () => {
    const witness = await open(clinician);
    const window = await open(patient);
    await send(clinician, patient, 'Seen');
    await window.untilText('Seen');
    const stood = window.number;
    await window.close();
    const missed = ['one', 'two', 'three'];
    for (const text of missed) await send(clinician, patient, text);
    await witness.untilText('three');
    const back = await open(patient, { after: stood });
    await back.untilText('three');
    await send(clinician, patient, 'four');
    await back.untilText('four');
    expect(back.frames[0]).toMatchObject({ type: 'hello', number: stood, accountId: patient.id });
    expect(back.texts).toEqual([...missed, 'four']);
    expect(back.number).toBeGreaterThan(stood);
    await Promise.all([witness.close(), back.close()]);
  });

  test('windows that keep coming back in the middle of sends miss nothing and see nothing twice', async () => {
    const first = await open(patient);
    let stood = first.number;
    await first.close();
    const texts = Array.from({ length: 60 }, (_, index) => `text ${index}`);
    const sending = (async () => {
      for (const text of texts) await send(clinician, patient, text);
    })();
    const seen: string[] = [];
    while (!seen.includes(texts.at(-1)!)) {
      const window = await open(patient, { after: stood });
      const want = seen.length;
      await window.until(() => seen.length + window.texts.length > want);
      seen.push(...window.texts);
      stood = window.number;
      window.socket.terminate();
    }
    await sending;
    expect(seen).toEqual(texts);
  });

  test('a number that is too old, from the future or too far behind says: load everything afresh', async () => {
    const witness = await open(clinician);
    await send(clinician, patient, 'Old');
    await witness.untilText('Old');
    for (const after of [witness.number + 1_000_000, Number.MAX_SAFE_INTEGER]) {
      const stood = witness.number;
      const window = await open(patient, { after });
      await window.until(() => window.frames.length >= 2);
      // What others acknowledged may still be on its way: the number is where the house stands by now.
      expect(window.frames[1]).toEqual({ type: 'resync', number: expect.any(Number) });
      expect(window.number).toBeGreaterThanOrEqual(stood);
      expect(await poll(patient, after)).toEqual({ events: [], number: expect.any(Number), resync: true });
      await send(clinician, patient, `After ${after}`);
      await Promise.all([window, witness].map((either) => either.untilText(`After ${after}`)));
      await window.close();
    }
  });

  test('events that were forgotten, or more than 500 of them, say so too', async () => {
    const own = await openHouse();
    try {
      const one = await aClinician(own);
      const other = await aClinician(own);
      const witness = await LiveWindow.open(own, one);
      const write = (index: number) =>
        one.call(api.sendMessage, { body: { to: other.id, clientId: `many-${index}`, body: `many ${index}` } });
      // More at once than this would be told to come back.
      for (let begin = 0; begin < 499; begin += 50) {
        const set = Array.from({ length: Math.min(50, 499 - begin) }, (_, nth) => write(begin + nth));
        expect((await Promise.all(set)).map((answer) => answer.problem.code ?? answer.status)).toEqual(
          set.map(() => 201),
        );
      }
      await witness.until(() => witness.texts.length === 499);
      expect((await other.call(readUpdates, { query: { after: 0 } })).body).toMatchObject({
        resync: false,
        events: { length: 499 },
      });
      // Polling acknowledged nothing up to 0; two more messages make 501.
      await Promise.all([write(499), write(500)]);
      await witness.until(() => witness.texts.length === 501);
      expect((await other.call(readUpdates, { query: { after: 0 } })).body).toMatchObject({ resync: true, events: [] });
      await own.owner.query('delete from outbox where number < 400');
      expect((await other.call(readUpdates, { query: { after: 300 } })).body.resync).toBe(true);
      expect((await other.call(readUpdates, { query: { after: 450 } })).body.resync).toBe(false);
      await witness.close();
    } finally {
      await own.stop();
    }
  });

  test('a transaction that began first and committed last loses nothing', async () => {
    const { conversationId } = await send(patient, clinician, 'Opening');
    const window = await open(patient);
    const slow = await house.deps.db.pool.connect();
    const at = new Date();
    await slow.query('begin');
    const append = (archivedAt: string) =>
      `insert into outbox (type, conversation_id, account_id, detail, at) values
       ('conversation.archived', '${conversationId}', '${patient.id}', '{"archivedAt": "${archivedAt}"}', '${at.toISOString()}')`;
    await slow.query(append('2020-01-01T00:00:00.000Z'));
    await house.owner.query(append('2021-01-01T00:00:00.000Z'));
    await window.until(() => window.of('conversation.archived').length === 1);
    await slow.query('commit');
    slow.release();
    await window.until(() => window.of('conversation.archived').length === 2);
    expect(window.of('conversation.archived').map((event) => event.archivedAt?.slice(0, 4))).toEqual(['2021', '2020']);
    const numbers = window.events.map((event) => event.number);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    await window.close();
  });
});

describe('polling', () => {
  test('polling gives what the socket gave, and acknowledges what it is asked after', async () => {
    const start = await poll(clinician);
    expect(start).toMatchObject({ events: [], resync: false });
    const [window, writer] = await Promise.all([open(clinician), open(patient)]);
    const first = await send(patient, clinician, 'First');
    await clinician.call(api.markMessageRead, { params: { id: first.id } });
    await send(patient, clinician, 'Second');
    await send(clinician, patient, 'Third');
    await window.untilText('Third');
    const polled = await poll(clinician, start.number);
    const facts = (events: readonly LiveEvent[]) =>
      events.map((event) => [
        event.number,
        event.type,
        'message' in event ? event.message.id : 'seqs' in event ? event.seqs : null,
      ]);
    expect(facts(polled.events)).toEqual(facts(window.events));
    expect(polled.number).toBe(window.number);
    expect(polled.events.at(-1)).toEqual(window.events.at(-1));
    expect(writer.of('receipt.changed').map((event) => event.change)).toEqual(['read']);

    await poll(clinician, polled.number);
    await writer.until(() =>
      writer.of('receipt.changed').some((event) => event.change === 'delivered' && event.seqs.includes(2)),
    );
    await Promise.all([window.close(), writer.close()]);
  });

  test('nothing counts as delivered before it was fetched, and everything older does', async () => {
    const writer = await open(patient);
    const offline = await send(patient, clinician, 'While away');
    await writer.untilText('While away');
    const receipts = async () =>
      (await patient.call(api.readThread, { params: { id: offline.conversationId } })).body.items.map(
        (item) => item.receipts[0]!.deliveredAt !== null,
      );
    const { number } = await poll(clinician);
    const later = await send(patient, clinician, 'Later');
    await writer.untilText('Later');
    expect(await receipts()).toEqual([false, false]);
    const window = await open(clinician, { acknowledge: false, after: number });
    await writer.until(() => writer.of('receipt.changed').length === 1);
    expect(writer.of('receipt.changed')[0]!.seqs).toEqual([offline.seq]);
    await window.untilText('Later');
    window.say({ type: 'ack', number: window.number });
    await writer.until(() => writer.of('receipt.changed').length === 2);
    expect(writer.of('receipt.changed')[1]!.seqs).toEqual([later.seq]);
    expect(await receipts()).toEqual([true, true]);
    await Promise.all([window.close(), writer.close()]);
  });
});

test('snapshot + events = fresh snapshot', async () => {
  const window = await open(clinician, { acknowledge: true });
  const writer = await open(patient);
  const sent = [];
  for (const text of ['a', 'b', 'c', 'd']) sent.push(await send(patient, clinician, text));
  sent.push(await send(clinician, patient, 'e'));
  const { conversationId } = sent[0]!;
  const params = { id: conversationId };
  await clinician.call(api.deleteMessage, { params: { id: sent[1]!.id } });
  await clinician.call(api.markMessageRead, { params: { id: sent[0]!.id } });
  await patient.call(api.markConversationRead, { params, body: { upTo: sent[4]!.id } });
  await clinician.call(archiving.archiveConversation, { params });
  sent.push(await send(patient, clinician, 'f'));
  await writer.until(() =>
    writer.of('receipt.changed').some((event) => event.seqs.includes(6) && event.change === 'delivered'),
  );
  await settled(window);

  const messages = new Map<string, api.Message>();
  let unread = { conversation: 0, total: 0 };
  for (const event of window.events) {
    if ('unread' in event) unread = event.unread;
    if (event.type === 'message.sent') messages.set(event.message.id, event.message);
    if (event.type === 'message.deleted') messages.delete(event.messageId);
    if (event.type !== 'receipt.changed') continue;
    const own = event.accountId === clinician.id;
    for (const message of messages.values()) {
      if (!event.seqs.includes(message.seq)) continue;
      if (own && event.change === 'read') message.readAt = event.at;
      for (const receipt of own ? [] : message.receipts)
        receipt[event.change === 'read' ? 'readAt' : 'deliveredAt'] ??= event.at;
    }
  }
  const fresh = (await clinician.call(api.readThread, { params })).body;
  const withoutDelivery = (items: readonly api.Message[]) =>
    items.map((item) => ({ ...item, receipts: item.receipts.map(({ readAt }) => readAt) }));
  expect(withoutDelivery([...messages.values()])).toEqual(withoutDelivery(fresh.items));
  expect(unread.conversation).toBe(fresh.conversation.unread);
  expect(unread.total).toBe((await clinician.call(api.countUnread)).body.unread);
  await Promise.all([window.close(), writer.close()]);
});
