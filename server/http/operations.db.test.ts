// What operators and other programs see: health, metrics, the API described, headers, and a log without content.
import { once } from 'node:events';
import { connect } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientFrame, closeCodes, serverFrame } from '../../contract/events.ts';
import { endpoints } from '../../contract/index.ts';
import { sendMessage } from '../../contract/messages.ts';
import { openHouse } from '../testing/house.ts';
import type { House } from '../testing/house.ts';
import { aClinician, aPatient, linked } from '../testing/people.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${house.url}${path}`, { headers, redirect: 'manual' });

test('a running house is alive and ready', async () => {
  expect((await get('/healthz')).status).toBe(200);
  expect((await get('/readyz')).status).toBe(200);
});

test('a house whose database does not answer is alive and not ready', async () => {
  const lonely = await openHouse();
  try {
    await lonely.deps.db.pool.end();
    expect((await fetch(`${lonely.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${lonely.url}/readyz`)).status).toBe(503);
  } finally {
    await lonely.app.close();
    await lonely.owner.end();
  }
});

test('a database that takes no writes is said to be away, until a connection leads to one that does', async () => {
  const lonely = await openHouse();
  try {
    const [patient, clinician] = [await aPatient(lonely), await aClinician(lonely)];
    await linked(lonely, patient, clinician);
    const send = () =>
      patient.call(sendMessage, { body: { to: clinician.id, clientId: 'to-a-standby', body: 'Are you there?' } });
    const owner = await lonely.owner.connect();
    const { rows } = await owner.query<{ name: string }>('select quote_ident(current_database()) as name');
    const readOnly = (value: string) =>
      owner.query(`alter database ${rows[0]!.name} set default_transaction_read_only = ${value}`);
    await readOnly('on');
    await owner.query(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    // What was open may be noticed to have ended only when it is asked.
    await expect.poll(async () => (await fetch(`${lonely.url}/readyz`)).status).toBe(503);
    const refused = await send();
    expect([refused.status, refused.problem.code, refused.headers.get('retry-after')]).toEqual([
      503,
      'overloaded',
      '2',
    ]);
    await readOnly('off');
    owner.release();
    await expect.poll(async () => (await fetch(`${lonely.url}/readyz`)).status).toBe(200);
    await expect.poll(async () => (await send()).status).toBe(201);
  } finally {
    await lonely.stop();
  }
});

test('a request that arrives while the process ends is told to come back, elsewhere', async () => {
  const ending = await openHouse();
  const socket = connect(Number(new URL(ending.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write('GET /api/session HTTP/1.1\r\nhost: localhost\r\n');
  const stopped = ending.stop();
  await expect.poll(() => ending.app.server.listening).toBe(false);
  socket.end('\r\n');
  const answer = await textOf(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 503 .*\r\n/);
  for (const header of ['retry-after: 1', 'connection: close']) expect(answer).toContain(`${header}\r\n`);
  expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toMatchObject({ code: 'overloaded' });
  await stopped;
});

test('an answer that nobody reads is not kept for ever', async () => {
  const lonely = await openHouse();
  const { server } = lonely.app;
  expect(server.timeout).toBe(120_000);
  server.timeout = 300;
  const connections = promisify(server.getConnections.bind(server));
  const open = () => connections();
  const reader = connect(Number(new URL(lonely.url).port), '127.0.0.1');
  try {
    const asked = 400;
    reader.pause().write('GET /api/openapi.json HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(asked));
    await expect.poll(open).toBe(1);
    await expect.poll(open).toBe(0);
    const whole = (await (await fetch(`${lonely.url}/api/openapi.json`)).text()).length;
    expect((await textOf(reader)).length).toBeLessThan(asked * whole);
  } finally {
    reader.destroy();
    await lonely.stop();
  }
});

test('metrics count requests by route pattern and name no id', async () => {
  const patient = await aPatient(house);
  await patient.fetch('GET', `/api/conversations/${patient.id}/messages`);
  const text = await (await get('/metrics')).text();
  expect(text).toContain(
    'http_request_duration_seconds_count{method="GET",route="/api/conversations/:id/messages",status="404"} 1',
  );
  for (const name of [
    'database_connections_waiting',
    'live_connections',
    'relay_lag_seconds',
    'nodejs_eventloop_lag_seconds',
  ]) {
    expect(text).toContain(`\n${name} `);
  }
  expect(text).not.toContain(patient.id);
});

test('the API description lists every endpoint of the contract, its refusals, the CSRF header and the session cookie', async () => {
  const api = (await (await get('/api/openapi.json')).json()) as {
    paths: Record<
      string,
      Record<
        string,
        { operationId: string; parameters?: { in: string; name: string }[]; responses: object; security: object[] }
      >
    >;
    components: { securitySchemes: { session: object } };
    info: { description: string };
  };
  for (const { shape } of [...serverFrame.options, ...clientFrame.options])
    expect(api.info.description).toContain(`\`${shape.type.value}\``);
  for (const code of Object.values(closeCodes)) expect(api.info.description).toContain(String(code));
  expect(api.components.securitySchemes.session).toEqual({ type: 'apiKey', in: 'cookie', name: 'hsm_session' });
  for (const { name, method, path, access, status } of endpoints) {
    const operation = api.paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    expect(operation?.operationId, path).toBe(name);
    expect(Object.keys(operation!.responses)).toEqual(expect.arrayContaining([String(status), '4XX', '5XX']));
    expect(operation!.security).toEqual(access === 'anonymous' ? [] : [{ session: [] }]);
    const headers = (operation!.parameters ?? [])
      .filter((parameter) => parameter.in === 'header')
      .map((parameter) => parameter.name);
    expect(headers).toEqual(method === 'GET' ? [] : ['x-csrf-token']);
  }
  const described = Object.values(api.paths).flatMap((methods) => Object.keys(methods));
  expect(described).toHaveLength(endpoints.length);
});

test('the readable docs ask nothing of other sites', async () => {
  const page = await get('/api/docs');
  expect(page.status).toBe(200);
  const html = await page.text();
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.headers.get('content-security-policy')).not.toMatch(/https:/);
  for (const [, file] of html.matchAll(/(?:src|href)="\.?\/?([^"]+\.(?:js|css))"/g)) {
    const asset = await get(file!.startsWith('api/') ? `/${file}` : `/api/docs/${file!.replace(/^docs\//, '')}`);
    expect(asset.status, file).toBe(200);
  }
});

test('the description is one document, also for the readable docs, and is not made anew for whoever asks', async () => {
  const texts = await Promise.all(Array.from({ length: 40 }, async () => (await get('/api/openapi.json')).text()));
  expect(new Set(texts).size).toBe(1);
  for (const copy of ['/api/docs/json', '/api/docs/yaml']) {
    const answer = await get(copy);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/api/openapi.json']);
  }
  expect(await (await get('/api/docs/static/swagger-initializer.js')).text()).toContain('/api/openapi.json');
});

test('metrics are made once a second, however many ask', async () => {
  await get('/metrics');
  const texts = await Promise.all(Array.from({ length: 30 }, async () => (await get('/metrics')).text()));
  expect(new Set(texts).size).toBeLessThanOrEqual(2);
});

test.each(['/api/session', '/api/nowhere', '/nowhere', '/healthz', '/api/me'])(
  '%s carries the security headers',
  async (path) => {
    const { headers } = await get(path);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.has('strict-transport-security')).toBe(false);
  },
);

test('over https browsers are told to stay there', async () => {
  const secure = await openHouse({ PUBLIC_URL: 'https://messages.clinic.example' });
  try {
    const { headers } = await fetch(`${secure.url}/healthz`);
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
  } finally {
    await secure.stop();
  }
});

test('the log has a line per request with the route and without address, id, text or name', async () => {
  const patient = await aPatient(house, 'Quentin Quietly');
  const clinician = await aClinician(house);
  await linked(house, patient, clinician);
  house.logged.length = 0;
  await patient.call(sendMessage, {
    body: { to: clinician.id, clientId: 'log-1', subject: 'violet subject', body: 'violet body' },
  });
  await patient.fetch('GET', '/api/people?query=violet');
  await patient.fetch('GET', `/violet/${clinician.id}`);
  await expect.poll(() => house.logged.length).toBe(3);
  const [sent, searched, lost] = house.logged.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(sent).toMatchObject({ method: 'POST', route: '/api/messages', status: 201, msg: 'request' });
  expect(sent!.requestId).toEqual(expect.any(String));
  expect(sent!.ms).toEqual(expect.any(Number));
  expect(searched).toMatchObject({ route: '/api/people', status: 200 });
  expect(lost).toMatchObject({ status: 404, route: null });
  expect(house.logged.join()).not.toMatch(new RegExp(`violet|Quentin|${clinician.id}`));
});
