// Push: a device hears that there is something new, while its session lasts and nothing is open.
import { createECDH, randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { signOut } from '../../../contract/accounts.ts';
import { sendMessage } from '../../../contract/messages.ts';
import * as contract from '../../../contract/notifications.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { LiveWindow } from '../../testing/live.ts';
import { notifyAfter } from '../../testing/notifying.ts';
import { aClinician, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';

const minute = 60_000;
let house: House;
let patient: TestPerson;
let clinician: TestPerson;

beforeAll(async () => {
  house = await openHouse({ PUSH_LOCAL: 'yes' });
});
beforeEach(async () => {
  patient = await aPatient(house);
  clinician = await aClinician(house);
  await linked(house, patient, clinician);
});
afterAll(() => house.stop());

const afterwards = (milliseconds: number) => notifyAfter(house, milliseconds);
let count = 0;
const write = (by: TestPerson, to: TestPerson) =>
  by.call(sendMessage, { body: { to: to.id, clientId: `p-${(count += 1)}`, body: 'canary-body' } });

describe('by push', () => {
  let service: http.Server;
  let status = 201;
  let ends = true;
  let pushed: { path: string; headers: http.IncomingHttpHeaders; body: Buffer }[];
  beforeAll(async () => {
    service = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        pushed.push({ path: request.url!, headers: request.headers, body: Buffer.concat(chunks) });
        response.writeHead(status);
        if (ends) response.end();
        else response.flushHeaders();
      });
    });
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(async () => {
    await afterwards(minute);
    pushed = [];
    status = 201;
    ends = true;
  });
  afterAll(() => void service.close());

  const device = (path: string) => {
    const browser = createECDH('prime256v1');
    return {
      endpoint: `http://127.0.0.1:${(service.address() as AddressInfo).port}/${path}`,
      keys: { p256dh: browser.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') },
    };
  };
  const subscribe = (path: string, of = patient) => of.call(contract.subscribePush, { body: device(path) });

  test('a device hears of it once when nothing is open; sealed for it, signed by this house', async () => {
    const first = await subscribe('one');
    const again = await subscribe('one');
    expect([first.status, again.status, again.body.id]).toEqual([201, 200, first.body.id]);
    await write(clinician, patient);
    await write(clinician, patient);
    await afterwards(10_000);
    expect(pushed.map(({ path }) => path)).toEqual(['/one']);
    const { pushKey } = (await patient.call(contract.readNotificationSettings)).body;
    expect(pushed[0]!.headers.authorization).toContain(`k=${pushKey}`);
    expect(pushed[0]!.headers['content-encoding']).toBe('aes128gcm');
    expect(pushed[0]!.body.includes('canary')).toBe(false);
  });

  test('not when the message has arrived on an open device already', async () => {
    await subscribe('two');
    const window = await LiveWindow.open(house, patient, { acknowledge: true });
    await write(clinician, patient);
    await window.until(() => window.of('message.sent').length === 1);
    await expect
      .poll(
        async () =>
          (
            await house.owner.query('select from receipt where account_id = $1 and delivered_at is not null', [
              patient.id,
            ])
          ).rowCount,
      )
      .toBe(1);
    await afterwards(10_000);
    expect(pushed).toEqual([]);
    await window.close();
  });

  test('a push service whose answer never ends holds up nobody', async () => {
    await subscribe('endless');
    ends = false;
    await write(clinician, patient);
    await afterwards(10_000);
    expect(pushed).toHaveLength(1);
  });

  test('the ten newest devices of a person are told, and no more', async () => {
    const person = await aPatient(house);
    for (let n = 0; n < 12; n += 1) await subscribe(`many-${n}`, person);
    await linked(house, person, clinician);
    await afterwards(minute);
    pushed = [];
    await write(clinician, person);
    await afterwards(10_000);
    expect(pushed.map(({ path }) => path).toSorted()).toEqual(
      Array.from({ length: 10 }, (_, n) => `/many-${n + 2}`).toSorted(),
    );
  });

  test('a device that signed out, or that is gone, is told nothing more', async () => {
    await subscribe('three');
    status = 410;
    await write(clinician, patient);
    await afterwards(10_000);
    expect(pushed).toHaveLength(1);
    expect(
      (await house.owner.query('select from push_subscription where account_id = $1', [patient.id])).rowCount,
    ).toBe(0);
    status = 201;
    await subscribe('four');
    await patient.call(signOut);
    await write(clinician, patient);
    await afterwards(2 * minute);
    expect(pushed).toHaveLength(1);
  });

  test('its address is sealed, and one inside the network is refused where that is not allowed', async () => {
    await subscribe('five');
    const { rows } = await house.owner.query<{ row: string }>(
      `select encode(sealed, 'escape') as row from push_subscription`,
    );
    expect(JSON.stringify(rows)).not.toContain('five');
    const strict = await openHouse();
    const somebody = await aPatient(strict);
    const hosts = ['127.0.0.1', '[::1]', 'localhost', 'localhost.', 'foo.localhost', 'printer.local', 'printer.LOCAL.'];
    for (const endpoint of ['http://push.example/x', ...hosts.map((host) => `https://${host}/x`)]) {
      const refused = await somebody.call(contract.subscribePush, { body: { ...device('x'), endpoint } });
      expect([endpoint, refused.status]).toEqual([endpoint, 400]);
    }
    await strict.stop();
  });
});
