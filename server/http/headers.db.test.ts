// What is refused before a route is chosen carries the headers of every other answer.
import type http from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse } from '../testing/house.ts';
import type { House } from '../testing/house.ts';
import { createShed } from './shed.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

const least = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

test('an address that is none', async () => {
  const answer = await fetch(`${house.url}/api/%ff`);
  expect(answer.status).toBe(400);
  expect(Object.fromEntries(answer.headers)).toMatchObject(least);
});

test('what is not HTTP at all', async () => {
  const socket = connect(Number(new URL(house.url).port), '127.0.0.1');
  socket.write('nonsense\r\n\r\n');
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1.1 400 /);
  for (const [name, value] of Object.entries(least)) expect(answer).toContain(`${name}: ${value}\r\n`);
});

test('what there is no room for', async () => {
  const shed = createShed();
  shed.refuseWhile(() => true);
  const server = shed.serverFactory(() => {}, {}) as http.Server;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/session`);
  await new Promise((closed) => server.close(closed));
  expect(answer.status).toBe(503);
  expect(Object.fromEntries(answer.headers)).toMatchObject(least);
});
