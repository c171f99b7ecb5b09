// A server that takes over and lacks the last events gives their numbers to others: nobody who had heard them stays behind.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readUpdates } from '../../contract/events.ts';
import * as api from '../../contract/messages.ts';
import { openHouse } from '../testing/house.ts';
import type { House } from '../testing/house.ts';
import { LiveWindow } from '../testing/live.ts';
import { aClinician, aPatient, linked } from '../testing/people.ts';
import type { TestPerson } from '../testing/people.ts';

let house: House;
let patient: TestPerson;
let clinician: TestPerson;

beforeAll(async () => {
  house = await openHouse();
  patient = await aPatient(house);
  clinician = await aClinician(house);
  await linked(house, patient, clinician);
});
afterAll(() => house.stop());

let count = 0;
async function send(body: string) {
  const clientId = `takeover-${(count += 1)}`;
  expect((await patient.call(api.sendMessage, { body: { to: clinician.id, clientId, body } })).status).toBe(201);
}

/** Sends what is kept, then what is lost, and hands over. @returns where a window stood that had heard both. */
async function takeOver(window: LiveWindow): Promise<number> {
  await send(`kept ${count}`);
  await window.untilText(`kept ${count - 1}`);
  const kept = window.number;
  for (let n = 0; n < 3; n += 1) await send(`lost ${count}`);
  await window.untilText(`lost ${count - 1}`);
  const stood = window.number;
  await house.owner.query(`begin; lock table outbox;
    delete from outbox where number is null or number > ${kept}; select setval('outbox_number', ${kept}); commit`);
  return stood;
}

test('open windows load everything afresh and hear what comes then', async () => {
  const window = await LiveWindow.open(house, clinician);
  const stood = await takeOver(window);
  await window.until(() => window.frames.some((frame) => frame.type === 'resync'));
  expect(window.number).toBeLessThan(stood);
  await send('After');
  await window.untilText('After');
  await window.close();
});

test('whoever comes back with a number from before does too, however much has come since', async () => {
  const window = await LiveWindow.open(house, clinician);
  const stood = await takeOver(window);
  await window.until(() => window.frames.some((frame) => frame.type === 'resync'));
  while (window.number <= stood) {
    await send(`since ${count}`);
    await window.untilText(`since ${count - 1}`);
  }
  const back = await LiveWindow.open(house, clinician, { after: stood });
  await back.until(() => back.frames.length >= 2);
  expect(back.frames[1]).toMatchObject({ type: 'resync' });
  const polled = await clinician.call(readUpdates, { query: { after: stood } });
  expect(polled.body).toMatchObject({ events: [], resync: true });
  await Promise.all([window.close(), back.close()]);
});
