// Groups: who may make and change one, what each person sees of it, and what leaves with whoever leaves.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as groups from '../../../contract/groups.ts';
import * as api from '../../../contract/messages.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician, anAdmin, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';
import { countQueries } from '../../testing/queries.ts';
import { auditOf } from '../../testing/visitors.ts';

let house: House;
let clinician: TestPerson;
let colleague: TestPerson;
let rosa: TestPerson;
let omar: TestPerson;

beforeAll(async () => {
  house = await openHouse({
    SENDS_PER_MINUTE_PATIENT: '100000', SENDS_PER_MINUTE_CLINICIAN: '100000', GENERAL_REQUESTS_PER_MINUTE: '1000000',
  });
});
afterAll(() => house.stop());
beforeEach(async () => {
  clinician = await aClinician(house, 'Clara');
  colleague = await aClinician(house, 'Colin');
  rosa = await aPatient(house, 'Rosa');
  omar = await aPatient(house, 'Omar');
  await linked(house, rosa, clinician);
  await linked(house, omar, clinician);
});

let count = 0;
const make = (by: TestPerson, others: { id: string }[], clientId = `group-${(count += 1)}`) =>
  by.call(groups.createGroup, { body: { clientId, subject: ' Tuesday evening group ', memberIds: others.map((other) => other.id) } });
async function aGroup(by: TestPerson, ...others: TestPerson[]): Promise<string> {
  const { status, body } = await make(by, others);
  expect(status).toBe(201);
  for (const other of others) if (other.role === 'patient') await answer(other, body.id, true);
  return body.id;
}
const add = (by: TestPerson, id: string, ...others: { id: string }[]) =>
  by.call(groups.addMembers, { params: { id }, body: { memberIds: others.map((other) => other.id) } });
const remove = (by: TestPerson, id: string, who: { id: string }) => by.call(groups.removeMember, { params: { id, accountId: who.id } });
const rename = (by: TestPerson, id: string, subject: string) => by.call(groups.renameGroup, { params: { id }, body: { subject } });
const answer = (by: TestPerson, conversationId: string, accept: boolean) =>
  by.call(groups.answerInvitation, { params: { conversationId }, body: { accept } });
const say = (by: TestPerson, id: string, body: string) =>
  by.call(api.sendToConversation, { params: { id }, body: { clientId: `say-${(count += 1)}`, body } });
const thread = (by: TestPerson, id: string) => by.call(api.readThread, { params: { id }, query: { limit: 100 } });
const said = async (by: TestPerson, id: string) => (await thread(by, id)).body.items.filter((item) => item.kind === 'text').map((item) => item.body);
const noticed = async (by: TestPerson, id: string) =>
  (await thread(by, id)).body.items.filter((item) => item.kind !== 'text').map((item) => `${item.sender.displayName} ${item.kind} ${item.about?.displayName ?? '-'}`);
const members = async (by: TestPerson, id: string) =>
  (await by.call(groups.listMembers, { params: { id } })).body.items.map((item) => `${item.person.displayName} ${item.joinedAt ? 'in' : 'invited'}`);
const inbox = async (by: TestPerson, filter = 'all') => (await by.call(api.listConversations, { query: { filter } })).body.items;
const unread = async (by: TestPerson) => (await by.call(api.countUnread)).body;
const invitations = async (by: TestPerson) => (await by.call(groups.listInvitations)).body.items;
const refusal = (given: { status: number; problem: { code: string } }) => [given.status, given.problem.code];

