// Marks messages as read once they were on a screen that somebody looks at; tells whether unread ones wait below.
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useMarkRead } from './queries.ts';
import type { Row } from './rows.ts';

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

export function useReadWhenSeen(conversationId: string, rows: readonly Row[], lastVisible: number): boolean {
  const looking = useSyncExternalStore(watchAttention, attentive);
  const marked = useRef(0);
  const { mutate } = useMarkRead(conversationId);
  const isUnread = (row: Row) => row.kind === 'message' && !row.message.mine && row.message.readAt === null;
  const seen = rows.slice(0, lastVisible + 1).findLast(isUnread);
  const upTo = seen?.kind === 'message' ? seen.message : null;
  useEffect(() => {
    if (!looking || !upTo || upTo.seq <= marked.current) return;
    marked.current = upTo.seq;
    mutate(upTo.id, {
      onError: () => {
        marked.current = 0;
      },
    });
  }, [looking, upTo, mutate]);
  return rows.slice(lastVisible + 1).some(isUnread);
}
