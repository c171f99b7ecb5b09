// Pure: from what an author asked for to an instant, with the two odd hours of the year refused rather than guessed.
import { parseDateTime, toZoned } from '@internationalized/date';
import { Refusal } from '../../refusal.ts';

export interface AskedTime {
  readonly sendAt?: string | undefined;
  readonly localTime?: string | undefined;
  readonly timeZone?: string | undefined;
}

const year = 365 * 86_400_000;

/** @throws Refusal naming the field when the moment is past, more than a year away, or not one moment of that clock. */
export function sendTime(asked: AskedTime, ownZone: string, now: Date): { sendAt: Date; timeZone: string } {
  const timeZone = asked.timeZone ?? ownZone;
  const field = asked.localTime ? 'localTime' : 'sendAt';
  const sendAt = instantOf(asked, timeZone);
  if (sendAt.getTime() <= now.getTime()) throw refuse(field, 'must be in the future');
  if (sendAt.getTime() > now.getTime() + year) throw refuse(field, 'must be within a year');
  return { sendAt, timeZone };
}

/** Whether somebody asked for that moment, which may have passed by now. */
export const isSendTime = (sendAt: Date, timeZone: string, asked: AskedTime): boolean =>
  instantOf(asked, asked.timeZone ?? timeZone).getTime() === sendAt.getTime();

const instantOf = (asked: AskedTime, timeZone: string): Date =>
  asked.localTime ? onClock(asked.localTime, timeZone) : new Date(asked.sendAt!);

function onClock(localTime: string, timeZone: string): Date {
  let local;
  try {
    local = parseDateTime(localTime);
  } catch {
    throw refuse('localTime', 'is not a date of the calendar');
  }
  try {
    return toZoned(local, timeZone, 'reject').toDate();
  } catch {
    const [earlier, later] = (['earlier', 'later'] as const).map((which) => toZoned(local, timeZone, which).toDate());
    const twice = `${earlier!.toISOString()} or ${later!.toISOString()}`;
    throw refuse(
      'localTime',
      localClock(earlier!, timeZone) === localClock(later!, timeZone)
        ? `comes twice on that day, when clocks go back: give sendAt ${twice}`
        : 'does not exist on that day, when clocks go forward',
    );
  }
}

/** The moment on the clock of a zone, to the minute: 2026-11-24T09:30. */
export function localClock(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    .format(at)
    .replace(' ', 'T');
}

const refuse = (field: string, message: string) =>
  new Refusal('invalid_input', { issues: [{ path: `body.${field}`, message }] });
