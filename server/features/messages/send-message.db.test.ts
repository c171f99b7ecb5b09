// Sending: who may, what is stored, what a repetition does, and that nothing is lost or half done.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readThread, sendMessage, sendToConversation } from '../../../contract/messages.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician, anAdmin, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';
import { countQueries } from '../../testing/queries.ts';

let house: House;
let patient: TestPerson;
let clinician: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  house = await openHouse();
  patient = await aPatient(house);
  clinician = await aClinician(house);
  stranger = await aPatient(house, 'Stranger');
  await linked(house, patient, clinician);
});
afterAll(() => house.stop());

let count = 0;
const send = (from: TestPerson, to: { id: string }, body = 'Hello', more: object = {}) =>
  from.call(sendMessage, { body: { to: to.id, clientId: `c-${(count += 1)}`, body, ...more } });
async function aGroup(members: number): Promise<string> {
  const id = house.deps.newId();
  await house.owner.query(
    `insert into conversation (id, kind, data_key, created_by, created_at) values ($1, 'group', $2, $3, now())`,
    [id, house.deps.vault.makeDataKey(id), clinician.id],
  );
  await house.owner.query(
    `insert into account (id, username, display_name, role, password_hash, created_at)
     select gen_random_uuid(), 'member-' || n || '-' || $1, 'Member', 'patient', 'unusable', now() from generate_series(2, $2::int) n`,
    [id, members],
  );
  await house.owner.query(
    `insert into member (conversation_id, account_id, joined_at)
     select $1::uuid, id, now() from account where username like '%' || $1 or id = $2`,
    [id, clinician.id],
  );
  return id;
}
const threadOf = async (reader: TestPerson, conversationId: string) =>
  (await reader.call(readThread, { params: { id: conversationId } })).body;

