// Groups, live: what reaches whose open window, and what never does.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readUpdates } from '../../../contract/events.ts';
import * as api from '../../../contract/messages.ts';
import { aGroup, add, answer, make, members, remove, rename, say, unread } from '../../testing/groups.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { LiveWindow, settled } from '../../testing/live.ts';
import { aClinician, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';

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
  clinician = await aClinician(house, 'Clara');
  colleague = await aClinician(house, 'Colin');
  rosa = await aPatient(house, 'Rosa');
  omar = await aPatient(house, 'Omar');
  await linked(house, rosa, clinician);
  await linked(house, omar, clinician);
});

const open = (...people: TestPerson[]) => Promise.all(people.map((person) => LiveWindow.open(house, person)));
const close = (...windows: LiveWindow[]) => Promise.all(windows.map((window) => window.close()));
const notices = (window: LiveWindow) => window.of('message.sent').map((event) => event.message.kind);
const openings = (window: LiveWindow) => window.of('invitation.changed').map((event) => [event.accountId, event.open]);

const departures = (window: LiveWindow) => window.of('membership.changed').filter((event) => !event.joined);

/** Opens windows of members that have seen everything so far. */
async function openAt(id: string, ...people: TestPerson[]): Promise<LiveWindow[]> {
  const windows = await open(...people);
  await say(people[0]!, id, 'Until here');
  await Promise.all(windows.map((window) => window.untilText('Until here')));
  for (const window of windows) window.frames.splice(0, window.frames.length - 1);
  return windows;
}

test('a new group, an invitation, its answer, a new name and a departure reach those they are for, without reload', async () => {
  const [mine, theirs, hers, stranger] = (await open(clinician, colleague, rosa, omar)) as [
    LiveWindow,
    LiveWindow,
    LiveWindow,
    LiveWindow,
  ];
  const { body } = await make(clinician, [colleague, rosa]);
  await Promise.all(
    [mine, theirs].map((window) =>
      window.until(() => notices(window).includes('created') && openings(window).length === 1),
    ),
  );
  await hers.until(() => openings(hers).length === 1);
  expect(openings(hers)).toEqual([[rosa.id, true]]);
  expect(theirs.of('message.sent')[0]!.unread).toEqual({ conversation: 0, total: 0 });

  await rename(clinician, body.id, 'Wednesday group');
  await hers.until(() => openings(hers).length === 2);
  expect(notices(hers)).toEqual([]);

  await answer(rosa, body.id, true);
  await Promise.all(
    [mine, theirs, hers].map((window) =>
      window.until(() => notices(window).includes('joined') && openings(window).at(-1)?.[1] === false),
    ),
  );
  expect(theirs.of('membership.changed').at(-1)).toMatchObject({ accountId: rosa.id, joined: true });
  await say(colleague, body.id, 'Welcome, Rosa');
  await hers.untilText('Welcome, Rosa');

  await remove(colleague, body.id, colleague);
  await Promise.all([mine, hers].map((window) => window.until(() => notices(window).includes('left'))));
  expect(hers.of('message.sent').at(-1)!.message).toMatchObject({
    body: '',
    clientId: null,
    sender: { displayName: 'Colin' },
    about: { displayName: 'Colin' },
  });
  await settled(stranger);
  expect(stranger.events).toEqual([]);
  await close(mine, theirs, hers, stranger);
});

test("patients in a group learn nothing of another patient's invitation", async () => {
  const id = await aGroup(clinician, rosa);
  const [mine, hers] = (await openAt(id, clinician, rosa)) as [LiveWindow, LiveWindow];
  const from = hers.number;
  const before = [...hers.texts];
  const events = hers.events.length;
  await add(clinician, id, omar);
  await answer(omar, id, false);
  await mine.until(() => openings(mine).length === 2);
  await settled(hers);
  expect(hers.texts).toEqual(before);
  expect(hers.events).toHaveLength(events);
  const missed = await rosa.call(readUpdates, { query: { after: from } });
  expect(missed.body.events).toEqual([]);
  expect(JSON.stringify([hers.frames, missed.body])).not.toContain(omar.id);
  await close(mine, hers);
});

test("fault: a removed member's open socket receives nothing more", async () => {
  const id = await aGroup(clinician, colleague, rosa);
  const [mine, hers] = (await openAt(id, clinician, rosa)) as [LiveWindow, LiveWindow];
  const from = hers.number;
  await remove(clinician, id, rosa);
  await hers.until(() => departures(hers).length === 1);
  expect(departures(hers)[0]).toMatchObject({
    accountId: rosa.id,
    joined: false,
    unread: { conversation: 0, total: 0 },
  });
  await say(clinician, id, 'She is gone');
  await rename(clinician, id, 'Without her');
  mine.say({ type: 'typing', conversationId: id });
  await mine.untilText('She is gone');
  await mine.until(() => notices(mine).includes('renamed'));
  await settled(hers);
  expect(hers.events.map((event) => event.type)).toEqual(['message.sent', 'membership.changed']);
  expect(hers.texts).toEqual(['Until here']);
  expect(hers.frames.some((frame) => frame.type === 'typing')).toBe(false);

  const again = await LiveWindow.open(house, rosa, { after: from });
  await again.until(() => again.events.length > 0);
  await settled(again);
  expect(again.events.map((event) => event.type)).toEqual(['membership.changed']);
  await close(mine, hers, again);
});

test('every window of whoever leaves drops the count at once, and keeps the rest of it', async () => {
  const id = await aGroup(clinician, rosa);
  await clinician.call(api.sendMessage, { body: { to: rosa.id, clientId: house.deps.newId(), body: 'Elsewhere' } });
  await say(clinician, id, 'In the group');
  const [first, second] = (await open(rosa, rosa)) as [LiveWindow, LiveWindow];
  await remove(rosa, id, rosa);
  for (const window of [first, second]) {
    await window.until(() => departures(window).length === 1);
    expect(departures(window)[0]!.unread).toEqual({ conversation: 0, total: 1 });
  }
  expect(await unread(rosa)).toEqual({ unread: 1, conversations: 1 });
  await close(first, second);
});

test('somebody who writes while being removed reaches only who was there', async () => {
  const id = await aGroup(clinician, colleague, rosa);
  const [hers] = (await open(rosa)) as [LiveWindow];
  await Promise.all([
    remove(clinician, id, rosa),
    ...Array.from({ length: 20 }, (_, n) => say(colleague, id, `race ${n}`)),
  ]);
  await hers.until(() => departures(hers).length === 1);
  await say(colleague, id, 'after');
  await settled(hers);
  const { body } = await colleague.call(api.readThread, { params: { id }, query: { limit: 100 } });
  const removedAt = body.items.find((item) => item.kind === 'removed')!.seq;
  expect(hers.of('message.sent').every((event) => event.message.seq < removedAt)).toBe(true);
  expect(await members(clinician, id)).toEqual(['Clara in', 'Colin in']);
  await close(hers);
});
