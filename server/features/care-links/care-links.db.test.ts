// Care links: asking, accepting, declining and ending, and that nobody reaches further than they may.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { askCareLink, changeCareLink, listCareLinks } from '../../../contract/care-links.ts';
import type { CareLink } from '../../../contract/care-links.ts';
import { sendMessage } from '../../../contract/messages.ts';
import { heldUp, holding } from '../../testing/holding.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician, anAdmin, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';
import { auditOf, outboxOf } from '../../testing/visitors.ts';

let house: House;
let admin: TestPerson;
let patient: TestPerson;
let clinician: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  house = await openHouse();
  admin = await anAdmin(house);
});
beforeEach(async () => {
  patient = await aPatient(house);
  clinician = await aClinician(house);
  stranger = await aClinician(house, 'Stella Stranger');
});
afterAll(() => house.stop());

const ask = (asking: TestPerson, body: object) => asking.call(askCareLink, { body });
const change = (changing: TestPerson, id: string, status: string) =>
  changing.call(changeCareLink, { params: { id }, body: { status } });
const asked = async (asking: TestPerson, other: TestPerson) => (await ask(asking, { accountId: other.id })).body;
const listed = async (reader: TestPerson, query = {}) => (await reader.call(listCareLinks, { query })).body.items;
const code = (answer: { status: number; problem: { code: string } }) => [answer.status, answer.problem.code];
const announced = async (link: CareLink) =>
  (await outboxOf(house, 'care-link.changed'))
    .filter(([, detail]) => detail.careLinkId === link.id)
    .map(([accountId]) => accountId);

describe('asking', () => {
  test('a patient asks a clinician by id; both see it, and only the clinician may accept', async () => {
    const { status, body } = await ask(patient, { accountId: clinician.id });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'pending',
      askedBy: patient.id,
      mayAccept: false,
      acceptedAt: null,
      endedAt: null,
      patient: { id: patient.id, role: 'patient' },
      clinician: { id: clinician.id, role: 'clinician', displayName: 'Clara Clinician' },
    });
    expect(await listed(patient)).toEqual([body]);
    expect(await listed(clinician)).toEqual([{ ...body, mayAccept: true }]);
    expect(await listed(stranger)).toEqual([]);
    expect((await announced(body)).toSorted()).toEqual([patient.id, clinician.id].toSorted());
    expect((await auditOf(house, 'care_link.asked')).at(-1)).toMatchObject({
      actor_id: patient.id,
      subject_id: body.id,
      detail: { patientId: patient.id, clinicianId: clinician.id },
    });
  });

  test('a clinician asks a patient by username or e-mail address', async () => {
    await house.owner.query(`update account set email = 'petra@mail.example' where id = $1`, [patient.id]);
    const byName = await ask(clinician, { identifier: patient.username.toUpperCase() });
    expect([byName.status, byName.body.askedBy]).toEqual([201, clinician.id]);
    const byEmail = await ask(stranger, { identifier: 'Petra@mail.example' });
    expect([byEmail.status, byEmail.body.patient.id]).toEqual([201, patient.id]);
  });

  test('an admin names both and the link is active at once, also when one side had asked', async () => {
    const pair = { patientId: patient.id, clinicianId: clinician.id };
    const made = await ask(admin, pair);
    expect([made.status, made.body.status, made.body.askedBy]).toEqual([201, 'active', admin.id]);
    expect(made.body.acceptedAt).not.toBeNull();
    const again = await ask(admin, pair);
    expect([again.status, again.body.id]).toEqual([200, made.body.id]);
    const pending = await asked(patient, stranger);
    const accepted = await ask(admin, { patientId: patient.id, clinicianId: stranger.id });
    expect([accepted.body.id, accepted.body.status]).toEqual([pending.id, 'active']);
  });

  test('repeating an open request returns it and changes nothing, also when the other side repeats it', async () => {
    const first = await asked(patient, clinician);
    const again = await ask(patient, { accountId: clinician.id });
    expect([again.status, again.body]).toEqual([200, first]);
    const other = await ask(clinician, { accountId: patient.id });
    expect([other.status, other.body]).toEqual([200, { ...first, mayAccept: true }]);
    expect(await announced(first)).toHaveLength(2);
    expect((await auditOf(house, 'care_link.asked')).filter((entry) => entry.subject_id === first.id)).toHaveLength(1);
  });

  test('both sides ask at once, many times: one link', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        n % 2 ? ask(patient, { accountId: clinician.id }) : ask(clinician, { accountId: patient.id }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(await listed(patient)).toHaveLength(1);
  });

  test('an active link is not asked for again; after it ended a new one is', async () => {
    const id = await linked(house, patient, clinician);
    expect(code(await ask(patient, { accountId: clinician.id }))).toEqual([409, 'care_link_exists']);
    await change(patient, id, 'ended');
    const next = await ask(patient, { accountId: clinician.id });
    expect(next.status).toBe(201);
    expect(next.body.id).not.toBe(id);
    expect((await listed(patient)).map((link) => link.status)).toEqual(['pending', 'ended']);
  });

  test('nobody of that id, of that name or of that role is one answer, and it is recorded', async () => {
    const other = await aPatient(house);
    const gone = await aClinician(house);
    await house.owner.query('update account set deactivated_at = now() where id = $1', [gone.id]);
    for (const accountId of [house.deps.newId(), other.id, admin.id, patient.id, gone.id]) {
      expect(code(await ask(patient, { accountId }))).toEqual([404, 'account_not_found']);
      expect((await auditOf(house, 'askCareLink')).at(-1)).toMatchObject({
        actor_id: patient.id,
        outcome: 'denied',
        subject_id: accountId,
      });
    }
    expect(code(await ask(clinician, { identifier: 'nobody-of-that-name' }))).toEqual([404, 'account_not_found']);
    expect(code(await ask(clinician, { identifier: stranger.username }))).toEqual([404, 'account_not_found']);
    expect(code(await ask(admin, { patientId: clinician.id, clinicianId: patient.id }))).toEqual([
      404,
      'account_not_found',
    ]);
    expect(await listed(patient)).toEqual([]);
  });

  test('naming both sides is for admins, and admins name both', async () => {
    for (const asking of [patient, clinician]) {
      expect(code(await ask(asking, { patientId: patient.id, clinicianId: clinician.id }))).toEqual([
        403,
        'role_refused',
      ]);
    }
    expect(code(await ask(admin, { accountId: patient.id }))).toEqual([403, 'role_refused']);
    expect((await ask(patient, {})).status).toBe(400);
    expect((await ask(patient, { accountId: clinician.id, identifier: 'x' })).status).toBe(400);
    expect(await listed(patient)).toEqual([]);
  });
});

