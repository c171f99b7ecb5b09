// The four doors: who is shown which page, and under which policy.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../app.ts';
import { createMailer } from '../delivery/mailer.ts';
import { openHouse } from '../testing/house.ts';
import type { House } from '../testing/house.ts';
import { aClinician, anAdmin, aPatient } from '../testing/people.ts';
import type { TestPerson } from '../testing/people.ts';

let house: House;
let app: FastifyInstance;
let folder: string;
const people = {} as Record<'patient' | 'clinician' | 'admin', TestPerson>;

beforeAll(async () => {
  house = await openHouse();
  folder = await mkdtemp(path.join(os.tmpdir(), 'healing-space-pages-'));
  for (const door of ['', 'patient', 'clinician', 'admin', 'assets'])
    await mkdir(path.join(folder, door), { recursive: true });
  for (const door of ['', 'patient', 'clinician', 'admin']) {
    await writeFile(path.join(folder, door, 'index.html'), `<p>${door || 'entrance'}</p>`);
  }
  const doorsOf = {
    'assets/shared-abc123.js': ['entrance', 'patient', 'clinician', 'admin'],
    'assets/staff-abc123.js': ['clinician', 'admin'],
    'assets/admin-abc123.css': ['admin'],
  };
  for (const file of [...Object.keys(doorsOf), 'assets/stray-abc123.js'])
    await writeFile(path.join(folder, file), '/**/');
  await writeFile(path.join(folder, 'doors.json'), JSON.stringify(doorsOf));
  await writeFile(path.join(folder, 'leaf.svg'), '<svg/>');
  app = await buildApp(house.deps, folder);
  people.patient = await aPatient(house);
  people.clinician = await aClinician(house);
  people.admin = await anAdmin(house);
});
afterAll(async () => {
  await app.close();
  await house.stop();
  await rm(folder, { recursive: true });
});

const visit = (url: string, person?: TestPerson) =>
  app.inject({ url, headers: { accept: 'text/html', ...(person ? { cookie: person.cookieHeader() } : {}) } });

test('the lines of urgent help of the clinic come with every page', async () => {
  const name = 'Day & "night" <b>';
  const helpLines = [{ name, about: 'Always.', action: 'Call 112', href: 'tel:112', atOnce: true }];
  const own = await buildApp({ ...house.deps, config: { ...house.deps.config, helpLines } }, folder);
  try {
    await writeFile(path.join(folder, 'index.html'), '<head></head><p>entrance</p>');
    const { body } = await own.inject({ url: '/', headers: { accept: 'text/html' } });
    const content = /<meta name="help-lines" content="([^"]+)" \/><\/head>/.exec(body)![1]!;
    expect(content).not.toContain('<');
    const plain = content.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
    expect(JSON.parse(plain)).toEqual(helpLines);
    for (const [url, status] of [
      ['/urgent-help', 200],
      ['/nowhere', 404],
    ] as const) {
      const page = await own.inject({ url, headers: { accept: 'text/html' } });
      expect(page.statusCode).toBe(status);
      expect(page.body).toContain('<a href="tel:112">Day &amp; &quot;night&quot; &lt;b>: Call 112</a>');
      expect(page.body).not.toContain('999');
    }
  } finally {
    await own.close();
  }
});

test('the pages know whether the clinic sends e-mail', async () => {
  await writeFile(path.join(folder, 'index.html'), '<head></head><p>entrance</p>');
  const mailer = createMailer('smtp://127.0.0.1:1', 'Clinic <care@clinic.example>');
  const mailing = await buildApp({ ...house.deps, mailer }, folder);
  try {
    const { body } = await mailing.inject({ url: '/forgot', headers: { accept: 'text/html' } });
    expect(body).not.toContain('no-mail');
    expect((await visit('/forgot')).body).toContain('<meta name="no-mail" content="" /></head>');
  } finally {
    mailer.close();
    await mailing.close();
  }
});

const doors = ['patient', 'clinician', 'admin'] as const;

test.each(doors)('the %s door opens to that role and sends everybody else to their own', async (door) => {
  for (const role of doors) {
    for (const url of [`/${door}`, `/${door}/`, `/${door}/any/deep/link`]) {
      const answer = await visit(url, people[role]);
      if (role === door) {
        expect(answer.statusCode).toBe(200);
        expect(answer.body).toContain(`<p>${door}</p>`);
      } else {
        expect(answer.statusCode).toBe(302);
        expect(answer.headers.location).toBe(`/${role}/`);
        expect(answer.body).toBe('');
      }
    }
  }
  const stranger = await visit(`/${door}/`);
  expect(stranger.statusCode).toBe(302);
  expect(stranger.headers.location).toBe('/');
});

test('strangers see the entrance; who is signed in goes through their door', async () => {
  expect((await visit('/')).body).toContain('<p>entrance</p>');
  expect((await visit('/setup')).body).toContain('<p>entrance</p>');
  expect((await visit('/', people.clinician)).headers.location).toBe('/clinician/');
});

test('every page allows scripts and styles from our own files only', async () => {
  const { headers } = await visit('/');
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(headers['cache-control']).toBe('no-store');
});

test('the code of a door reaches nobody who may not enter by it', async () => {
  const mayHave = async (file: string) => {
    const visitors = { stranger: undefined, ...people };
    const found: string[] = [];
    for (const [name, person] of Object.entries(visitors)) {
      const answer = await visit(`/assets/${file}`, person);
      expect([200, 404]).toContain(answer.statusCode);
      if (answer.statusCode === 200) found.push(name);
      else expect(answer.body).not.toContain('/**/');
    }
    return found;
  };
  expect(await mayHave('shared-abc123.js')).toEqual(['stranger', 'patient', 'clinician', 'admin']);
  expect(await mayHave('staff-abc123.js')).toEqual(['clinician', 'admin']);
  expect(await mayHave('admin-abc123.css')).toEqual(['admin']);
  expect(await mayHave('stray-abc123.js')).toEqual([]);
  const gated = await visit('/assets/admin-abc123.css', people.admin);
  expect(gated.headers['cache-control']).toBe('private, max-age=31536000, immutable');
});

test('assets stay in the cache for ever, other files are asked for again', async () => {
  const asset = await visit('/assets/shared-abc123.js');
  expect(asset.statusCode).toBe(200);
  expect(asset.headers['cache-control']).toContain('immutable');
  expect((await visit('/leaf.svg')).headers['cache-control']).toBe('public, max-age=0');
  expect((await visit('/assets/gone.js')).headers['cache-control']).toBe('no-store');
});

test.each([
  '/assets/..%2f..%2fpackage.json',
  '/assets/..%2findex.html',
  '/assets/../index.html/..%2findex.html',
  '/index.html',
  '/doors.json',
  '/..%2fpackage.json',
  '/patient%2findex.html',
])('nothing outside of the public files is served: %s', async (url) => {
  const answer = await visit(url);
  expect([400, 403, 404]).toContain(answer.statusCode);
  expect(answer.body).not.toMatch(/healing-space|entrance/);
});

test('an address that leads nowhere is a page for people and JSON for programs', async () => {
  const page = await visit('/nowhere/at/all');
  expect(page.statusCode).toBe(404);
  expect(page.headers['content-type']).toContain('text/html');
  const api = await app.inject({ url: '/api/nowhere', headers: { accept: 'text/html' } });
  expect(api.statusCode).toBe(404);
  expect(api.json()).toMatchObject({ code: 'not_found' });
});
