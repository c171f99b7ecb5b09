// Moments in words a person uses; the exact moment on hover and for machines.
import i18next from 'i18next';
import { useSyncExternalStore } from 'react';

const minute = 60_000;
let now = Date.now();
const listeners = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  ticking ??= setInterval(tick, minute / 2);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

/** The present, to the half minute. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now);

const language = () => i18next.language ?? 'en';
const formats = new Map<string, Intl.DateTimeFormat>();

function format(moment: string | number, name: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${language()} ${name}`;
  const found = formats.get(key) ?? new Intl.DateTimeFormat(language() === 'en' ? 'en-GB' : language(), options);
  formats.set(key, found);
  return found.format(new Date(moment));
}

export const exactly = (moment: string): string => format(moment, 'exact', { dateStyle: 'full', timeStyle: 'short' });
/** The same on the clock of a zone. */
export const exactlyIn = (moment: string, timeZone: string): string =>
  format(moment, `exact ${timeZone}`, { dateStyle: 'full', timeStyle: 'short', timeZone });
export const clock = (moment: string): string => format(moment, 'clock', { hour: '2-digit', minute: '2-digit' });
const sameDay = (a: number, b: number) => new Date(a).toDateString() === new Date(b).toDateString();
const spans = new Map<string, Intl.RelativeTimeFormat>();

function span(style: 'long' | 'short', value: number, unit: 'second' | 'minute' | 'day'): string {
  const key = `${language()} ${style}`;
  const found = spans.get(key) ?? new Intl.RelativeTimeFormat(language(), { numeric: 'auto', style });
  spans.set(key, found);
  return found.format(value, unit);
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** "Today", "Yesterday", "Tuesday 17 November". */
export function dayName(moment: string, present: number): string {
  const then = Date.parse(moment);
  if (sameDay(then, present)) return capital(span('long', 0, 'day'));
  if (sameDay(then, present - 24 * 60 * minute)) return capital(span('long', -1, 'day'));
  const sameYear = new Date(then).getFullYear() === new Date(present).getFullYear();
  return format(then, sameYear ? 'day' : 'dayYear', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(!sameYear && { year: 'numeric' }),
  });
}

/** "now", "12 min. ago", "16:40", "yesterday", "21 Nov". */
function briefly(moment: string, present: number): string {
  const then = Date.parse(moment);
  const age = present - then;
  if (age < minute) return span('long', 0, 'second');
  if (age < 60 * minute) return span('short', -Math.floor(age / minute), 'minute');
  if (sameDay(then, present)) return clock(moment);
  if (sameDay(then, present - 24 * 60 * minute)) return span('long', -1, 'day');
  const sameYear = new Date(then).getFullYear() === new Date(present).getFullYear();
  return format(then, sameYear ? 'brief' : 'briefYear', {
    day: 'numeric',
    month: 'short',
    ...(!sameYear && { year: 'numeric' }),
  });
}

/** "20 Nov, 17:20", and with the year when it is another one. */
export function Moment({ at }: { at: string }) {
  const sameYear = new Date(at).getFullYear() === new Date(useNow()).getFullYear();
  const text = format(at, sameYear ? 'moment' : 'momentYear', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    ...(!sameYear && { year: 'numeric' }),
  });
  return <Exact at={at}>{text}</Exact>;
}

export function When({ at }: { at: string }) {
  const present = useNow();
  return <Exact at={at}>{briefly(at, present)}</Exact>;
}

/** The exact moment is put into words when somebody points at it: for a list of them that takes longer than all the rest. */
function Exact({ at, children }: { at: string; children: string }) {
  return (
    <time dateTime={at} onPointerEnter={(event) => (event.currentTarget.title = exactly(at))}>
      {children}
    </time>
  );
}