describe('making a group', () => {
  test('its maker sees it at once, colleagues are in it, and everybody finds it among their groups', async () => {
    const { status, body } = await make(clinician, [colleague]);
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'group', subject: 'Tuesday evening group', peer: null, memberCount: 2, unread: 0, sendRefusal: null });
    expect(body.lastMessage).toMatchObject({ kind: 'created', preview: '', mine: true, senderName: 'Clara', about: null });
    expect((await inbox(colleague, 'groups')).map((row) => row.id)).toEqual([body.id]);
    expect((await inbox(colleague))[0]).toMatchObject({ subject: 'Tuesday evening group', lastMessage: { kind: 'created', mine: false } });
    expect(await unread(colleague)).toEqual({ unread: 0, conversations: 0 });
    await say(clinician, body.id, 'Welcome');
    expect((await inbox(colleague))[0]).toMatchObject({ unread: 1, lastMessage: { kind: 'text', preview: 'Welcome', senderName: 'Clara' } });
    expect((await auditOf(house, 'group.created')).at(-1)).toMatchObject({ actor_id: clinician.id, subject_id: body.id, detail: { members: 2, invited: 0 } });
  });

  test('repeating the client id, also at the same moment, gives the first group and changes nothing', async () => {
    const [one, other] = await Promise.all([make(clinician, [colleague, rosa], 'twice'), make(clinician, [colleague, rosa], 'twice')]);
    expect([one.status, other.status].toSorted()).toEqual([200, 201]);
    expect(one.body.id).toBe(other.body.id);
    expect((await make(clinician, [omar], 'twice')).body.id).toBe(one.body.id);
    expect(await members(clinician, one.body.id)).toEqual(['Clara in', 'Colin in', 'Rosa invited']);
    expect(await inbox(clinician)).toHaveLength(1);
  });

  test('people out of reach and people who do not exist are one answer, which names their places', async () => {
    const stranger = await aPatient(house, 'Stranger');
    const nobody = { id: house.deps.newId() };
    for (const missing of [stranger, nobody]) {
      const refused = await make(clinician, [colleague, missing, rosa]);
      expect(refusal(refused)).toEqual([404, 'recipient_not_found']);
      expect(refused.problem.issues).toEqual([{ path: 'body.memberIds.1', message: 'cannot be added' }]);
    }
    await house.owner.query(`update account set deactivated_at = now() where id = $1`, [colleague.id]);
    expect(refusal(await make(clinician, [colleague]))).toEqual([404, 'recipient_not_found']);
    expect(refusal(await make(clinician, [clinician]))).toEqual([403, 'recipient_is_self']);
    expect(await inbox(clinician)).toEqual([]);
  });

  test('a patient makes one with their clinicians and the desk, never with patients, and nobody brings another patient into it', async () => {
    const desk = await anAdmin(house, 'Ada');
    for (const wrong of [omar, colleague]) expect(refusal(await make(rosa, [clinician, wrong]))).toEqual([404, 'recipient_not_found']);
    const id = await aGroup(rosa, clinician, desk);
    expect(await members(rosa, id)).toEqual(expect.arrayContaining(['Rosa in', 'Clara in', 'Ada in']));
    for (const by of [clinician, desk, rosa]) expect(refusal(await add(by, id, omar))).toEqual([404, 'recipient_not_found']);
    expect((await add(clinician, id, colleague)).status).toBe(200);
  });

  test('an ended care link is no reach, an admin reaches anybody', async () => {
    await house.owner.query(`update care_link set status = 'ended', ended_at = now(), ended_by = clinician_id where patient_id = $1`, [rosa.id]);
    expect(refusal(await make(clinician, [rosa]))).toEqual([404, 'recipient_not_found']);
    expect(refusal(await make(rosa, [clinician]))).toEqual([404, 'recipient_not_found']);
    expect((await make(await anAdmin(house), [rosa, omar, clinician])).status).toBe(201);
  });

  test('a group holds 200 people, invitations included', async () => {
    const { rows } = await house.owner.query<{ id: string }>(
      `insert into account (id, username, display_name, role, password_hash, created_at)
       select gen_random_uuid(), 'full-' || n, 'Member', 'clinician', 'unusable', now() from generate_series(1, 198) n returning id`,
    );
    const full = await make(clinician, [...rows, rosa]);
    expect(full.body.memberCount).toBe(199);
    expect(refusal(await add(clinician, full.body.id, omar))).toEqual([409, 'group_full']);
    expect((await make(clinician, [...rows, rosa, omar])).status).toBe(400);
    await answer(rosa, full.body.id, false);
    expect((await add(clinician, full.body.id, omar)).status).toBe(200);
  });
});

