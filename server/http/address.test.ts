// Which addresses are kept.
import { expect, test } from 'vitest';
import { addressOf } from './address.ts';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8::1', '2001:db8::1'],
  ['::ffff:203.0.113.7', '::ffff:203.0.113.7'],
  ['fe80::1%eth0', 'fe80::1'],
  ['203.0.113.7:4711', null],
  ['unknown', null],
])('%s is kept as %s', (ip, address) => {
  expect(addressOf({ ip })).toBe(address);
});
