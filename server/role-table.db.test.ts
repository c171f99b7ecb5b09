// Who may do what: every endpoint asked by everybody, against the one table, with real objects over real HTTP.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Endpoint } from '../contract/endpoint.ts';
import { refusals } from '../contract/errors.ts';
import { endpoints } from '../contract/index.ts';
import { openHouse } from './testing/house.ts';
import type { House } from './testing/house.ts';
import type { Answer } from './testing/people.ts';
import { roleTable, rowOf } from './testing/role-table.ts';
import { askers, aWorld, browserOf, callOf } from './testing/world.ts';
import type { World } from './testing/world.ts';

let house: House;
let looking: World;

beforeAll(async () => {
  house = await openHouse();
  looking = await aWorld(house);
});
afterAll(() => house.stop());

const named = endpoints.map((endpoint) => [endpoint.name, endpoint] as const);
const answered = ({ status, problem }: Answer<unknown>) => (status < 400 ? status : problem.code);
const worldFor = (endpoint: Endpoint) => (endpoint.method === 'GET' ? looking : aWorld(house));

test('the table has a row for every endpoint and none for what is not there', () => {
  expect(Object.keys(roleTable).toSorted()).toEqual(endpoints.map((endpoint) => endpoint.name).toSorted());
});

describe.each(named)('%s', (name, endpoint) => {
  test('answers everybody as the table says', async () => {
    const answers: Record<string, unknown> = {};
    for (const asker of askers) {
      const world = await worldFor(endpoint);
      const browser = await browserOf(world, asker);
      const answer = await browser.call(endpoint, callOf(world, endpoint, asker));
      if (answer.status >= 400) expect(answer.status).toBe(refusals[answer.problem.code]);
      answers[asker] = answered(answer);
    }
    expect(answers).toEqual(rowOf(name));
  });
});

const withPlace = named.filter(([, endpoint]) => endpoint.params && endpoint.access !== 'anonymous');

test.each(withPlace)('%s: what is out of reach and what does not exist are the same answer', async (name, endpoint) => {
  const out = Object.values(rowOf(name) ?? {}).filter((cell) => typeof cell === 'string' && refusals[cell] === 404);
  const world = await worldFor(endpoint);
  const { access } = endpoint;
  const asker = !Array.isArray(access) ? 'otherPatient' : access.includes('admin') ? 'admin' : 'unlinkedClinician';
  const call = callOf(world, endpoint, asker);
  const params = Object.fromEntries(Object.keys(call.params!).map((key) => [key, house.deps.newId()]));
  const nothing = answered(await world.people[asker].call(endpoint, { ...call, params }));
  for (const cell of out) expect(nothing).toBe(cell);
  if (typeof nothing === 'string') expect(refusals[nothing]).toBe(404);
});
