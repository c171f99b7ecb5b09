// Pure: from a day and a time on somebody's own clock to a moment, with the two odd hours of the year told apart.
import { parseDateTime, toCalendarDateTime, toZoned } from '@internationalized/date';

export type Chosen =
  | { kind: 'incomplete' | 'past' | 'tooFar' }
  | { kind: 'moment'; at: Date }
  /** That hour is left out when clocks go forward; `at` is where the clock stands instead. */
  | { kind: 'gap'; at: Date }
  /** That hour comes again when clocks go back. */
  | { kind: 'twice'; first: Date; second: Date };

const year = 365 * 86_400_000;

/** `day` as 2026-11-24, `time` as 09:30, as the browser's own fields give them. */
export function chosenMoment(day: string, time: string, zone: string, now: number): Chosen {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d{2}:\d{2}/.test(time)) return { kind: 'incomplete' };
  const local = parseDateTime(`${day}T${time.slice(0, 5)}`);
  const first = toZoned(local, zone, 'earlier');
  const second = toZoned(local, zone, 'later');
  const at = second.toDate();
  if (at.getTime() <= now) return { kind: 'past' };
  if (at.getTime() > now + year) return { kind: 'tooFar' };
  if (first.compare(second) === 0) return { kind: 'moment', at };
  if (toCalendarDateTime(second).compare(local) !== 0) return { kind: 'gap', at };
  return first.toDate().getTime() <= now
    ? { kind: 'moment', at }
    : { kind: 'twice', first: first.toDate(), second: at };
}

/** Day and time of a moment on the clock of a zone, as the browser's own fields take them. */
export function onClock(at: Date, zone: string): { day: string; time: string } {
  const [day = '', time = ''] = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(at)
    .split(' ');
  return { day, time };
}

/** The zone's distance from universal time at a moment, e.g. GMT+1. */
export const offsetOf = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'shortOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value ?? '';

export const zoneName = (zone: string): string => zone.replaceAll('_', ' ');
