// What stands in a form and no server has: there again when one comes back to the form, until it is saved or thrown away. In the memory
// of this window only, never on the device.
import i18next from 'i18next';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { toast } from './Toasts.tsx';

const forms = new Map<string, object>();
const listeners = new Set<() => void>();

function put(place: string, what: object | null): void {
  if (what) forms.set(place, what);
  else forms.delete(place);
  for (const listener of listeners) listener();
}

function watch(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** What the form at `place` is about is gone. */
export const forget = (place: string): void => put(place, null);

/** Whether a form of this window holds something that was not saved. */
export const holdsForms = (): boolean => forms.size > 0;

export interface Kept<T extends object> {
  now: T;
  /** Whether there is something to lose. */
  begun: boolean;
  keep: (change: Partial<T>) => void;
  drop: () => void;
  /** What stands here now is not kept any longer once this succeeds; a failure is the form's to show. */
  dropAfter: (saving: Promise<unknown>) => void;
}

/** The form at `place`, one name for each thing that can be written; changed back to `empty` it holds nothing. */
export function useKept<T extends object>(place: string, empty: T): Kept<T> {
  const kept = useSyncExternalStore(watch, () => forms.get(place)) as T | undefined;
  const touched = useRef(false);
  useEffect(
    () => () => {
      // What is saved just now is gone from here by then.
      if (touched.current) setTimeout(() => forms.has(place) && toast(i18next.t('kept.here')));
    },
    [place],
  );
  return {
    now: kept ?? empty,
    begun: kept !== undefined,
    keep(change) {
      touched.current = true;
      const next = { ...empty, ...forms.get(place), ...change };
      put(place, JSON.stringify(next) === JSON.stringify(empty) ? null : next);
    },
    drop: () => put(place, null),
    dropAfter(saving) {
      const saved = forms.get(place);
      saving.then(
        () => forms.get(place) === saved && put(place, null),
        () => undefined,
      );
    },
  };
}
