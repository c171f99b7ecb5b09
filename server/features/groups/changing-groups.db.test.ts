// Changing a group: who may, what its members see of it, and that a repetition changes nothing.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as groups from '../../../contract/groups.ts';
import * as archiving from '../../../contract/archiving.ts';
import * as api from '../../../contract/messages.ts';
import {
  make,
  aGroup,
  peopleForGroups,
  add,
  answer,
  remove,
  rename,
  say,
  thread,
  noticed,
  members,
  inbox,
  unread,
  refusal,
} from '../../testing/groups.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { anAdmin } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';
import { countQueries } from '../../testing/queries.ts';

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

describe('changing a group', () => {
  test('fault: a changed group that is lost as the repeat of the one before', async () => {
    const made = await make(clinician, [colleague, rosa], 'changed');
    for (const others of [[colleague], [colleague, omar], [colleague, rosa, omar]])
      expect(refusal(await make(clinician, others, 'changed'))).toEqual([409, 'client_id_reused']);
    await answer(rosa, made.body.id, true);
    await add(clinician, made.body.id, omar);
    await remove(clinician, made.body.id, colleague);
    expect((await make(clinician, [colleague, rosa], 'changed')).status).toBe(200);
    await rename(clinician, made.body.id, 'Wednesday evening group');
    expect(refusal(await make(clinician, [colleague, rosa], 'changed'))).toEqual([409, 'client_id_reused']);
    const race = await Promise.all([rosa, omar].map((one) => make(clinician, [one], 'race')));
    expect(race.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  test('every change is a notice in the thread, in order, the same for everybody, and never unread', async () => {
    const id = await aGroup(clinician, rosa, colleague);
    await say(rosa, id, 'Hello');
    await rename(colleague, id, 'Wednesday group');
    const desk = await anAdmin(house, 'Ada');
    await add(colleague, id, desk);
    await remove(clinician, id, desk);
    await remove(colleague, id, colleague);
    expect(await noticed(clinician, id)).toEqual([
      'Clara created -',
      'Rosa joined Rosa',
      'Colin renamed -',
      'Colin joined Ada',
      'Clara removed Ada',
      'Colin left Colin',
    ]);
    expect(await noticed(rosa, id)).toEqual([
      'Rosa joined Rosa',
      'Colin renamed -',
      'Colin joined Ada',
      'Clara removed Ada',
      'Colin left Colin',
    ]);
    const { items, conversation } = (await thread(clinician, id)).body;
    expect(items.map((item) => item.seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(
      items
        .filter((item) => item.kind !== 'text')
        .every(
          (item) => item.body === '' && item.subject === null && item.clientId === null && item.receipts.length === 0,
        ),
    ).toBe(true);
    expect(conversation.subject).toBe('Wednesday group');
    expect(await unread(rosa)).toEqual({ unread: 0, conversations: 0 });
    expect(await unread(clinician)).toEqual({ unread: 1, conversations: 1 });
  });

  test('a notice does not bring back a group somebody put away', async () => {
    const id = await aGroup(clinician, rosa, colleague);
    await rosa.call(archiving.archiveConversation, { params: { id } });
    await rename(clinician, id, 'Another name');
    expect((await inbox(rosa, 'archived')).map((row) => row.id)).toEqual([id]);
    await say(clinician, id, 'Are you there?');
    expect((await inbox(rosa)).map((row) => row.id)).toEqual([id]);
  });

  test('a patient who was asked in may leave, and change nothing else', async () => {
    const id = await aGroup(clinician, rosa, omar);
    const desk = await anAdmin(house);
    for (const tried of [
      await add(rosa, id, desk),
      await rename(rosa, id, 'Mine'),
      await remove(rosa, id, omar),
      await remove(rosa, id, clinician),
      await remove(rosa, id, { id: house.deps.newId() }),
    ]) {
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
    expect(await noticed(clinician, id)).toEqual([
      'Clara created -',
      'Rosa joined Rosa',
      'Clara joined Colin',
      'Clara renamed -',
      'Clara removed Colin',
    ]);
    expect(refusal(await remove(clinician, id, omar))).toEqual([404, 'member_not_found']);
    expect(refusal(await remove(clinician, id, { id: house.deps.newId() }))).toEqual([404, 'member_not_found']);
  });

  test('a direct conversation is no group, and a stranger gets the same answer as for nothing', async () => {
    const direct = (
      await clinician.call(api.sendMessage, { body: { to: rosa.id, clientId: house.deps.newId(), body: 'Hello' } })
    ).body.conversationId;
    const id = await aGroup(clinician, rosa);
    const nothing = house.deps.newId();
    for (const [by, where] of [
      [clinician, direct],
      [colleague, id],
      [colleague, nothing],
    ] as const) {
      for (const tried of [
        await add(by, where, omar),
        await rename(by, where, 'x'),
        await remove(by, where, by),
        await by.call(groups.listMembers, { params: { id: where } }),
      ]) {
        expect(refusal(tried)).toEqual([404, 'conversation_not_found']);
      }
    }
  });

  test('the name is nowhere in the clear, not in the audit nor in the outbox', async () => {
    const id = await aGroup(clinician, rosa);
    await rename(clinician, id, 'Heron watchers');
    for (const table of ['conversation', 'message', 'audit_entry', 'outbox', 'group_invitation']) {
      const { rows } = await house.owner.query<{ found: boolean }>(
        `select bool_or(t::text ~* 'heron|tuesday|${Buffer.from('Heron watchers').toString('hex')}') as found from ${table} t`,
      );
      expect([table, rows[0]!.found]).toEqual([table, false]);
    }
  });

  test('adding and listing 2 and 200 people cost the same number of queries', async () => {
    const queries = async (many: number) => {
      const { rows } = await house.owner.query<{ id: string }>(
        `insert into account (id, username, display_name, role, password_hash, created_at)
         select gen_random_uuid(), 'many-' || $1::text || '-' || n, 'Member', 'clinician', 'unusable', now() from generate_series(1, $2::int) n returning id`,
        [house.deps.newId(), many - 2],
      );
      const id = await aGroup(clinician, colleague);
      return countQueries(async () => {
        const added = await add(clinician, id, ...rows);
        expect(added.problem.code).toBeUndefined();
        expect(added.body.items).toHaveLength(many);
        expect(await members(clinician, id)).toHaveLength(many);
      });
    };
    await queries(3);
    expect(await queries(200)).toBe(await queries(3));
  });
});
