// Sending under adversity: rows that are held, many at once, client ids used twice, and a role that may not rewrite.
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendMessage, sendToConversation } from '../../../contract/messages.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';

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
const named = (from: TestPerson, to: { id: string }, body: string, clientId: string) =>
  from.call(sendMessage, { body: { to: to.id, clientId, body } });
const send = (from: TestPerson, to: { id: string }, body = 'Hello') => named(from, to, body, `a-${(count += 1)}`);

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

test('256 senders on a pool of 10 never hang: each is stored, or told at once when to come back', async () => {
  const answers = await Promise.all(
    Array.from({ length: 256 }, async (_, index) => {
      const [from, to] = index % 2 ? [patient, clinician] : [clinician, patient];
      for (;;) {
        const answer = await send(from, to, `n${index}`);
        if (answer.status !== 503) return answer;
        expect([answer.problem.code, answer.headers.get('retry-after')]).toEqual(['overloaded', '1']);
      }
    }),
  );
  expect(answers.every((answer) => answer.status === 201)).toBe(true);
});

test('people who never finish what they send do not keep others from sending', async () => {
  const { port } = new URL(house.url);
  const beginning = `POST /api/messages HTTP/1.1\r\nhost: localhost\r\ncookie: ${patient.cookieHeader()}\r\nx-csrf-token: ${patient.csrfToken}\r\ncontent-type: application/json\r\ncontent-length: 400\r\n\r\n{`;
  const unfinished = Array.from({ length: 300 }, () => connect(Number(port), '127.0.0.1').on('error', () => {}));
  try {
    for (const socket of unfinished) socket.resume().write(beginning);
    await expect.poll(async () => (await send(clinician, patient)).status, { interval: 10 }).toBe(503);
    await expect.poll(async () => (await send(clinician, patient)).status, { timeout: 10_000 }).toBe(201);
  } finally {
    for (const socket of unfinished) socket.destroy();
  }
});

test('while many sends wait behind rows that are held, more are refused at once, and nothing that was accepted is lost', async () => {
  const holder = await house.owner.connect();
  await holder.query('begin');
  await holder.query('select from conversation for update');
  let answered = 0;
  const waiting = Array.from({ length: 400 }, async (_, index) => {
    const answer = await send(patient, clinician, `behind ${index}`);
    answered += 1;
    return answer;
  });
  const first = await Promise.race(waiting);
  expect([first.status, first.problem.code, first.headers.get('retry-after')]).toEqual([503, 'overloaded', '1']);
  // 256 were let in. Once that is known to be too many, there is room for 40, or for what two sets of 64 hold.
  await expect.poll(() => answered).toBeGreaterThanOrEqual(400 - 128);
  await holder.query('rollback');
  holder.release();
  const answers = await Promise.all(waiting);
  const stored = answers.filter((answer) => answer.status === 201).map((answer) => answer.body.seq);
  expect(new Set(stored).size).toBe(stored.length);
  expect(stored.length).toBeGreaterThan(30);
  expect(answers.filter(({ status, headers }) => status === 503 && headers.get('retry-after') === '1')).toHaveLength(
    400 - stored.length,
  );
  expect((await send(patient, clinician, 'as before')).status).toBe(201);
});

test('a client id that was used for somebody else, for another place or another text is refused: nothing vanishes', async () => {
  const colleague = await aClinician(house);
  const first = await named(clinician, patient, 'To you', 'one-id');
  const again = (to: { id: string }, body: string) => named(clinician, to, body, 'one-id');
  for (const answer of [await again(colleague, 'To you'), await again(patient, 'Something else')])
    expect([answer.status, answer.problem.code]).toEqual([409, 'client_id_reused']);
  const elsewhere = await clinician.call(sendToConversation, {
    params: { id: (await send(clinician, colleague)).body.conversationId },
    body: { clientId: 'one-id', body: 'To you' },
  });
  expect(elsewhere.problem.code).toBe('client_id_reused');
  expect((await again(patient, 'To you')).body.id).toBe(first.body.id);

  const atOnce = await Promise.all(
    [patient, colleague, patient, colleague].map((to) => named(clinician, to, 'At once', 'one-more-id')),
  );
  const stored = atOnce.filter(({ status }) => status < 300);
  expect(new Set(stored.map(({ body }) => body.id)).size).toBe(1);
  expect(atOnce.filter(({ status }) => status === 409)).toHaveLength(2);

  const { conversationId } = (await send(clinician, colleague)).body;
  const bothWays = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      index % 2
        ? named(clinician, colleague, 'Both ways', 'two-addresses')
        : clinician.call(sendToConversation, {
            params: { id: conversationId },
            body: { clientId: 'two-addresses', body: 'Both ways' },
          }),
    ),
  );
  expect(bothWays.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    200, 200, 200, 200, 200, 200, 200, 201,
  ]);
});
