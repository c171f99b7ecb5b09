// Blocking: what it stops, in both directions, what it leaves alone, and who learns of it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findPeople } from '../../../contract/accounts.ts';
import * as contract from '../../../contract/blocks.ts';
import { askCareLink, changeCareLink, listCareLinks } from '../../../contract/care-links.ts';
import { answerInvitation, createGroup, listInvitations } from '../../../contract/groups.ts';
import { listConversations, readThread, sendMessage, sendToConversation } from '../../../contract/messages.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician, anAdmin, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';

let house: House;
let patient: TestPerson;
let clinician: TestPerson;
let conversationId: string;

beforeAll(async () => {
  house = await openHouse();
});
beforeEach(async () => {
  patient = await aPatient(house, 'Petra Blockworth');
  clinician = await aClinician(house, 'Clara Blockworth');
  await linked(house, patient, clinician);
  conversationId = (await send(patient, clinician, 'Before any block')).body.conversationId;
});
afterAll(() => house.stop());

let count = 0;
const send = (from: TestPerson, to: { id: string }, body = 'Hello') =>
  from.call(sendMessage, { body: { to: to.id, clientId: `b-${(count += 1)}`, body } });
const block = (by: TestPerson, whom: { id: string }, reason: string | null = 'They wrote at night') =>
  by.call(contract.blockAccount, { params: { accountId: whom.id }, body: { reason } });
const unblock = (by: TestPerson, whom: { id: string }) =>
  by.call(contract.unblockAccount, { params: { accountId: whom.id } });
const inboxRefusal = async (of: TestPerson) => (await of.call(listConversations)).body.items[0]!.sendRefusal;

describe('fault: blocks that block nothing', () => {
  test('neither can send to the other, by person or into the conversation, and ending it opens the way again', async () => {
    expect((await block(patient, clinician)).status).toBe(200);
    for (const [who, whom, code] of [
      [patient, clinician, 'you_blocked_them'],
      [clinician, patient, 'recipient_unavailable'],
    ] as const) {
      expect([(await send(who, whom)).status, (await send(who, whom)).problem.code]).toEqual([403, code]);
      const into = await who.call(sendToConversation, {
        params: { id: conversationId },
        body: { clientId: `i-${(count += 1)}`, body: 'Into it' },
      });
      expect([into.status, into.problem.code]).toEqual([403, code]);
      expect(await inboxRefusal(who)).toBe(code);
    }
    expect((await unblock(patient, clinician)).status).toBe(204);
    expect((await unblock(patient, clinician)).status).toBe(204);
    expect((await send(clinician, patient)).status).toBe(201);
    expect(await inboxRefusal(clinician)).toBeNull();
  });

  test('a block of the other side stays when one ends', async () => {
    await block(patient, clinician);
    await block(clinician, patient);
    await unblock(patient, clinician);
    expect((await send(patient, clinician)).problem.code).toBe('recipient_unavailable');
    expect((await send(clinician, patient)).problem.code).toBe('you_blocked_them');
  });

  test('neither is offered to the other as somebody to write to', async () => {
    await block(patient, clinician);
    for (const who of [patient, clinician]) {
      const found = await who.call(findPeople, { query: { query: 'Blockworth' } });
      expect(found.body.items.map((person) => person.id)).not.toContain(who === patient ? clinician.id : patient.id);
    }
  });

  test('neither can add the other to a group', async () => {
    await block(patient, clinician);
    for (const [who, whom] of [
      [patient, clinician],
      [clinician, patient],
    ] as const) {
      const answer = await who.call(createGroup, {
        body: { subject: 'A group', memberIds: [whom.id], clientId: `g-${(count += 1)}` },
      });
      expect([answer.status, answer.problem.code]).toEqual([404, 'recipient_not_found']);
    }
  });

  test('whoever is blocked cannot ask for a care link again, and gets the answer for nobody', async () => {
    const id = (await patient.call(listCareLinks, { query: { status: 'active' } })).body.items[0]!.id;
    await block(patient, clinician);
    await patient.call(changeCareLink, { params: { id }, body: { status: 'ended' } });
    const answer = await clinician.call(askCareLink, { body: { accountId: patient.id } });
    expect([answer.status, answer.problem.code]).toEqual([404, 'account_not_found']);
  });

  test('an open invitation between the two ends with the block', async () => {
    const made = await clinician.call(createGroup, {
      body: { subject: 'A group', memberIds: [patient.id], clientId: `g-${(count += 1)}` },
    });
    expect((await patient.call(listInvitations)).body.items).toHaveLength(1);
    await block(patient, clinician);
    expect((await patient.call(listInvitations)).body.items).toEqual([]);
    const accepted = await patient.call(answerInvitation, {
      params: { conversationId: made.body.id },
      body: { accept: true },
    });
    expect(accepted.status).toBe(404);
  });

  test('of fifty sends at the moment of a block, those answered 201 are there and the others are not', async () => {
    const sends = Array.from({ length: 50 }, (_, n) => send(clinician, patient, `racing ${n}`));
    await block(patient, clinician);
    const answers = await Promise.all(sends);
    const stored = (await patient.call(readThread, { params: { id: conversationId }, query: { limit: 100 } })).body
      .items;
    expect(stored.filter((message) => message.body.startsWith('racing'))).toHaveLength(
      answers.filter((answer) => answer.status === 201).length,
    );
    for (const answer of answers) expect([201, 403]).toContain(answer.status);
    expect((await send(clinician, patient)).status).toBe(403);
  });
});

