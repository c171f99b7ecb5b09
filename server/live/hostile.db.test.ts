// Connections that may not be, frames that should not be, and readers that do not read: each hurts only itself.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ClientFrame } from '../../contract/events.ts';
import { closeCodes } from '../../contract/events.ts';
import * as api from '../../contract/messages.ts';
import { openHouse } from '../testing/house.ts';
import type { House } from '../testing/house.ts';
import { LiveWindow, refusedUpgrade, settled } from '../testing/live.ts';
import { aClinician, aPatient, Browser, linked } from '../testing/people.ts';
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
const send = (from: TestPerson, to: { id: string }, body: string) =>
  from.call(api.sendMessage, { body: { to: to.id, clientId: `hostile-${(count += 1)}`, body } });

describe('connecting', () => {
  test('without a session the upgrade is refused before it happens', async () => {
    expect(await refusedUpgrade(house, new Browser(house))).toBe(401);
    const forged = new Browser(house);
    forged.cookies.set('hsm_session', 'A'.repeat(43));
    expect(await refusedUpgrade(house, forged)).toBe(401);
  });

  test('a page of another site cannot open a connection with the cookies of its visitor', async () => {
    expect(await refusedUpgrade(house, patient, { origin: 'https://evil.example' })).toBe(403);
    expect(await refusedUpgrade(house, patient, { origin: 'null' })).toBe(403);
    const own = await LiveWindow.open(house, patient, { headers: { origin: house.url } });
    expect(own.frames[0]!.type).toBe('hello');
    await own.close();
  });

  test('a number that is none is refused, an upgrade of any other path is too, and a plain request gets an answer', async () => {
    const bad = async (path: string) => {
      const answer = await patient.fetch('GET', path);
      return answer.status;
    };
    for (const after of ['-1', '1.5', 'x', '1e400', '', '9007199254740993']) {
      expect(await bad(`/api/updates?after=${after}`), after).toBe(400);
      const socket = new LiveWindow(house, patient, { after: after as unknown as number });
      await new Promise<void>((resolve) =>
        socket.socket.once('unexpected-response', (_request, response) => {
          expect(response.statusCode).toBe(400);
          response.resume();
          resolve();
        }),
      );
      socket.socket.terminate();
    }
    expect(await bad('/api/live')).toBe(404);
    const elsewhere = new LiveWindow({ url: `${house.url}/api/session?` }, patient);
    await elsewhere.closed;
    expect(elsewhere.frames).toEqual([]);
  });

  test('the twenty-first window of one person is refused, and a closed one makes room', async () => {
    const windows = await Promise.all(Array.from({ length: 20 }, () => LiveWindow.open(house, patient)));
    expect(await refusedUpgrade(house, patient)).toBe(429);
    await windows[0]!.close();
    const another = await LiveWindow.open(house, patient);
    await Promise.all([another, ...windows.slice(1)].map((window) => window.close()));
  });
});