describe('answering', () => {
  test('the clinician accepts what the patient asked; then both may write', async () => {
    const link = await asked(patient, clinician);
    const { status, body } = await change(clinician, link.id, 'active');
    expect([status, body.status, body.mayAccept]).toEqual([200, 'active', false]);
    expect(await announced(link)).toHaveLength(4);
    expect((await auditOf(house, 'care_link.accepted')).at(-1)).toMatchObject({
      actor_id: clinician.id,
      subject_id: link.id,
    });
    const sent = await patient.call(sendMessage, { body: { to: clinician.id, clientId: 'first', body: 'Hello' } });
    expect(sent.status).toBe(201);
  });

  test('the patient accepts what the clinician asked; an admin accepts either', async () => {
    expect((await change(patient, (await asked(clinician, patient)).id, 'active')).status).toBe(200);
    expect((await change(admin, (await asked(stranger, patient)).id, 'active')).status).toBe(200);
  });

  test('fault: clinicians reaching unassigned patients by accepting their own request', async () => {
    const link = await asked(clinician, patient);
    expect(code(await change(clinician, link.id, 'active'))).toEqual([403, 'care_link_not_yours_to_accept']);
    expect((await listed(clinician))[0]!.status).toBe('pending');
    expect((await auditOf(house, 'changeCareLink')).at(-1)).toMatchObject({
      actor_id: clinician.id,
      outcome: 'denied',
      subject_id: link.id,
      detail: { code: 'care_link_not_yours_to_accept' },
    });
    const sent = await clinician.call(sendMessage, { body: { to: patient.id, clientId: 'early', body: 'Hello' } });
    expect(sent.status).toBe(403);
  });

  test("a stranger's link answers like one that does not exist, stays as it is, and the attempt is recorded", async () => {
    const link = await asked(patient, clinician);
    for (const status of ['active', 'ended']) {
      const theirs = await change(stranger, link.id, status);
      const nothing = await change(stranger, house.deps.newId(), status);
      expect(code(theirs)).toEqual([404, 'care_link_not_found']);
      expect({ ...theirs.problem, requestId: '' }).toEqual({ ...nothing.problem, requestId: '' });
    }
    expect((await listed(patient))[0]!.status).toBe('pending');
    expect(await auditOf(house, 'changeCareLink')).toContainEqual(
      expect.objectContaining({ actor_id: stranger.id, outcome: 'denied', subject_id: link.id }),
    );
  });

  test('accepting twice, or after it ended, changes nothing', async () => {
    const link = await asked(patient, clinician);
    const both = await Promise.all([change(clinician, link.id, 'active'), change(admin, link.id, 'active')]);
    expect(both.map((answer) => answer.status).toSorted()).toEqual([200, 409]);
    expect(code(await change(clinician, link.id, 'active'))).toEqual([409, 'care_link_not_pending']);
    await change(patient, link.id, 'ended');
    expect(code(await change(clinician, link.id, 'active'))).toEqual([409, 'care_link_already_ended']);
    expect(await announced(link)).toHaveLength(6);
  });
});

