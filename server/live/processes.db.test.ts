// Several processes on one database: whoever is connected where, everybody gets everything.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signOut } from '../../contract/accounts.ts';
import { closeCodes } from '../../contract/events.ts';
import * as api from '../../contract/messages.ts';
import { openHouse } from '../testing/house.ts';
import type { House, Process } from '../testing/house.ts';
import { LiveWindow, settled } from '../testing/live.ts';
import { aClinician, aPatient, Browser, linked, signInWithoutPassword } from '../testing/people.ts';
import type { TestPerson } from '../testing/people.ts';

let house: House;
let second: Process;
let patient: TestPerson;
let clinician: TestPerson;

beforeAll(async () => {
  house = await openHouse();
  second = await house.startProcess();
  patient = await aPatient(house);
  clinician = await aClinician(house);
  await linked(house, patient, clinician);
});
afterAll(async () => {
  await second.stop();
  await house.stop();
});

let count = 0;
const send = (from: Browser, to: { id: string }, body: string) =>
  from.call(api.sendMessage, { body: { to: to.id, clientId: `process-${(count += 1)}`, body } });
/** The same person's browser, speaking to the other process. */
function through(process: Process, person: Browser): Browser {
  const browser = new Browser({ ...house, url: process.url });
  for (const [name, value] of person.cookies) browser.cookies.set(name, value);
  browser.csrfToken = person.csrfToken;
  return browser;
}

describe('two processes', () => {
  test('messages sent through both at once reach windows of both, complete and in the same order', async () => {
    const windows = await Promise.all(
      [house, second].flatMap((process) => [patient, clinician].map((person) => LiveWindow.open(process, person))),
    );
    const elsewhere = through(second, patient);
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => send(index % 2 ? elsewhere : patient, clinician, `both ${index}`)),
    );
    expect(answers.map((answer) => answer.problem.code ?? answer.status)).toEqual(Array(60).fill(201));
    await Promise.all(windows.map((window) => window.until(() => window.texts.length === 60)));
    for (const window of windows) {
      expect(window.of('message.sent').map((event) => event.message.seq)).toEqual(
        Array.from({ length: 60 }, (_, index) => index + 1),
      );
      expect(window.events).toHaveLength(60);
    }
    await Promise.all(windows.map((window) => window.close()));
  });

  test('the first messages of a new conversation, through both at once, are all stored', async () => {
    for (let round = 0; round < 10; round += 1) {
      const colleague = await aClinician(house);
      const elsewhere = through(second, clinician);
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, index) => send(index % 2 ? elsewhere : clinician, colleague, `first ${index}`)),
      );
      expect(answers.map((answer) => answer.problem.code ?? answer.status)).toEqual(Array(12).fill(201));
    }
  });

  test('typing crosses over, and reaches nobody else there', async () => {
    const { body } = await send(patient, clinician, 'Hello');
    const [typist, here, there, stranger] = await Promise.all([
      LiveWindow.open(house, patient),
      LiveWindow.open(house, clinician),
      LiveWindow.open(second, clinician),
      LiveWindow.open(second, await aPatient(house)),
    ]);
    typist.say({ type: 'typing', conversationId: body.conversationId });
    await Promise.all(
      [here, there].map((window) => window.until(() => window.frames.some((frame) => frame.type === 'typing'))),
    );
    await settled(stranger);
    expect(stranger.frames.some((frame) => frame.type === 'typing')).toBe(false);
    await Promise.all([typist, here, there, stranger].map((window) => window.close()));
  });

  test('signing out in one process ends the windows and the cookie in the other', async () => {
    const phone = new Browser(house);
    await signInWithoutPassword(house, phone, clinician.id);
    const window = await LiveWindow.open(second, phone);
    const elsewhere = through(second, phone);
    expect((await elsewhere.call(api.countUnread)).status).toBe(200);
    await phone.call(signOut);
    expect(await window.closed).toBe(closeCodes.sessionEnded);
    expect((await elsewhere.call(api.countUnread)).status).toBe(401);
  });

  test('broken connections between the processes delay nothing for long and lose nothing', async () => {
    const window = await LiveWindow.open(second, clinician);
    const { rows } = await house.owner.query(
      `select pg_terminate_backend(pid) as ended from pg_stat_activity where application_name = 'healing-space-live' and datname = current_database()`,
    );
    expect(rows).toHaveLength(2);
    await send(patient, clinician, 'Across the gap');
    await window.untilText('Across the gap');
    await window.close();
  });

  test('a process that stops says so to its windows at once, and they catch up at the other', async () => {
    const third = await house.startProcess();
    const window = await LiveWindow.open(third, clinician);
    await send(patient, clinician, 'Before the stop');
    await window.untilText('Before the stop');
    const began = performance.now();
    await third.stop();
    expect(await window.closed).toBe(closeCodes.goingAway);
    expect(performance.now() - began).toBeLessThan(5_000);
    await send(patient, clinician, 'While moving');
    const moved = await LiveWindow.open(second, clinician, { after: window.number });
    await moved.untilText('While moving');
    expect(moved.texts).toEqual(['While moving']);
    await moved.close();
  });
});