describe('frames', () => {
  const hostile: [string, string | Buffer][] = [
    ['text that is no JSON', 'hello'],
    ['JSON that is no frame', '[]'],
    ['null', 'null'],
    ['an unknown type', '{"type":"message.sent"}'],
    ['a type that is an object', '{"type":{"toString":"ack"}}'],
    ['a wrong id', '{"type":"typing","conversationId":"1 or 1=1"}'],
    ['a negative number', '{"type":"ack","number":-1}'],
    ['a number that never was', '{"type":"ack","number":999999999}'],
    ['a number as text', '{"type":"ack","number":"1"}'],
    ['binary', Buffer.from([0, 255, 1])],
    ['deep nesting', `${'['.repeat(7_000)}${']'.repeat(7_000)}`],
  ];

  test.each(hostile)('%s closes that window and nothing else', async (_name, frame) => {
    const [window, other, ownOther] = await Promise.all([
      LiveWindow.open(house, patient),
      LiveWindow.open(house, clinician),
      LiveWindow.open(house, patient),
    ]);
    window.socket.send(frame);
    expect(await window.closed).toBe(closeCodes.badFrame);
    await send(patient, clinician, 'Still here');
    await Promise.all([other, ownOther].map((each) => each.untilText('Still here')));
    await Promise.all([other.close(), ownOther.close()]);
  });

  test('a frame larger than 16 KiB, and more than 20 in a second, close the window', async () => {
    const large = await LiveWindow.open(house, patient);
    large.socket.send(JSON.stringify({ type: 'ping', padding: 'x'.repeat(20_000) }));
    expect([1006, 1009]).toContain(await large.closed);
    const often = await LiveWindow.open(house, patient);
    for (let index = 0; index < 60; index += 1) often.say({ type: 'ping' });
    expect(await often.closed).toBe(closeCodes.badFrame);
  });

  test("typing in somebody else's conversation or in none reaches nobody and tells nothing", async () => {
    const stranger = await LiveWindow.open(house, await aPatient(house));
    const { body } = await send(patient, clinician, 'Ours');
    const window = await LiveWindow.open(house, clinician);
    stranger.say({ type: 'typing', conversationId: body.conversationId });
    stranger.say({ type: 'typing', conversationId: house.deps.newId() } satisfies ClientFrame);
    await settled(stranger);
    await settled(window);
    expect(window.frames.some((frame) => frame.type === 'typing')).toBe(false);
    expect(stranger.frames.map((frame) => frame.type)).toEqual(['hello', 'pong']);
    await Promise.all([stranger.close(), window.close()]);
  });
});

describe('keeping others going', () => {
  test('a reader that does not read is dropped, and everybody else goes on', async () => {
    const slow = await LiveWindow.open(house, clinician);
    const quick = await LiveWindow.open(house, clinician);
    const windows = house.app.live.windows();
    (slow.socket as unknown as { _socket: { pause(): void } })._socket.pause();
    const long = '🌊'.repeat(10_000);
    for (let round = 0; house.app.live.windows() === windows && round < 100; round += 1) {
      await Promise.all(Array.from({ length: 10 }, () => send(patient, clinician, long)));
      await quick.until(() => quick.texts.length === (round + 1) * 10);
    }
    expect(house.app.live.windows()).toBe(windows - 1);
    await send(patient, clinician, 'Going on');
    await quick.untilText('Going on');
    await quick.close();
    slow.socket.terminate();
  });

  test('a window that does not answer a ping is gone after the next', async () => {
    const dead = await LiveWindow.open(house, patient);
    const alive = await LiveWindow.open(house, patient);
    (dead.socket as unknown as { _socket: { pause(): void } })._socket.pause();
    const pinged = new Promise((resolve) => alive.socket.once('ping', resolve));
    await house.app.live.beat();
    await pinged;
    await settled(alive);
    await house.app.live.beat();
    await settled(alive);
    expect(house.app.live.windows()).toBe(1);
    dead.socket.terminate();
    await alive.close();
  });

  test('a message that does not open is left out, logged without its text, and silences nothing', async () => {
    const window = await LiveWindow.open(house, clinician);
    const { body } = await send(patient, clinician, 'Whole');
    await window.untilText('Whole');
    const writer = await house.deps.db.pool.connect();
    await writer.query('begin');
    // A copied row under another id: the text is bound to the row it was written for.
    const id = house.deps.newId();
    await writer.query(
      `insert into message (id, conversation_id, seq, sender_id, client_id, subject_sealed, body_sealed, sent_at)
       select $2, conversation_id, 99, sender_id, 'copied', subject_sealed, body_sealed, sent_at from message where id = $1`,
      [body.id, id],
    );
    await writer.query('insert into receipt (message_id, account_id, conversation_id, seq) values ($1, $2, $3, 99)', [
      id,
      clinician.id,
      body.conversationId,
    ]);
    await writer.query(
      `insert into outbox (type, conversation_id, message_id, account_id, at) values ('message.sent', $1, $2, $3, now())`,
      [body.conversationId, id, patient.id],
    );
    await writer.query('commit');
    writer.release();
    await send(patient, clinician, 'After the broken one');
    await window.untilText('After the broken one');
    expect(window.texts).toEqual(['Whole', 'After the broken one']);
    expect(house.logged.filter((line) => line.includes('could not be rendered'))).toHaveLength(1);
    expect(house.logged.join('')).not.toContain('Whole');
    await window.close();
  });
});
