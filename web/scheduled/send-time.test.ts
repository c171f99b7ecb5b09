// The two odd hours of the year, on the clock of the person who writes.
import { expect, test } from 'vitest';
import { chosenMoment, onClock } from './send-time.ts';

const london = 'Europe/London';
const now = Date.parse('2026-03-01T12:00:00Z');

test('an ordinary evening is one moment', () => {
  expect(chosenMoment('2026-07-01', '21:15', london, now)).toEqual({
    kind: 'moment',
    at: new Date('2026-07-01T20:15:00Z'),
  });
});

test('an hour that the clocks leave out is told, with the moment that stands in its place', () => {
  expect(chosenMoment('2026-03-29', '01:30', london, now)).toEqual({
    kind: 'gap',
    at: new Date('2026-03-29T01:30:00Z'),
  });
});

test('an hour that comes twice is asked about, unless the first has gone by', () => {
  const first = new Date('2026-10-25T00:30:00Z');
  const second = new Date('2026-10-25T01:30:00Z');
  expect(chosenMoment('2026-10-25', '01:30', london, now)).toEqual({ kind: 'twice', first, second });
  expect(chosenMoment('2026-10-25', '01:30', london, first.getTime() + 60_000)).toEqual({ kind: 'moment', at: second });
});

test('what is past, more than a year away or half filled in is no moment', () => {
  expect(chosenMoment('2026-02-28', '09:00', london, now)).toEqual({ kind: 'past' });
  expect(chosenMoment('2027-04-01', '09:00', london, now)).toEqual({ kind: 'tooFar' });
  expect(chosenMoment('', '09:00', london, now)).toEqual({ kind: 'incomplete' });
});

test('a moment goes back into the fields as it came out of them', () => {
  const at = new Date('2026-07-01T20:15:00Z');
  expect(onClock(at, london)).toEqual({ day: '2026-07-01', time: '21:15' });
  expect(onClock(at, 'America/New_York')).toEqual({ day: '2026-07-01', time: '16:15' });
});
