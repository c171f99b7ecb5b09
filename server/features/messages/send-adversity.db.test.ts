// Sending under adversity: rows that are held, many at once, and a role that may not rewrite.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendMessage } from '../../../contract/messages.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';

let house: House;
let patient: TestPerson;
let clinician: TestPerson;

beforeAll(async () => {
  house = await openHouse({ SENDS_PER_MINUTE_PATIENT: '100000', SENDS_PER_MINUTE_CLINICIAN: '100000' });
  patient = await aPatient(house);
  clinician = await aClinician(house);
  await linked(house, patient, clinician);
});
afterAll(() => house.stop());

let count = 0;
const send = (from: TestPerson, to: { id: string }, body = 'Hello') =>
  from.call(sendMessage, { body: { to: to.id, clientId: `a-${(count += 1)}`, body } });

test('a message cannot be rewritten by the application', async () => {
  const { body } = await send(patient, clinician);
  const rewrite = house.deps.db.pool.query('update message set body_sealed = body_sealed where id = $1', [body.id]);
  await expect(rewrite).rejects.toThrow('permission denied');
});

test('a conversation that somebody holds does not stop the sends to others', async () => {
  const { body } = await send(patient, clinician, 'before it is held');
  const other = await aClinician(house);
  await send(clinician, other);
  const holder = await house.owner.connect();
  await holder.query('begin');
  await holder.query('select from conversation where id = $1 for update', [body.conversationId]);
  const held = send(patient, clinician, 'has to wait');
  const free = await Promise.all(Array.from({ length: 8 }, () => send(clinician, other)));
  expect(free.map((answer) => answer.status)).toEqual(Array(8).fill(201));
  expect([(await held).status, (await held).problem.code]).toEqual([503, 'overloaded']);
  await holder.query('rollback');
  holder.release();
  expect((await send(patient, clinician, 'free again')).status).toBe(201);
});

test('256 senders on a pool of 10 never hang', async () => {
  const answers = await Promise.all(
    Array.from({ length: 256 }, (_, index) =>
      send(index % 2 ? patient : clinician, index % 2 ? clinician : patient, `n${index}`),
    ),
  );
  expect(answers.every((answer) => answer.status === 201)).toBe(true);
});
