// Leaving a group: what leaves with whoever leaves, and what never reaches them again.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as api from '../../../contract/messages.ts';
import {
  aGroup,
  peopleForGroups,
  add,
  remove,
  rename,
  answer,
  say,
  thread,
  said,
  inbox,
  unread,
  refusal,
} from '../../testing/groups.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician } from '../../testing/people.ts';
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

describe('leaving and being removed', () => {
  test('fault: a message injected into a conversation the sender is not a member of', async () => {
    const id = await aGroup(clinician, rosa);
    await remove(clinician, id, rosa);
    for (const outsider of [colleague, omar, rosa]) {
      expect(refusal(await say(outsider, id, 'Injected'))).toEqual([404, 'conversation_not_found']);
      expect(refusal(await thread(outsider, id))).toEqual([404, 'conversation_not_found']);
    }
    expect(await said(clinician, id)).toEqual([]);
    expect(
      (await auditOf(house, 'sendToConversation')).filter(
        (entry) => entry.subject_id === id && entry.outcome === 'denied',
      ),
    ).toHaveLength(3);
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
      else
        expect([refusal(sent), kinds]).toEqual([
          [404, 'conversation_not_found'],
          ['created', 'joined', 'removed'],
        ]);
    }
  });

  test('twenty people who join, leave and write at once leave one order without a gap', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, (_, n) => aClinician(house, `Person ${n}`)));
    const id = await aGroup(clinician, ...people);
    await Promise.all(
      people.flatMap((person, n) => [
        say(person, id, `from ${n}`),
        n % 2 ? remove(person, id, person) : rename(person, id, `name ${n}`),
        say(clinician, id, `to ${n}`),
      ]),
    );
    const { items } = (await thread(clinician, id)).body;
    expect(items.map((item) => item.seq)).toEqual(items.map((_, index) => index + 1));
    expect((await inbox(clinician))[0]).toMatchObject({ memberCount: 11 });
  });
});