describe('what it leaves alone', () => {
  test('what was exchanged stays readable for both', async () => {
    await block(patient, clinician);
    for (const reader of [patient, clinician]) {
      const thread = await reader.call(readThread, { params: { id: conversationId } });
      expect(thread.body.items.map((item) => item.body)).toEqual(['Before any block']);
    }
  });

  test('everybody still reaches the support desk, which cannot be blocked', async () => {
    const admin = await anAdmin(house);
    for (const [who, whom] of [
      [patient, admin],
      [admin, patient],
    ] as const) {
      const answer = await block(who, whom);
      expect([answer.status, answer.problem.code]).toEqual([403, 'support_desk_not_blockable']);
    }
    expect((await send(patient, admin)).status).toBe(201);
  });
});

describe('making one', () => {
  test('a clinician gives a reason, which admins see and nobody else; it is sealed', async () => {
    const missing = await block(clinician, patient, null);
    expect([missing.status, missing.problem.issues?.[0]?.path]).toEqual([400, 'body.reason']);
    expect((await send(patient, clinician)).status).toBe(201);
    await block(clinician, patient, 'Threats about the kingfisher');
    const admin = await anAdmin(house);
    const listed = await admin.call(contract.listClinicianBlocks);
    expect(listed.body.items[0]).toMatchObject({
      blockedBy: { id: clinician.id },
      person: { id: patient.id },
      reason: 'Threats about the kingfisher',
    });
    for (const other of [patient, clinician]) {
      expect((await other.call(contract.listClinicianBlocks)).problem.code).toBe('role_refused');
    }
    expect((await patient.call(contract.listBlocks)).body.items).toEqual([]);
    const { rows } = await house.owner.query(
      `select (select string_agg(b::text, '') from block b) || (select string_agg(e::text, '') from audit_entry e)
              || (select string_agg(o::text, '') from outbox o) as text`,
    );
    for (const form of ['kingfisher', Buffer.from('kingfisher').toString('hex')])
      expect(rows[0].text).not.toContain(form);
  });

  test('repeating it keeps the moment and replaces the reason', async () => {
    const first = await block(patient, clinician, 'One');
    house.advance(60_000);
    const second = await block(patient, clinician, 'Another');
    expect(second.body).toEqual({ ...first.body, reason: 'Another' });
    const { items } = (await patient.call(contract.listBlocks)).body;
    expect(items).toEqual([second.body]);
  });

  test('a stranger and nobody are the same answer, oneself is refused, and refusals are audited', async () => {
    const stranger = await aPatient(house);
    const nobody = { id: '00000000-0000-7000-8000-000000000000' };
    const [real, absent] = [await block(patient, stranger), await block(patient, nobody)];
    expect(real.status).toBe(404);
    expect({ ...real.problem, requestId: '' }).toEqual({ ...absent.problem, requestId: '' });
    expect((await block(patient, patient)).problem.code).toBe('recipient_is_self');
    const { rows } = await house.owner.query(
      `select count(*)::int as n from audit_entry where actor_id = $1 and outcome = 'denied' and action = 'blockAccount'`,
      [patient.id],
    );
    expect(rows[0].n).toBe(3);
  });

  test('the list goes page by page, newest first, each once', async () => {
    const blocked: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const colleague = await aClinician(house);
      house.advance(1_000);
      await block(clinician, colleague);
      blocked.unshift(colleague.id);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof clinician.call<typeof contract.listBlocks>>> = await clinician.call(
        contract.listBlocks,
        { query: { limit: 2, ...(cursor ? { cursor } : {}) } },
      );
      seen.push(...page.body.items.map((item) => item.person.id));
      cursor = page.body.nextCursor;
    } while (cursor);
    expect(seen).toEqual(blocked);
  });
});
