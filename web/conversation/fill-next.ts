// What a template left open is selected in the message, so that it is seen and the next word takes its place.
import { useEffect, useState } from 'react';
import type { RefObject } from 'react';

interface Gap {
  /** What was put into the message. */
  within: string;
  gap: string;
}

/** Selects a gap once it stands in the message and the dialog it came from has given back the focus. */
export function useFillNext(box: RefObject<HTMLTextAreaElement | null>): (next: Gap) => void {
  const [next, setNext] = useState<Gap | null>(null);
  useEffect(() => {
    const start = next && box.current ? box.current.value.lastIndexOf(next.within) : -1;
    if (!next || !box.current || start < 0) return;
    const from = start + next.within.indexOf(next.gap);
    box.current.focus();
    box.current.setSelectionRange(from, from + next.gap.length);
  }, [box, next]);
  return setNext;
}
