// Where a thread stands: opens at the message searched for, the first unread one or the end, stays at the end when it
// grows, and does not jump when older messages are put before it or newer ones after it.
/* oxlint-disable react/refs -- virtua must be told in the very render that prepends, from what the last one showed */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { Row } from './rows.ts';

/** Pixels from the end that still count as the end. */
const nearEnd = 48;
/** Pixels from the first or the last loaded message at which more are asked for. */
const near = 600;

/** Indexes of the rows that are on the screen. */
export interface Visible {
  first: number;
  last: number;
}

interface Scrolled {
  rows: readonly Row[];
  sought: string | null;
  /** Opens at the end, whatever is unread. */
  skipped: boolean;
  /** Whether newer messages than the loaded ones are still to be asked for. */
  hasNewer: boolean;
  onNearStart: () => void;
  onNearEnd: () => void;
}

export function useThreadScroll({ rows, sought, skipped, hasNewer, onNearStart, onNearEnd }: Scrolled) {
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const opened = useRef(false);
  const [away, setAway] = useState(false);
  const [visible, setVisible] = useState<Visible>({ first: 0, last: -1 });

  const keys = rows.map((row) => row.key);
  const firstKey = useRef(keys[0]);
  const lastKey = useRef<string | undefined>(undefined);
  const prepended = firstKey.current !== undefined && firstKey.current !== keys[0] && keys.includes(firstKey.current);
  useLayoutEffect(() => {
    firstKey.current = keys[0];
  });

  const now = useRef({ hasNewer, onNearStart, onNearEnd });
  useLayoutEffect(() => {
    now.current = { hasNewer, onNearStart, onNearEnd };
  });

  const look = useCallback(() => {
    const handle = list.current;
    if (!handle) return;
    const end = handle.scrollOffset + handle.viewportSize;
    const left = handle.scrollSize - end;
    atEnd.current = left <= nearEnd && !now.current.hasNewer;
    setAway(!atEnd.current);
    const first = handle.findItemIndex(handle.scrollOffset);
    const last = handle.findItemIndex(end - 1);
    setVisible((before) => (before.first === first && before.last === last ? before : { first, last }));
    if (handle.scrollOffset < near) now.current.onNearStart();
    if (left < near) now.current.onNearEnd();
  }, []);

  const toEnd = useCallback(() => {
    list.current?.scrollToIndex(rows.length - 1, { align: 'end' });
  }, [rows.length]);

  useLayoutEffect(() => {
    const last = rows.at(-1);
    if (!last) return;
    const unread = skipped ? -1 : rows.findIndex((row) => row.firstUnread);
    const found = sought ? rows.findIndex((row) => row.kind === 'message' && row.message.id === sought) : -1;
    if (!opened.current) {
      opened.current = true;
      if (found >= 0) {
        atEnd.current = false;
        list.current?.scrollToIndex(found, { align: 'center' });
      } else
        list.current?.scrollToIndex(unread >= 0 ? unread : rows.length - 1, { align: unread >= 0 ? 'start' : 'end' });
    } else if (last.key !== lastKey.current && (atEnd.current || last.kind === 'sending')) {
      // The composer shrinks in the same moment: whoever sends stands at the end, whatever was measured before.
      atEnd.current = true;
      toEnd();
    }
    lastKey.current = last.key;
  }, [rows, sought, skipped, toEnd]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    // A keyboard that opens, a composer or a message that grows, must not cover the newest message.
    const observer = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
      look();
    });
    observer.observe(element);
    if (element.lastElementChild) observer.observe(element.lastElementChild);
    return () => observer.disconnect();
  }, [look, toEnd]);

  return { list, scroller, prepended, away, visible, look, toEnd };
}