describe('sending', () => {
  test('a linked patient and clinician write to each other in one conversation, in one order', async () => {
    const first = await send(patient, clinician, '  I slept badly.\nVery badly.  ', { subject: ' Sleep ' });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      body: 'I slept badly.\nVery badly.',
      subject: 'Sleep',
      mine: true,
      seq: 1,
      readAt: null,
    });
    expect(first.body.receipts).toEqual([{ accountId: clinician.id, deliveredAt: null, readAt: null }]);
    const second = await send(clinician, patient, 'Thank you for telling me.');
    expect(second.body.conversationId).toBe(first.body.conversationId);
    const [mine, theirs] = await Promise.all([
      threadOf(patient, first.body.conversationId),
      threadOf(clinician, first.body.conversationId),
    ]);
    expect(mine.items.map((item) => item.id)).toEqual([first.body.id, second.body.id]);
    expect(theirs.items.map((item) => item.id)).toEqual([first.body.id, second.body.id]);
    expect(theirs.items[0]).toMatchObject({
      body: 'I slept badly.\nVery badly.',
      mine: false,
      clientId: null,
      receipts: [],
    });
  });

  test('a repeated client id returns the first message and changes nothing', async () => {
    const body = { to: clinician.id, clientId: 'twice', body: 'Only once' };
    const first = await patient.call(sendMessage, { body });
    const again = await patient.call(sendMessage, { body });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    const { rows } = await house.owner.query('select count(*)::int as n from message where client_id = $1', ['twice']);
    expect(rows[0].n).toBe(1);
  });

  test('thirty double clicks at the same moment store one message', async () => {
    const body = { to: clinician.id, clientId: 'storm', body: 'Clicked many times' };
    const answers = await Promise.all(Array.from({ length: 30 }, () => patient.call(sendMessage, { body })));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  });

  test('two people who start the same conversation at the same moment get one', async () => {
    const one = await aClinician(house);
    const other = await aClinician(house);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 ? send(one, other, `a${index}`) : send(other, one, `b${index}`),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(201));
    expect(new Set(answers.map((answer) => answer.body.conversationId)).size).toBe(1);
    expect(answers.map((answer) => answer.body.seq).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  test('one refused send in a crowd hinders no other', async () => {
    const answers = await Promise.all([
      send(patient, clinician),
      send(stranger, clinician),
      send(patient, clinician),
      send(stranger, patient),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([201, 404, 201, 404]);
  });

  test('clinicians reach each other, and everybody reaches an admin', async () => {
    const admin = await anAdmin(house);
    expect((await send(clinician, await aClinician(house))).status).toBe(201);
    for (const person of [patient, stranger, clinician]) {
      expect((await send(person, admin)).status).toBe(201);
      expect((await send(admin, person)).status).toBe(201);
    }
  });

  test('text of every alphabet and 10,000 characters arrives as it was written; one more, or nothing to see, is refused', async () => {
    const long = '🌧️é̂漢字\u202eab'.repeat(2_000).slice(0, 10_000);
    const whole = [...long].slice(0, 10_000).join('').trim();
    const sent = await send(patient, clinician, whole);
    expect(sent.status).toBe(201);
    expect((await threadOf(clinician, sent.body.conversationId)).items.at(-1)!.body).toBe(whole);
    expect((await send(patient, clinician, '😶'.repeat(10_000))).status).toBe(201);
    for (const nothing of ['', ' \n\t ', '\u200b\u2060', '\u00a0\ufeff', '\u0301']) {
      expect((await send(patient, clinician, nothing)).problem.issues).toEqual([
        { path: 'body.body', message: 'must not be empty' },
      ]);
    }
    const over = await send(patient, clinician, '😶'.repeat(10_001));
    expect(over.status).toBe(400);
    expect(over.problem.issues).toEqual([{ path: 'body.body', message: 'must have at most 10000 characters' }]);
  });
});

describe('who may not', () => {
  const nobody = { id: '00000000-0000-7000-8000-000000000000' };

  test('somebody out of reach and somebody who does not exist are the same answer', async () => {
    const unlinked = await aClinician(house);
    const answers = [
      await send(patient, nobody),
      await send(patient, unlinked),
      await send(patient, stranger),
      await send(unlinked, patient),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(404);
      expect({ ...answer.problem, requestId: '' }).toEqual({ code: 'recipient_not_found', requestId: '' });
    }
  });

  test('fault: clinicians reaching unassigned patients', async () => {
    const unassigned = await aClinician(house);
    expect((await send(unassigned, patient)).status).toBe(404);
  });

  test('self is refused', async () => {
    expect((await send(patient, patient)).problem.code).toBe('recipient_is_self');
  });

  test('fault: a message injected into a conversation the sender is not a member of', async () => {
    const { body } = await send(patient, clinician);
    for (const intruder of [stranger, await aClinician(house), await anAdmin(house)]) {
      const answer = await intruder.call(sendToConversation, {
        params: { id: body.conversationId },
        body: { clientId: 'inject', body: 'I should not be here' },
      });
      expect([answer.status, answer.problem.code]).toEqual([404, 'conversation_not_found']);
    }
    const nothing = await stranger.call(sendToConversation, {
      params: { id: nobody.id },
      body: { clientId: 'inject', body: 'x' },
    });
    expect([nothing.status, nothing.problem.code]).toEqual([404, 'conversation_not_found']);
  });

  test('every refusal is audited with who, what and why, and without text', async () => {
    await send(stranger, clinician, 'a sentence that must not be in the audit');
    const { rows } = await house.owner.query(
      `select * from audit_entry where actor_id = $1 and outcome = 'denied' order by at desc, id desc limit 1`,
      [stranger.id],
    );
    expect(rows[0]).toMatchObject({
      action: 'sendMessage',
      subject_id: clinician.id,
      detail: { code: 'recipient_not_found' },
    });
    expect(JSON.stringify(rows)).not.toContain('sentence');
  });

  test('pending and ended care links refuse with what stands in the way, and reading stays possible', async () => {
    const other = await aPatient(house);
    const id = await linked(house, other, clinician);
    const { body } = await send(other, clinician, 'Before the end');
    await house.owner.query(`update care_link set status = 'ended', ended_at = now() where id = $1`, [id]);
    expect([(await send(other, clinician)).problem.code, (await send(clinician, other)).problem.code]).toEqual([
      'care_link_ended',
      'care_link_ended',
    ]);
    const thread = await threadOf(other, body.conversationId);
    expect(thread.items.map((item) => item.body)).toEqual(['Before the end']);
    expect(thread.conversation.sendRefusal).toBe('care_link_ended');
    await house.owner.query(
      `insert into care_link (id, patient_id, clinician_id, status, asked_by, asked_at) values ($1, $2, $3, 'pending', $2, now() + interval '1 s')`,
      [house.deps.newId(), other.id, clinician.id],
    );
    expect((await send(other, clinician)).problem.code).toBe('care_link_pending');
  });
});

describe('sealed and whole', () => {
  test('the database holds no sentence, and a text moved to another row does not open', async () => {
    const canary = 'The heron stands in cold water';
    const { body } = await send(patient, clinician, canary, { subject: 'Heron subject' });
    const { rows } = await house.owner.query('select m::text as row from message m where id = $1', [body.id]);
    expect(rows[0].row).not.toContain('heron');
    expect(Buffer.from(rows[0].row).includes(Buffer.from(canary).toString('hex'))).toBe(false);
    const second = await send(patient, clinician, 'Another');
    await house.owner.query(
      'update message set body_sealed = (select body_sealed from message where id = $1) where id = $2',
      [body.id, second.body.id],
    );
    const answer = await clinician.call(readThread, { params: { id: body.conversationId } });
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.problem)).not.toContain('heron');
    await house.owner.query('delete from receipt where message_id = $1', [second.body.id]);
    await house.owner.query('delete from message where id = $1', [second.body.id]);
  });

  test('sending to 2 and to 200 members costs the same number of queries', async () => {
    const queries = async (members: number) => {
      const id = await aGroup(members);
      return countQueries(async () => {
        const answer = await clinician.call(sendToConversation, {
          params: { id },
          body: { clientId: id, body: 'To all of you' },
        });
        expect(answer.body.receipts).toHaveLength(members - 1);
      });
    };
    await queries(2);
    expect(await queries(200)).toBe(await queries(2));
  });
});
