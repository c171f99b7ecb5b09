// A thread as rows: messages with the day they begin, the "New" mark, and what is still on its way.
import type { Message } from '../../contract/messages.ts';
import type { ThreadPage } from '../live/cache.ts';
import type { Sending } from './sending.ts';

interface Around {
  /** Stays the same when the sent message takes the place of the one on its way. */
  key: string;
  /** A moment of the day that begins with this row. */
  day: string | null;
  firstUnread: boolean;
  /** Follows closely on a message of the same person. */
  close: boolean;
}
export type Row = Around &
  ({ kind: 'message'; message: Message; last: boolean } | { kind: 'sending'; sending: Sending });

const closeMs = 5 * 60_000;
const dayOf = (moment: string) => new Date(moment).toDateString();

export function rowsOfThread(
  pages: readonly ThreadPage[],
  sending: readonly Sending[],
  firstUnreadId: string | null,
): Row[] {
  const messages = pages.flatMap((page) => page.items);
  const lastMine = messages.findLast((message) => message.mine);
  const rows: Row[] = [];
  let before: { at: string; by: string; day: string } | null = null;
  const around = (at: string, by: string, firstUnread: boolean) => {
    const today = dayOf(at);
    const day = before?.day === today ? null : at;
    const close = !day && !firstUnread && before?.by === by && Date.parse(at) - Date.parse(before.at) < closeMs;
    before = { at, by, day: today };
    return { day, close, firstUnread };
  };
  for (const message of messages) {
    const by = message.mine ? 'me' : message.sender.id;
    rows.push({
      kind: 'message',
      message,
      last: message === lastMine,
      key: message.clientId ?? message.id,
      ...around(message.sentAt, by, message.id === firstUnreadId),
    });
  }
  for (const one of sending)
    rows.push({ kind: 'sending', sending: one, key: one.clientId, ...around(one.at, 'me', false) });
  return rows;
}
