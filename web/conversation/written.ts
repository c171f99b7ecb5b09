// What somebody is writing in one place: a conversation or a new message. Kept until it is sent.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { keys } from '../live/cache.ts';
import { held, restoreDraft, saveNow, saveSoon, watch } from './drafts.ts';
import type { Written } from './drafts.ts';

/** A text put after what is written already. */
export const withText = (body: string, text: string): string => (body.trim() ? `${body.trimEnd()}\n\n${text}` : text);

/**
 * `place` is a conversation's id, or that of a new message to somebody. Where one is no longer a member the server shows no draft either: what stands in
 * this window is then all there is (`here`).
 */
export function useWritten(place: string, here = false): [Written, (next: Written) => void] {
  const client = useQueryClient();
  const [written, setWritten] = useState(() => held(client, place));
  useEffect(() => {
    if (here) return;
    let gone = false;
    const show = () => !gone && setWritten(held(client, place));
    const unwatch = watch(show);
    void restoreDraft(client, place).then(show);
    return () => {
      gone = true;
      unwatch();
      saveNow(client, place);
    };
  }, [client, place, here]);
  const keep = (next: Written) => {
    setWritten(next);
    client.setQueryData(keys.draft(place), next);
    saveSoon(client, place);
  };
  return [written, keep];
}
