// Search: it finds what was said although nobody can read the database, and only for whoever may read it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changeCareLink } from '../../../contract/care-links.ts';
import { removeMember } from '../../../contract/groups.ts';
import { deleteMessage, sendMessage, sendToConversation } from '../../../contract/messages.ts';
import * as contract from '../../../contract/search.ts';
import { aGroup } from '../../testing/groups.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician, anAdmin, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';
import { askedInTransactions, countQueries } from '../../testing/queries.ts';
import { reindex } from './reindex.ts';

let house: House;
let patient: TestPerson;
let clinician: TestPerson;
let careLinkId: string;

beforeAll(async () => {
  house = await openHouse();
});
beforeEach(async () => {
  patient = await aPatient(house, 'Rosa Fernandes');
  clinician = await aClinician(house, 'Amara Okafor');
  careLinkId = await linked(house, patient, clinician);
});
afterAll(() => house.stop());

let count = 0;
const write = async (by: TestPerson, to: TestPerson, body: string, subject: string | null = null) =>
  (await by.call(sendMessage, { body: { to: to.id, clientId: `w-${(count += 1)}`, body, subject } })).body;
const search = (by: TestPerson, q: string, query: Record<string, string | number> = {}) =>
  by.call(contract.searchMessages, { query: { q, ...query } });
const found = async (by: TestPerson, q: string, query: Record<string, string | number> = {}) =>
  (await search(by, q, query)).body.items.map((hit) => hit.message.body);

describe('fault: search that finds subjects only, or treats % as a wildcard', () => {
  test('text and subject are found, in any form of a word, whatever its case and accents', async () => {
    await write(patient, clinician, 'The medication made me SLEEPLESS in the café', 'About Thursday');
    const all = ['medications', 'sleepless', 'CAFE', 'café', 'thursday', 'about medication', 'medic', 'sleepl'];
    for (const q of all) expect([q, await found(patient, q)]).toEqual([q, [expect.stringContaining('medication')]]);
    for (const q of ['edication', 'sleepy', 'thurs medication', 'thursday medicine cabinet', 'cafeteria'])
      expect([q, await found(clinician, q)]).toEqual([q, []]);
  });

  test('signs mean themselves, and nothing that somebody types breaks it', async () => {
    await write(patient, clinician, 'I feel 100% worse, a_b and C++ and 10:30');
    await write(patient, clinician, 'One hundred per cent better');
    expect(await found(patient, '100%')).toHaveLength(1);
    expect(await found(patient, 'a_b')).toHaveLength(1);
    expect(await found(patient, 'C++')).toHaveLength(1);
    expect(await found(patient, '10:30')).toHaveLength(1);
    for (const q of ['%%', '__', 'a%b', '1_0', "'; drop table message;--", '\\\\', '((((', '* *', '""', '🙂🙂'])
      expect([q, await found(patient, q)]).toEqual([q, []]);
  });

  test('the last word may be a beginning, the others not; every word has to be there', async () => {
    await write(patient, clinician, 'Walking in the morning helps');
    expect(await found(patient, 'morning hel')).toHaveLength(1);
    expect(await found(patient, 'mor helps')).toEqual([]);
    expect(await found(patient, 'morning night')).toEqual([]);
    expect(await found(patient, '"morning helps"')).toHaveLength(1);
    expect(await found(patient, '"helps morning"')).toEqual([]);
    expect(await found(patient, 'wa')).toHaveLength(1);
  });
});

test('what matches is marked in the text as it was written', async () => {
  await write(patient, clinician, 'I was “worried” about worrying.', 'Worries');
  const [hit] = (await search(clinician, 'worry')).body.items;
  const marked = (text: string, ranges: number[][]) => ranges.map(([start, end]) => text.slice(start, end));
  expect(marked(hit!.message.body, hit!.highlights.body)).toEqual(['worried', 'worrying']);
  expect(marked(hit!.message.subject!, hit!.highlights.subject)).toEqual(['Worries']);
  expect(hit!.conversation).toMatchObject({ kind: 'direct', subject: null, peer: { id: patient.id } });
});