describe('patients in groups', () => {
  test('an invited patient sees the name of the group, by whom and when, and nothing else', async () => {
    const { body } = await make(clinician, [rosa, omar, colleague]);
    await say(clinician, body.id, 'Before she came');
    const [invitation] = await invitations(rosa);
    expect(invitation).toEqual({
      conversationId: body.id, subject: 'Tuesday evening group', invitedAt: expect.any(String),
      invitedBy: { id: clinician.id, displayName: 'Clara', headline: null, role: 'clinician' },
    });
    expect(await inbox(rosa)).toEqual([]);
    expect(await unread(rosa)).toEqual({ unread: 0, conversations: 0 });
    const tries = [thread(rosa, body.id), say(rosa, body.id, 'x'), rosa.call(groups.listMembers, { params: { id: body.id } }), add(rosa, body.id, clinician), rename(rosa, body.id, 'x'), remove(rosa, body.id, rosa)];
    for (const tried of await Promise.all(tries)) expect(refusal(tried)).toEqual([404, 'conversation_not_found']);

    const joined = await answer(rosa, body.id, true);
    expect(joined.body.conversation).toMatchObject({ id: body.id, memberCount: 3, lastMessage: { kind: 'joined', mine: true } });
    expect(await said(rosa, body.id)).toEqual([]);
    expect(await members(rosa, body.id)).toEqual(['Clara in', 'Colin in', 'Rosa in']);
    expect(await members(clinician, body.id)).toEqual(['Clara in', 'Colin in', 'Rosa in', 'Omar invited']);
    await say(colleague, body.id, 'After she came');
    expect(await said(rosa, body.id)).toEqual(['After she came']);
    expect(await said(colleague, body.id)).toEqual(['Before she came', 'After she came']);
    expect(await invitations(rosa)).toEqual([]);
  });

  test('nobody in the group learns of a patient who did not accept, by any answer', async () => {
    const { body } = await make(clinician, [rosa, omar, colleague]);
    await answer(rosa, body.id, true);
    await say(rosa, body.id, 'Hello everybody');
    const sent = await rosa.call(api.listSent);
    const answers = [await thread(rosa, body.id), await rosa.call(groups.listMembers, { params: { id: body.id } }), sent, await rosa.call(api.listConversations)];
    for (const given of answers) expect(JSON.stringify(given.body)).not.toContain(omar.id);
    expect(sent.body.items[0]!.to.map((person) => person.displayName).toSorted()).toEqual(['Clara', 'Colin']);
    expect(sent.body.items.map((item) => item.kind)).toEqual(['text']);
  });

  test('the same answer twice changes nothing, the other one afterwards is refused, and asking again is possible', async () => {
    const { body } = await make(clinician, [rosa]);
    for (let turn = 0; turn < 2; turn += 1) expect(await answer(rosa, body.id, false)).toMatchObject({ status: 200, body: { conversation: null } });
    expect(refusal(await answer(rosa, body.id, true))).toEqual([404, 'invitation_not_found']);
    expect(await members(clinician, body.id)).toEqual(['Clara in']);
    await add(clinician, body.id, rosa);
    await add(clinician, body.id, rosa);
    const [first, again] = await Promise.all([answer(rosa, body.id, true), answer(rosa, body.id, true)]);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(await noticed(clinician, body.id)).toEqual(['Clara created -', 'Rosa joined Rosa']);
    expect(refusal(await answer(rosa, body.id, false))).toEqual([404, 'invitation_not_found']);
    expect(refusal(await answer(omar, body.id, true))).toEqual([404, 'invitation_not_found']);
    await remove(rosa, body.id, rosa);
    expect(refusal(await answer(rosa, body.id, true))).toEqual([404, 'invitation_not_found']);
  });

  test('an invitation can be taken back, by somebody who may and not by the invited', async () => {
    const { body } = await make(clinician, [rosa]);
    expect(refusal(await remove(rosa, body.id, rosa))).toEqual([404, 'conversation_not_found']);
    for (let turn = 0; turn < 2; turn += 1) expect((await remove(clinician, body.id, rosa)).status).toBe(204);
    expect(await invitations(rosa)).toEqual([]);
    expect(refusal(await answer(rosa, body.id, true))).toEqual([404, 'invitation_not_found']);
  });

  test('a page of invitations leads to the next one', async () => {
    for (let n = 0; n < 3; n += 1) {
      house.advance(1_000);
      await make(clinician, [rosa]);
    }
    const first = await rosa.call(groups.listInvitations, { query: { limit: 2 } });
    const second = await rosa.call(groups.listInvitations, { query: { limit: 2, cursor: first.body.nextCursor! } });
    expect([first.body.items.length, second.body.items.length, second.body.nextCursor]).toEqual([2, 1, null]);
    expect(new Set([...first.body.items, ...second.body.items].map((item) => item.conversationId)).size).toBe(3);
  });
});