describe('declining and ending', () => {
  test.each(['patient', 'clinician', 'admin'])('the %s may decline a request and end a link, once', async (who) => {
    const ending = { patient, clinician, admin }[who]!;
    const pending = await asked(patient, stranger);
    const declining = who === 'clinician' ? stranger : ending;
    const declined = await change(declining, pending.id, 'ended');
    expect([declined.status, declined.body.status, declined.body.acceptedAt]).toEqual([200, 'ended', null]);
    expect((await auditOf(house, 'care_link.declined')).at(-1)).toMatchObject({
      actor_id: declining.id,
      subject_id: pending.id,
    });

    const id = await linked(house, patient, clinician);
    const ended = await change(ending, id, 'ended');
    expect([ended.status, ended.body.status]).toEqual([200, 'ended']);
    expect((await auditOf(house, 'care_link.ended')).at(-1)).toMatchObject({ actor_id: ending.id, subject_id: id });
    expect(code(await change(ending, id, 'ended'))).toEqual([409, 'care_link_already_ended']);
    const sent = await patient.call(sendMessage, {
      body: { to: clinician.id, clientId: `late-${who}`, body: 'Hello' },
    });
    expect(code(sent)).toEqual([403, 'care_link_ended']);
  });

  test('a message sent while the link ends is wholly before or wholly after', async () => {
    const id = await linked(house, patient, clinician);
    await patient.call(sendMessage, { body: { to: clinician.id, clientId: 'opens', body: 'Hello' } });
    const sends = Array.from({ length: 20 }, (_, n) =>
      patient.call(sendMessage, { body: { to: clinician.id, clientId: `race-${n}`, body: 'Hello' } }),
    );
    const [ended, ...sent] = await Promise.all([change(clinician, id, 'ended'), ...sends]);
    expect(ended.status).toBe(200);
    // Both write their outbox rows while they hold the conversation, so their numbers tell the order.
    const { rows } = await house.owner.query<{ late: number }>(
      `select count(*)::int as late from outbox sent
       where sent.type = 'message.sent' and sent.message_id in (select id from message where sender_id = $1)
         and sent.id > (select min(id) from outbox where type = 'care-link.changed' and detail ->> 'careLinkId' = $2)`,
      [patient.id, id],
    );
    expect(rows[0]!.late).toBe(0);
    expect(sent.every((answer) => [201, 403].includes(answer.status))).toBe(true);
  });
});

test('ending a care link waits for the very first message between two, and then refuses the next', async () => {
  const id = await linked(house, patient, clinician);
  let count = 0;
  const send = () =>
    patient.call(sendMessage, { body: { to: clinician.id, clientId: `end-${(count += 1)}`, body: 'Hello' } });
  const release = await holding(house, 'lock table message in share mode');
  const sending = send();
  await heldUp(house, 1);
  const ending = change(clinician, id, 'ended');
  const first = await Promise.race([heldUp(house, 2).then(() => 'held up'), ending.then(() => 'answered')]);
  await release();
  expect(first).toBe('held up');
  expect([(await sending).status, (await ending).status]).toEqual([201, 200]);
  expect(code(await send())).toEqual([403, 'care_link_ended']);
});
