// Rules that hold for every endpoint of the contract: mounted, closed to strangers, safe against hostile input.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roles } from '../contract/endpoint.ts';
import type { Endpoint, Role } from '../contract/endpoint.ts';
import { problem } from '../contract/errors.ts';
import { endpoints } from '../contract/index.ts';
import { hostile } from './testing/hostile.ts';
import { openHouse } from './testing/house.ts';
import type { House } from './testing/house.ts';
import { aClinician, anAdmin, aPatient, Browser } from './testing/people.ts';
import type { Answer, TestPerson } from './testing/people.ts';
import { sampleOf } from './testing/samples.ts';
import type { Places } from './testing/samples.ts';
import { aWorld } from './testing/world.ts';

let house: House;
let patient: TestPerson;
let admin: TestPerson;
let at: Places;

beforeAll(async () => {
  house = await openHouse();
  const world = await aWorld(house);
  ({ at } = world);
  ({ patient, admin } = world.people);
});
afterAll(() => house.stop());

/** Where an account that has nothing to do with the people of the sample is no stranger: admins, and colleagues. */
const known: Record<string, readonly Role[]> = {
  changeCareLink: ['admin'],
  changeAccount: roles,
  blockAccount: ['clinician', 'admin'],
  unblockAccount: roles,
  readPatient: ['patient', 'admin'],
  assessRisk: ['patient', 'admin'],
  acknowledgeFlag: ['patient', 'admin'],
};
const named = endpoints.map((endpoint) => [endpoint.name, endpoint] as const);
const writes = named.filter(([, endpoint]) => endpoint.method !== 'GET');

describe.each(named)('%s', (_name, endpoint) => {
  test('is mounted, and closed to whoever is not signed in unless it is for them', async () => {
    const visitor = new Browser(house);
    const first = await visitor.fetch<{ csrfToken: string }>('GET', '/api/session');
    visitor.csrfToken = first.body.csrfToken;
    const answer = await visitor.call(endpoint, sampleOf(endpoint, at));
    if (endpoint.access === 'anonymous') expect([200, 201, 204, 401, 404]).toContain(answer.status);
    else expect([answer.status, answer.problem.code]).toEqual([401, 'unauthenticated']);
    if (answer.status === 404) expect(answer.problem.code).toMatch(/^(setup|password)_link_invalid$/);
  });

  test('answers as every role only with a status of the contract', async () => {
    for (const person of [await aPatient(house), await aClinician(house), await anAdmin(house)]) {
      const answer = await person.call(endpoint, sampleOf(endpoint, at));
      expectContract(endpoint, answer);
      const isStranger = !known[endpoint.name]?.includes(person.role);
      if (endpoint.params && isStranger) expect(answer.status, `${person.role} is a stranger here`).toBe(404);
    }
  });
});

describe.each(writes)('%s', (_name, endpoint) => {
  test('fault: a CSRF check that accepts any token of the right length', async () => {
    const person = await aPatient(house);
    const other = await aPatient(house);
    const right = person.csrfToken;
    for (const token of [
      '',
      'x',
      'A'.repeat(right.length),
      other.csrfToken,
      `${right.slice(0, -1)}${right.endsWith('A') ? 'B' : 'A'}`,
    ]) {
      person.csrfToken = token;
      const answer = await person.call(endpoint, sampleOf(endpoint, at));
      expect([answer.status, answer.problem.code]).toEqual([403, 'csrf_invalid']);
    }
  });

  test('refuses what a foreign page started', async () => {
    const person = await aPatient(house);
    for (const origin of ['https://evil.example', 'null', house.url.replace('http', 'https')]) {
      const answer = await person.call(endpoint, { ...sampleOf(endpoint, at), headers: { origin } });
      expect([answer.status, answer.problem.code]).toEqual([403, 'origin_refused']);
    }
  });
});

function expectContract(endpoint: Endpoint, answer: Answer<unknown>) {
  expect(answer.status, JSON.stringify(answer.problem)).toBeLessThan(500);
  if (answer.status < 300) {
    expect([endpoint.status, 200]).toContain(answer.status);
    if (endpoint.status !== 204) expect(endpoint.reply.safeParse(answer.body).error).toBeUndefined();
  } else expectProblem(answer);
}

function expectProblem(answer: Answer<unknown>) {
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  const parsed = problem.strict().safeParse(answer.problem);
  expect(parsed.error, JSON.stringify(answer.problem)).toBeUndefined();
  expect(JSON.stringify(answer.problem)).not.toMatch(/\.ts|\.js|select |insert |postgres|node_modules|syntax error/i);
  if (answer.status === 400 && parsed.data!.code === 'invalid_input') {
    expect(parsed.data!.issues!.length).toBeGreaterThan(0);
    for (const issue of parsed.data!.issues!) expect(issue.path).not.toBe('');
  }
  if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
}

/** How many rows each table has that a refused request must leave alone. */
async function rowCounts() {
  const tables = ['account', 'care_link', 'conversation', 'member', 'message', 'receipt'];
  const { rows } = await house.owner.query(
    `select ${tables.map((table) => `(select count(*)::int from ${table}) as ${table}`).join(', ')}`,
  );
  return rows[0] as Record<string, number>;
}