describe('changing a group', () => {
  test('every change is a notice in the thread, in order, the same for everybody, and never unread', async () => {
    const id = await aGroup(clinician, rosa, colleague);
    await say(rosa, id, 'Hello');
    await rename(colleague, id, 'Wednesday group');
    const desk = await anAdmin(house, 'Ada');
    await add(colleague, id, desk);
    await remove(clinician, id, desk);
    await remove(colleague, id, colleague);
    expect(await noticed(clinician, id)).toEqual([
      'Clara created -', 'Rosa joined Rosa', 'Colin renamed -', 'Colin joined Ada', 'Clara removed Ada', 'Colin left Colin',
    ]);
    expect(await noticed(rosa, id)).toEqual(['Rosa joined Rosa', 'Colin renamed -', 'Colin joined Ada', 'Clara removed Ada', 'Colin left Colin']);
    const { items, conversation } = (await thread(clinician, id)).body;
    expect(items.map((item) => item.seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(items.filter((item) => item.kind !== 'text').every((item) => item.body === '' && item.subject === null && item.clientId === null && item.receipts.length === 0)).toBe(true);
    expect(conversation.subject).toBe('Wednesday group');
    expect(await unread(rosa)).toEqual({ unread: 0, conversations: 0 });
    expect(await unread(clinician)).toEqual({ unread: 1, conversations: 1 });
  });

  test('a notice does not bring back a group somebody put away', async () => {
    const id = await aGroup(clinician, rosa, colleague);
    await rosa.call(api.archiveConversation, { params: { id } });
    await rename(clinician, id, 'Another name');
    expect((await inbox(rosa, 'archived')).map((row) => row.id)).toEqual([id]);
    await say(clinician, id, 'Are you there?');
    expect((await inbox(rosa)).map((row) => row.id)).toEqual([id]);
  });

  test('a patient who was asked in may leave, and change nothing else', async () => {
    const id = await aGroup(clinician, rosa, omar);
    const desk = await anAdmin(house);
    for (const tried of [await add(rosa, id, desk), await rename(rosa, id, 'Mine'), await remove(rosa, id, omar), await remove(rosa, id, clinician), await remove(rosa, id, { id: house.deps.newId() })]) {
      expect(refusal(tried)).toEqual([403, 'not_yours_to_change']);
    }
    expect((await remove(rosa, id, rosa)).status).toBe(204);
  });

  test('the maker is removed by an admin alone', async () => {
    const desk = await anAdmin(house);
    const id = await aGroup(clinician, colleague, desk);
    expect(refusal(await remove(colleague, id, clinician))).toEqual([403, 'not_yours_to_change']);
    expect((await remove(desk, id, clinician)).status).toBe(204);
    expect(refusal(await rename(clinician, id, 'x'))).toEqual([404, 'conversation_not_found']);
  });

  test('adding, removing and renaming twice changes nothing the second time', async () => {
    const id = await aGroup(clinician, rosa);
    for (let turn = 0; turn < 2; turn += 1) {
      expect((await add(clinician, id, colleague, rosa, clinician)).status).toBe(200);
      expect((await rename(clinician, id, 'Quiet room')).body.subject).toBe('Quiet room');
    }
    for (let turn = 0; turn < 2; turn += 1) expect((await remove(clinician, id, colleague)).status).toBe(204);
    expect(await noticed(clinician, id)).toEqual(['Clara created -', 'Rosa joined Rosa', 'Clara joined Colin', 'Clara renamed -', 'Clara removed Colin']);
    expect(refusal(await remove(clinician, id, omar))).toEqual([404, 'member_not_found']);
    expect(refusal(await remove(clinician, id, { id: house.deps.newId() }))).toEqual([404, 'member_not_found']);
  });

  test('a direct conversation is no group, and a stranger gets the same answer as for nothing', async () => {
    const direct = (await clinician.call(api.sendMessage, { body: { to: rosa.id, clientId: `d-${(count += 1)}`, body: 'Hello' } })).body.conversationId;
    const id = await aGroup(clinician, rosa);
    const nothing = house.deps.newId();
    for (const [by, where] of [[clinician, direct], [colleague, id], [colleague, nothing]] as const) {
      for (const tried of [await add(by, where, omar), await rename(by, where, 'x'), await remove(by, where, by), await by.call(groups.listMembers, { params: { id: where } })]) {
        expect(refusal(tried)).toEqual([404, 'conversation_not_found']);
      }
    }
  });

  test('the name is nowhere in the clear, not in the audit nor in the outbox', async () => {
    const id = await aGroup(clinician, rosa);
    await rename(clinician, id, 'Heron watchers');
    for (const table of ['conversation', 'message', 'audit_entry', 'outbox', 'group_invitation']) {
      const { rows } = await house.owner.query<{ found: boolean }>(`select bool_or(t::text ~* 'heron|tuesday|${Buffer.from('Heron watchers').toString('hex')}') as found from ${table} t`);
      expect([table, rows[0]!.found]).toEqual([table, false]);
    }
  });

  test('adding and listing 2 and 200 people cost the same number of queries', async () => {
    const queries = async (many: number) => {
      const { rows } = await house.owner.query<{ id: string }>(
        `insert into account (id, username, display_name, role, password_hash, created_at)
         select gen_random_uuid(), 'many-' || $1::text || '-' || n, 'Member', 'clinician', 'unusable', now() from generate_series(1, $2::int) n returning id`,
        [`${(count += 1)}`, many - 2],
      );
      const id = await aGroup(clinician, colleague);
      return countQueries(async () => {
        expect((await add(clinician, id, ...rows)).body.items).toHaveLength(many);
        expect(await members(clinician, id)).toHaveLength(many);
      });
    };
    await queries(3);
    expect(await queries(200)).toBe(await queries(3));
  });
});

describe('leaving and being removed', () => {
  test('fault: a message injected into a conversation the sender is not a member of', async () => {
    const id = await aGroup(clinician, rosa);
    await remove(clinician, id, rosa);
    for (const outsider of [colleague, omar, rosa]) {
      expect(refusal(await say(outsider, id, 'Injected'))).toEqual([404, 'conversation_not_found']);
      expect(refusal(await thread(outsider, id))).toEqual([404, 'conversation_not_found']);
    }
    expect(await said(clinician, id)).toEqual([]);
    expect((await auditOf(house, 'sendToConversation')).filter((entry) => entry.subject_id === id && entry.outcome === 'denied')).toHaveLength(3);
  });

  test('fault: leaving leaves a ghost count', async () => {
    const id = await aGroup(clinician, rosa);
    for (const text of ['one', 'two']) await say(clinician, id, text);
    expect(await unread(rosa)).toEqual({ unread: 2, conversations: 1 });
    await remove(rosa, id, rosa);
    expect(await unread(rosa)).toEqual({ unread: 0, conversations: 0 });
    for (const filter of ['all', 'unread', 'archived', 'groups']) expect(await inbox(rosa, filter)).toEqual([]);
  });

  test('what was sent while somebody was away stays unseen when they come back, and their own words leave Sent with them', async () => {
    const id = await aGroup(clinician, rosa);
    await say(rosa, id, 'while there');
    await remove(clinician, id, rosa);
    expect((await rosa.call(api.listSent)).body.items).toEqual([]);
    await say(clinician, id, 'while away');
    await add(clinician, id, rosa);
    expect(refusal(await thread(rosa, id))).toEqual([404, 'conversation_not_found']);
    await answer(rosa, id, true);
    await say(clinician, id, 'after coming back');
    expect(await said(rosa, id)).toEqual(['while there', 'after coming back']);
    expect(await said(clinician, id)).toEqual(['while there', 'while away', 'after coming back']);
  });

  test('a send beside a removal is wholly before or wholly after it', async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      const id = await aGroup(clinician, rosa);
      const [sent, removed] = await Promise.all([say(rosa, id, 'racing'), remove(clinician, id, rosa)]);
      expect(removed.status).toBe(204);
      const { items } = (await thread(clinician, id)).body;
      const kinds = items.map((item) => item.kind);
      if (sent.status === 201) expect(kinds).toEqual(['created', 'joined', 'text', 'removed']);
      else expect([refusal(sent), kinds]).toEqual([[404, 'conversation_not_found'], ['created', 'joined', 'removed']]);
    }
  });

  test('twenty people who join, leave and write at once leave one order without a gap', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, (_, n) => aClinician(house, `Person ${n}`)));
    const id = await aGroup(clinician, ...people);
    await Promise.all(
      people.flatMap((person, n) => [say(person, id, `from ${n}`), n % 2 ? remove(person, id, person) : rename(person, id, `name ${n}`), say(clinician, id, `to ${n}`)]),
    );
    const { items } = (await thread(clinician, id)).body;
    expect(items.map((item) => item.seq)).toEqual(items.map((_, index) => index + 1));
    expect((await inbox(clinician))[0]).toMatchObject({ memberCount: 11 });
  });
});
