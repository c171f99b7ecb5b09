// Marks as read what was on a screen that somebody looks at, and nothing else; tells whether unread messages wait below.
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Message } from '../../contract/messages.ts';
import { useMarkOneRead, useMarkRead } from './queries.ts';
import type { Row } from './rows.ts';
import type { Visible } from './use-thread-scroll.ts';

function watchAttention(listener: () => void): () => void {
  addEventListener('focus', listener);
  addEventListener('blur', listener);
  document.addEventListener('visibilitychange', listener);
  return () => {
    removeEventListener('focus', listener);
    removeEventListener('blur', listener);
    document.removeEventListener('visibilitychange', listener);
  };
}
const attentive = () => document.visibilityState === 'visible' && document.hasFocus();

const isUnread = (row: Row) => row.kind === 'message' && !row.message.mine && row.message.readAt === null;
const unreadOf = (rows: readonly Row[]): Message[] =>
  rows.flatMap((row) => (row.kind === 'message' && isUnread(row) ? [row.message] : []));

/** `whole` tells that no unread message lies above the loaded ones. */
export function useReadWhenSeen(
  conversationId: string,
  rows: readonly Row[],
  { first, last }: Visible,
  whole: boolean,
): boolean {
  const looking = useSyncExternalStore(watchAttention, attentive);
  const shown = useRef(new Set<string>());
  const told = useRef(new Set<string>());
  const { mutate: markUpTo } = useMarkRead(conversationId);
  const { mutate: markOne } = useMarkOneRead();
  useEffect(() => {
    if (!looking) return;
    for (const { id } of unreadOf(rows.slice(first, last + 1))) shown.current.add(id);
    const unread = unreadOf(rows).filter(({ id }) => !told.current.has(id));
    const gap = whole ? unread.findIndex(({ id }) => !shown.current.has(id)) : 0;
    const before = gap === -1 ? unread : unread.slice(0, gap);
    const tell = (messages: readonly Message[]) => {
      for (const { id } of messages) told.current.add(id);
      return {
        onError: () => {
          for (const { id } of messages) told.current.delete(id);
        },
      };
    };
    const upTo = before.at(-1);
    if (upTo) markUpTo(upTo.id, tell(before));
    // Somebody went to the end at once: what was skipped stays unread.
    for (const one of unread.slice(before.length)) if (shown.current.has(one.id)) markOne(one.id, tell([one]));
  }, [looking, rows, first, last, whole, markUpTo, markOne]);
  return rows.findLastIndex(isUnread) > last;
}
