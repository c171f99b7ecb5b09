// Making groups and coming into them: who may, and what each person sees of it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { blockAccount } from '../../../contract/blocks.ts';
import { changeCareLink } from '../../../contract/care-links.ts';
import * as groups from '../../../contract/groups.ts';
import * as api from '../../../contract/messages.ts';
import {
  make,
  aGroup,
  peopleForGroups,
  add,
  remove,
  rename,
  answer,
  say,
  thread,
  said,
  noticed,
  members,
  inbox,
  unread,
  invitations,
  refusal,
} from '../../testing/groups.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { anAdmin, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';
import { auditOf } from '../../testing/visitors.ts';

let house: House;
let clinician: TestPerson;
let colleague: TestPerson;
let rosa: TestPerson;
let omar: TestPerson;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());
beforeEach(async () => {
  ({ clinician, colleague, rosa, omar } = await peopleForGroups(house));
});

describe('making a group', () => {
  test('its maker sees it at once, colleagues are in it, and everybody finds it among their groups', async () => {
    const { status, body } = await make(clinician, [colleague]);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      kind: 'group',
      subject: 'Tuesday evening group',
      peer: null,
      memberCount: 2,
      unread: 0,
      sendRefusal: null,
    });
    expect(body.lastMessage).toMatchObject({
      kind: 'created',
      preview: '',
      mine: true,
      senderName: 'Clara',
      about: null,
    });
    expect((await inbox(colleague, 'groups')).map((row) => row.id)).toEqual([body.id]);
    expect((await inbox(colleague))[0]).toMatchObject({
      subject: 'Tuesday evening group',
      lastMessage: { kind: 'created', mine: false },
    });
    expect(await unread(colleague)).toEqual({ unread: 0, conversations: 0 });
    await say(clinician, body.id, 'Welcome');
    expect((await inbox(colleague))[0]).toMatchObject({
      unread: 1,
      lastMessage: { kind: 'text', preview: 'Welcome', senderName: 'Clara' },
    });
    expect((await auditOf(house, 'group.created')).at(-1)).toMatchObject({
      actor_id: clinician.id,
      subject_id: body.id,
      detail: { members: 2, invited: 0 },
    });
  });

  test('repeating the client id, also at the same moment, gives the first group and changes nothing', async () => {
    const [one, other] = await Promise.all([
      make(clinician, [colleague, rosa], 'twice'),
      make(clinician, [colleague, rosa], 'twice'),
    ]);
    expect([one.status, other.status].toSorted()).toEqual([200, 201]);
    expect(one.body.id).toBe(other.body.id);
    const again = await make(clinician, [rosa, clinician, colleague, rosa], 'twice');
    expect([again.status, again.body.id]).toEqual([200, one.body.id]);
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
    for (const wrong of [omar, colleague])
      expect(refusal(await make(rosa, [clinician, wrong]))).toEqual([404, 'recipient_not_found']);
    const id = await aGroup(rosa, clinician, desk);
    expect(await members(rosa, id)).toEqual(expect.arrayContaining(['Rosa in', 'Clara in', 'Ada in']));
    for (const by of [clinician, desk, rosa])
      expect(refusal(await add(by, id, omar))).toEqual([404, 'recipient_not_found']);
    expect((await add(clinician, id, colleague)).status).toBe(200);
  });

  test('an ended care link is no reach, an admin reaches anybody', async () => {
    await house.owner.query(
      `update care_link set status = 'ended', ended_at = now(), ended_by = clinician_id where patient_id = $1`,
      [rosa.id],
    );
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
      conversationId: body.id,
      subject: 'Tuesday evening group',
      invitedAt: expect.any(String),
      invitedBy: { id: clinician.id, displayName: 'Clara', headline: null, role: 'clinician' },
    });
    expect(await inbox(rosa)).toEqual([]);
    expect(await unread(rosa)).toEqual({ unread: 0, conversations: 0 });
    const tries = [
      thread(rosa, body.id),
      say(rosa, body.id, 'x'),
      rosa.call(groups.listMembers, { params: { id: body.id } }),
      add(rosa, body.id, clinician),
      rename(rosa, body.id, 'x'),
      remove(rosa, body.id, rosa),
    ];
    for (const tried of await Promise.all(tries)) expect(refusal(tried)).toEqual([404, 'conversation_not_found']);

    const joined = await answer(rosa, body.id, true);
    expect(joined.body.conversation).toMatchObject({
      id: body.id,
      memberCount: 3,
      lastMessage: { kind: 'joined', mine: true },
    });
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
    const answers = [
      await thread(rosa, body.id),
      await rosa.call(groups.listMembers, { params: { id: body.id } }),
      sent,
      await rosa.call(api.listConversations),
    ];
    for (const given of answers) expect(JSON.stringify(given.body)).not.toContain(omar.id);
    expect(sent.body.items[0]!.to.map((person) => person.displayName).toSorted()).toEqual(['Clara', 'Colin']);
    expect(sent.body.items.map((item) => item.kind)).toEqual(['text']);
  });

  test('the same answer twice changes nothing, the other one afterwards is refused, and asking again is possible', async () => {
    const { body } = await make(clinician, [rosa]);
    for (let turn = 0; turn < 2; turn += 1)
      expect(await answer(rosa, body.id, false)).toMatchObject({ status: 200, body: { conversation: null } });
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

  test('an invitation ends with the care link it rested on, and one made in that moment, or of a block, leads nowhere', async () => {
    const omarsLink = await linked(house, omar, colleague);
    const invited = (await make(colleague, [omar])).body.id;
    await colleague.call(changeCareLink, { params: { id: omarsLink }, body: { status: 'ended' } });
    expect(await invitations(omar)).toEqual([]);
    expect((await answer(omar, invited, true)).status).toBe(404);

    // As if both had been committed at once: what was withdrawn is open again.
    await house.owner.query('update group_invitation set ended_at = null, outcome = null where conversation_id = $1', [
      invited,
    ]);
    expect((await answer(omar, invited, true)).status).toBe(404);
    const other = (await make(clinician, [rosa])).body.id;
    await rosa.call(blockAccount, { params: { accountId: clinician.id }, body: {} });
    await house.owner.query('update group_invitation set ended_at = null, outcome = null where conversation_id = $1', [
      other,
    ]);
    expect((await answer(rosa, other, true)).status).toBe(404);
    expect((await answer(rosa, other, false)).status).toBe(200);
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