describe('only what the searcher may see', () => {
  test('no message of a conversation one is not in, not even for an admin', async () => {
    await write(patient, clinician, 'Something about lighthouses');
    const strangers = [await aPatient(house), await aClinician(house), await anAdmin(house)];
    for (const stranger of strangers) expect(await found(stranger, 'lighthouses')).toEqual([]);
    const { conversationId } = await write(clinician, patient, 'More about lighthouses');
    expect(await found(strangers[1]!, 'lighthouses', { conversationId })).toEqual([]);
  });

  test('fault: a deleted message that stays in search', async () => {
    const mine = await write(patient, clinician, 'A secret about gardens');
    const theirs = await write(clinician, patient, 'An answer about gardens');
    for (const { id } of [mine, theirs]) await patient.call(deleteMessage, { params: { id } });
    expect(await found(patient, 'gardens')).toEqual([]);
    expect(await found(clinician, 'gardens')).toHaveLength(2);
  });

  test('in a group only since one joined, and nothing any more after one was removed', async () => {
    const late = await aClinician(house);
    const groupId = await aGroup(clinician, patient);
    const say = (body: string) =>
      clinician.call(sendToConversation, { params: { id: groupId }, body: { clientId: `g-${(count += 1)}`, body } });
    await say('Painting on Monday');
    expect(await found(patient, 'painting')).toEqual(['Painting on Monday']);
    expect(await found(late, 'painting')).toEqual([]);
    await clinician.call(removeMember, { params: { id: groupId, accountId: patient.id } });
    await say('Painting on Tuesday');
    expect(await found(patient, 'painting')).toEqual([]);
  });

  test('what was exchanged stays to be found when the care link ends', async () => {
    await write(patient, clinician, 'About the harbour');
    await clinician.call(changeCareLink, { params: { id: careLinkId }, body: { status: 'ended' } });
    expect(await found(patient, 'harbour')).toHaveLength(1);
  });
});

test('writer, conversation and days narrow it; nothing has an attachment', async () => {
  const other = await aClinician(house);
  await linked(house, patient, other);
  await write(patient, clinician, 'Oranges for Amara');
  const reply = await write(clinician, patient, 'Oranges, thank you');
  await write(patient, other, 'Oranges for somebody else');
  expect(await found(patient, 'oranges')).toHaveLength(3);
  expect(await found(patient, 'oranges', { from: clinician.id })).toEqual(['Oranges, thank you']);
  expect(await found(patient, 'oranges', { conversationId: reply.conversationId })).toHaveLength(2);
  const day = (offset: number) =>
    new Date(house.deps.clock().getTime() + offset * 86_400_000).toISOString().slice(0, 10);
  expect(await found(patient, 'oranges', { after: day(0), before: day(1) })).toHaveLength(3);
  expect(await found(patient, 'oranges', { before: day(0) })).toEqual([]);
  expect(await found(patient, 'oranges', { after: day(1) })).toEqual([]);
  expect(await found(patient, 'oranges', { has: 'attachment' })).toEqual([]);
});

test('pages go on where they ended, newest first, in a fixed number of queries', async () => {
  for (let n = 1; n <= 7; n += 1) await write(patient, clinician, `Kites ${n}`);
  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, string | number> = { limit: 3, ...(cursor && { cursor }) };
    const { body } = await search(clinician, 'kites', query);
    pages.push(body.items.map((hit) => hit.message.body));
    cursor = body.nextCursor;
  } while (cursor);
  expect(pages.flat()).toEqual([7, 6, 5, 4, 3, 2, 1].map((n) => `Kites ${n}`));
  const few = await countQueries(() => search(clinician, 'kites', { limit: 2 }));
  const many = await countQueries(() => search(clinician, 'kites', { limit: 50 }));
  expect(many).toBe(few);
});

test('a page looks through a quarter of a million characters at most, and the next goes on', async () => {
  const long = 'x '.repeat(5_000);
  for (let n = 1; n <= 30; n += 1) await write(patient, clinician, long);
  const words = '"x" '.repeat(50);
  const first = (await search(patient, words, { limit: 100 })).body;
  expect(first.items).toHaveLength(26);
  const second = (await search(patient, words, { limit: 100, cursor: first.nextCursor! })).body;
  expect([second.items.length, second.nextCursor]).toEqual([4, null]);
});

test('nothing of the database is held while texts are looked through', async () => {
  await write(patient, clinician, 'A pelican at noon');
  const held = await askedInTransactions(async () => expect(await found(patient, 'pelican')).toHaveLength(1));
  expect(held).toContain('insert_audit_entries');
  expect(held).not.toContain('find_visible_messages');
});

test('people whose names begin like this are found with it, as far as they can be reached', async () => {
  await aPatient(house, 'Amara Stranger');
  const { people } = (await search(patient, 'amara')).body;
  expect(people.map((person) => person.id)).toEqual([clinician.id]);
});

test('the audit says that somebody searched and how much was found, never for what', async () => {
  await write(patient, clinician, 'A canary sings');
  await search(patient, 'canary');
  const { rows } = await house.owner.query<{ entry: string; detail: unknown }>(
    `select audit_entry::text as entry, detail from audit_entry where action = 'messages.searched' and actor_id = $1`,
    [patient.id],
  );
  expect(rows).toEqual([{ entry: expect.not.stringContaining('canary'), detail: { found: 1 } }]);
  const { rows: kept } = await house.owner.query<{ row: string }>('select search_entry::text as row from search_entry');
  expect(JSON.stringify(kept)).not.toContain('canary');
});

test('made anew, the index finds the same, though somebody emptied and spoilt it', async () => {
  await write(patient, clinician, 'The ferry at dawn');
  await house.owner.query('delete from search_entry where sender_id = $1', [patient.id]);
  expect(await found(clinician, 'ferry')).toEqual([]);
  await reindex(house.deps);
  await reindex(house.deps);
  expect(await found(clinician, 'ferry')).toEqual(['The ferry at dawn']);
});
