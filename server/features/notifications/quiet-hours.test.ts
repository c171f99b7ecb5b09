import { expect, test } from 'vitest';
import { endOfQuiet, nextTime } from './quiet-hours.ts';

const london = 'Europe/London';
const at = (text: string) => new Date(text);

test('a night that passes midnight is quiet on the clock of the person', () => {
  const night = { from: '22:00', to: '07:00' };
  expect(endOfQuiet(night, london, at('2026-07-01T20:59:00Z'))).toBeNull();
  expect(endOfQuiet(night, london, at('2026-07-01T21:00:00Z'))).toEqual(at('2026-07-02T06:00:00Z'));
  expect(endOfQuiet(night, london, at('2026-07-02T05:59:00Z'))).toEqual(at('2026-07-02T06:00:00Z'));
  expect(endOfQuiet(night, london, at('2026-07-02T06:00:00Z'))).toBeNull();
  expect(endOfQuiet(night, 'Pacific/Auckland', at('2026-07-01T11:00:00Z'))).toEqual(at('2026-07-01T19:00:00Z'));
  expect(endOfQuiet(null, london, at('2026-07-01T23:00:00Z'))).toBeNull();
});

test('within a day too', () => {
  const noon = { from: '12:00', to: '13:30' };
  expect(endOfQuiet(noon, 'UTC', at('2026-07-01T12:00:00Z'))).toEqual(at('2026-07-01T13:30:00Z'));
  expect(endOfQuiet(noon, 'UTC', at('2026-07-01T13:30:00Z'))).toBeNull();
});

test('when clocks jump or repeat an hour there is still one end', () => {
  const night = { from: '23:00', to: '01:30' };
  // 29 March 2026: 01:00 to 02:00 does not exist in London.
  expect(endOfQuiet(night, london, at('2026-03-29T00:30:00Z'))).toEqual(at('2026-03-29T01:30:00Z'));
  // 25 October 2026: 01:30 comes twice.
  expect(endOfQuiet(night, london, at('2026-10-24T23:30:00Z'))).toEqual(at('2026-10-25T00:30:00Z'));
  expect(nextTime('08:00', london, at('2026-10-24T07:30:00Z'))).toEqual(at('2026-10-25T08:00:00Z'));
});
