// Care links a page at a time: every one can be reached, found by name and by status, and nobody's but the reader's own.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askCareLink, changeCareLink, listCareLinks } from '../../../contract/care-links.ts';
import type { CareLink } from '../../../contract/care-links.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician, anAdmin, aPatient } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';

let house: House;
let admin: TestPerson;
let zoe: TestPerson;
let drKay: TestPerson;
let drOrr: TestPerson;

const crowded = 1_100;
beforeAll(async () => {
  house = await openHouse();
  admin = await anAdmin(house);
  zoe = await aPatient(house, 'Zoë Brandt-Whitlock');
  drKay = await aClinician(house, 'Dr Kay Lindqvist');
  drOrr = await aClinician(house, 'Dr Sam Orr');
  await zoe.call(askCareLink, { body: { accountId: drKay.id } });
  const gone = await zoe.call(askCareLink, { body: { accountId: drOrr.id } });
  await drOrr.call(changeCareLink, { params: { id: gone.body.id }, body: { status: 'ended' } });
  // More recent ones than are looked through for a name, five a second, so that a page ends among those of one moment.
  const crowd = await aPatient(house, '100% Crowd');
  await house.owner.query(
    `insert into care_link (id, patient_id, clinician_id, status, asked_by, asked_at, ended_at)
     select gen_random_uuid(), $1, $2, 'ended', $1, date_trunc('second', now()) + n / 5 * interval '1 second', now()
     from generate_series(5, ${crowded + 4}) n`,
    [crowd.id, drOrr.id],
  );
});
afterAll(() => house.stop());

const page = (reader: TestPerson, query: Record<string, string | number> = {}) => reader.call(listCareLinks, { query });

async function allPages(reader: TestPerson, query: Record<string, string | number> = {}): Promise<CareLink[]> {
  const found: CareLink[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const { status, body } = await page(reader, { ...query, ...(cursor && { cursor }) });
    expect([status, body.items.length > 0]).toEqual([200, true]);
    found.push(...body.items);
    cursor = body.nextCursor;
  }
  return found;
}

describe('an admin', () => {
  test('reaches every link of the clinic once, newest first, 50 at a time', async () => {
    expect((await page(admin)).body.items).toHaveLength(50);
    const all = await allPages(admin, { limit: 100 });
    expect(new Set(all.map((link) => link.id)).size).toBe(crowded + 2);
    expect(all).toHaveLength(crowded + 2);
    expect(all.map((link) => link.askedAt)).toEqual(
      all
        .map((link) => link.askedAt)
        .toSorted()
        .toReversed(),
    );
  });

  test('sees what waits at once, however much was asked and ended since', async () => {
    const { body } = await page(admin, { status: 'pending' });
    expect(body).toMatchObject({ items: [{ patient: { id: zoe.id }, status: 'pending', mayAccept: true }] });
    expect(body).toMatchObject({ nextCursor: null });
  });

  test.each(['zoe', 'BRANDT', 'whit', 'zoë brandt', 'kay', 'dr kay', 'linDQ'])(
    'finds by “%s” a link that is older than a thousand others',
    async (query) => {
      const found = (await page(admin, { query })).body.items;
      expect(found).toContainEqual(expect.objectContaining({ patient: expect.objectContaining({ id: zoe.id }) }));
      expect(found.length).toBeLessThanOrEqual(2);
    },
  );

  test('finds by the start of a username of either side, and by status as well', async () => {
    const both = [{ status: 'ended' }, { status: 'pending' }];
    expect((await page(admin, { query: zoe.username })).body.items).toMatchObject(both);
    expect((await page(admin, { query: drKay.username })).body.items).toMatchObject(both.slice(1));
    expect((await page(admin, { query: zoe.username, status: 'ended' })).body.items).toMatchObject(both.slice(0, 1));
  });

  test('finds nothing by the middle of a word, and % only where it is written', async () => {
    for (const query of ['itlock', '%', 'z_', '0%'])
      expect((await page(admin, { query })).body).toEqual({ items: [], nextCursor: null });
    expect((await page(admin, { query: '100%' })).body.items).toHaveLength(50);
  });

  test('pages through the links of a name that hundreds have', async () => {
    expect(await allPages(admin, { query: 'sam', limit: 100 })).toHaveLength(crowded + 1);
    expect(await allPages(admin, { query: 'crowd', limit: 100, status: 'ended' })).toHaveLength(crowded);
  });
});

describe('everybody else', () => {
  test('has all of their own at once where they do not ask for pages', async () => {
    expect((await page(drOrr)).body).toMatchObject({ items: { length: crowded + 1 }, nextCursor: null });
    expect(await allPages(drOrr, { limit: 100 })).toEqual((await page(drOrr)).body.items);
  });

  test('never sees the links of others, whatever they ask for', async () => {
    for (const query of [{}, { query: 'sam' }, { query: 'crowd' }, { query: 'zoe' }, { status: 'ended' }]) {
      const { items } = (await page(zoe, query)).body;
      expect(items.filter((link) => link.patient.id !== zoe.id)).toEqual([]);
    }
    expect((await page(drKay, { query: 'crowd' })).body.items).toEqual([]);
    expect((await page(zoe, { query: 'sam' })).body.items).toMatchObject([{ clinician: { id: drOrr.id } }]);
    expect((await page(await aPatient(house), { query: 'dr' })).body.items).toEqual([]);
  });
});