describe.each(named)('hostile input to %s', (_name, endpoint) => {
  test('gives a clear 4xx, never a 5xx, and leaves nothing half done', async () => {
    const person = await aPatient(house);
    const attempts = attemptsOn(endpoint);
    for (const attempt of attempts) {
      const before = await rowCounts();
      const answer = await attempt(person);
      expectContract(endpoint, answer);
      if (answer.status >= 400) expect(await rowCounts()).toEqual(before);
      // Some attempts are valid and sign the person out or change who they are.
      if (answer.status < 300) Object.assign(person, await aPatient(house));
    }
  });
});

const asText = (value: unknown) =>
  (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 3_000).toWellFormed();

type Attempt = (person: TestPerson) => Promise<Answer<unknown>>;

function attemptsOn(endpoint: Endpoint): Attempt[] {
  const attempts: Attempt[] = [];
  const sample = () => sampleOf(endpoint, at);
  for (const [index, value] of hostile.entries()) {
    for (const name of Object.keys(sample().params ?? {})) {
      attempts.push((person) =>
        person.call(endpoint, { ...sample(), params: { ...sample().params, [name]: asText(value) } }),
      );
    }
    for (const name of Object.keys(sample().query ?? {})) {
      attempts.push((person) =>
        person.call(endpoint, { ...sample(), query: { ...sample().query, [name]: asText(value) } }),
      );
    }
    const fields = Object.keys(sample().body ?? {});
    // Every field meets every value in the course of the list; registering with each would cost a password hash a time.
    const chosen = fields.length > 3 ? [fields[index % fields.length]!] : fields;
    for (const name of chosen)
      attempts.push((person) => person.call(endpoint, { ...sample(), body: { ...sample().body, [name]: value } }));
    if (endpoint.body) attempts.push((person) => person.call(endpoint, { ...sample(), body: value }));
  }
  if (endpoint.body) attempts.push(...rawBodies(endpoint, sample));
  return attempts;
}

function rawBodies(endpoint: Endpoint, sample: () => ReturnType<typeof sampleOf>): Attempt[] {
  const json = { 'content-type': 'application/json' };
  const raw =
    (body: string, headers: Record<string, string> = json): Attempt =>
    (person) =>
      person.call(endpoint, { ...sample(), body, headers });
  return [
    raw('{'),
    raw(''),
    raw('{"a":'),
    raw('[1,2'),
    raw('nul'),
    raw('{"__proto__":{"admin":true}}'),
    raw('{"constructor":{"prototype":{"x":1}}}'),
    raw('['.repeat(50_000) + ']'.repeat(50_000)),
    raw(`{"a":"${'x'.repeat(300_000)}"}`),
    raw('\ufeff{}'),
    raw('{"a":1,"a":2}'),
    raw(JSON.stringify(sample().body), { 'content-type': 'text/plain' }),
    raw('<a/>', { 'content-type': 'application/xml' }),
    raw('a=1', { 'content-type': 'application/x-www-form-urlencoded' }),
    raw(JSON.stringify(sample().body), { 'content-type': 'application/json; charset=utf-16' }),
  ];
}

test.each(['createGroup', 'scheduleMessage', 'createTemplate', 'createAdminBroadcast'])(
  '%s needs no client id: without one the server makes one',
  async (name) => {
    const endpoint = endpoints.find((one) => one.name === name)!;
    const once = () => {
      const { clientId: _, ...body } = sampleOf(endpoint, at).body!;
      return admin.call(endpoint, { body });
    };
    expect([(await once()).status, (await once()).status]).toEqual([201, 201]);
  },
);

test('random JSON in every body gives no 5xx', async () => {
  const person = await aPatient(house);
  const bodies = endpoints.filter(
    (endpoint) => endpoint.body && endpoint.access !== 'anonymous' && endpoint.name !== 'changePassword',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...bodies),
      fc.jsonValue(),
      fc.string({ unit: 'binary' }),
      async (endpoint, value, text) => {
        const sample = sampleOf(endpoint, at);
        const keys = Object.keys(sample.body!);
        const body = { ...sample.body, [keys[text.length % keys.length]!]: text.length % 2 ? value : text };
        expectContract(endpoint, await person.call(endpoint, { ...sample, body }));
      },
    ),
    { numRuns: 300 },
  );
});

describe('the answers of the protocol itself', () => {
  test.each([
    ['GET', '/api/nothing-here', 404, 'not_found'],
    ['GET', '/api/%', 400, 'malformed_request'],
    ['POST', '/api/me', 404, 'not_found'],
    ['GET', `/api/conversations/${'x'.repeat(5_000)}/messages`, 400, 'invalid_input'],
  ])('%s %s', async (method, path, status, code) => {
    const answer = await patient.fetch(method, path);
    expect([answer.status, answer.problem.code]).toEqual([status, code]);
  });

  test('an empty body is none, whatever its type is said to be: where one is needed, that is said', async () => {
    const empty = { headers: { 'content-type': 'application/json' } };
    const person = await aPatient(house);
    const needed = await person.fetch('POST', '/api/messages', empty);
    expect([needed.status, needed.problem.issues?.[0]?.path]).toEqual([400, 'body']);
    expect((await person.fetch('DELETE', '/api/session', empty)).status).toBe(204);
  });
});
