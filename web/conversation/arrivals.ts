// Tells people who listen instead of looking that messages have come.
import i18next from 'i18next';
import type { LiveEvent } from '../../contract/events.ts';
import { announce } from '../kit/announce.tsx';

export function announceArrivals(events: readonly LiveEvent[]): void {
  const names = events.flatMap((event) =>
    event.type === 'message.sent' && !event.message.mine ? [event.message.sender.displayName] : [],
  );
  if (names.length > 0) announce([...new Set(names)].map((name) => i18next.t('messages.arrived', { name })).join('. '));
}
