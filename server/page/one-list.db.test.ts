// A cursor goes on in its own list alone: any other list, and the same one asked otherwise, names the field and refuses.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAccounts } from '../../contract/admin-accounts.ts';
import { endpoints } from '../../contract/index.ts';
import { listConversations } from '../../contract/messages.ts';
import { openHouse } from '../testing/house.ts';
import type { House } from '../testing/house.ts';
import type { Answer } from '../testing/people.ts';
import { sampleOf } from '../testing/samples.ts';
import { aWorld } from '../testing/world.ts';

let house: House;
let world: Awaited<ReturnType<typeof aWorld>>;
let ofAccounts: string;
beforeAll(async () => {
  house = await openHouse();
  world = await aWorld(house);
  ofAccounts = (await world.people.admin.call(listAccounts, { query: { limit: 1 } })).body.nextCursor!;
});
afterAll(() => house.stop());

const refused = { status: 400, problem: { code: 'invalid_input', issues: [{ path: 'querystring.cursor' }] } };
const lists = endpoints.filter(({ query }) => query && 'shape' in query && 'cursor' in (query.shape as object));

describe.each(lists.map((list) => [list.name, list] as const))('%s', (_, list) => {
  test('refuses the cursor of another list, or of the same one asked otherwise', async () => {
    expect(ofAccounts).toEqual(expect.any(String));
    const { people, at } = world;
    const person = list.access === 'session' ? people.clinician : people[list.access[0] as 'clinician' | 'admin'];
    const { query } = sampleOf(list, at);
    expect(await person.call(list, { query: { ...query, cursor: ofAccounts } } as never)).toMatchObject(refused);
  });
});

test('it goes on with the same filter and any size of page, and with no other filter', async () => {
  const { clinician } = world.people;
  const inbox = (query: Record<string, string | number>): Promise<Answer<unknown>> =>
    clinician.call(listConversations, { query });
  const first = await clinician.call(listConversations, { query: { limit: 1 } });
  const cursor = first.body.nextCursor!;
  expect(await inbox({ cursor, limit: 7 })).toMatchObject({ status: 200 });
  expect(await inbox({ cursor, filter: 'all' })).toMatchObject({ status: 200 });
  expect(await inbox({ cursor, filter: 'unread' })).toMatchObject(refused);
  expect(await inbox({ cursor: cursor.slice(8) })).toMatchObject(refused);
});
