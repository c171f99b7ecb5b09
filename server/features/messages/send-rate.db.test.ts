// How fast a person may send.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendMessage } from '../../../contract/messages.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { anAdmin, aPatient } from '../../testing/people.ts';

let house: House;
beforeAll(async () => {
  // As delivered.
  house = await openHouse({ SENDS_PER_MINUTE_PATIENT: '' });
});
afterAll(() => house.stop());

test('more than 60 sends a minute from a patient are refused with when to come back', async () => {
  const someone = await aPatient(house);
  const admin = await anAdmin(house);
  const answers = await Promise.all(
    Array.from({ length: 62 }, (_, index) =>
      someone.call(sendMessage, { body: { to: admin.id, clientId: `m${index}`, body: 'x' } }),
    ),
  );
  const refused = answers.filter((answer) => answer.status === 429);
  expect(refused).toHaveLength(2);
  expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
});
