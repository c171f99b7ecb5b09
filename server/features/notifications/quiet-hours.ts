// Pure: when on somebody's own clock it is quiet, and when a time of day comes next.
import { fromDate, toCalendarDate, toTime, toZoned, parseTime, toCalendarDateTime } from '@internationalized/date';

export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** The end of the quiet hours that `now` lies in; null when it lies in none. They may pass midnight. */
export function endOfQuiet(quiet: QuietHours | null, timeZone: string, now: Date): Date | null {
  if (!quiet) return null;
  const time = toTime(fromDate(now, timeZone));
  const after = (a: string) => time.compare(parseTime(a)) >= 0;
  const isQuiet = quiet.from < quiet.to ? after(quiet.from) && !after(quiet.to) : after(quiet.from) || !after(quiet.to);
  return isQuiet ? nextTime(quiet.to, timeZone, now) : null;
}

/** The next moment after `now` when the clock of a zone shows this time; where clocks jump over it, the jump. */
export function nextTime(time: string, timeZone: string, now: Date): Date {
  const today = toCalendarDate(fromDate(now, timeZone));
  for (const days of [0, 1]) {
    const at = toZoned(toCalendarDateTime(today.add({ days }), parseTime(time)), timeZone, 'compatible').toDate();
    if (at > now) return at;
  }
  return new Date(now.getTime() + 86_400_000);
}
