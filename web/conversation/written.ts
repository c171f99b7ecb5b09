// What somebody is writing, kept in this window until it is sent: one for each conversation, and one for a new message.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../live/cache.ts';

export interface Written {
  subject: string | null;
  body: string;
}

/** A text put after what is written already. */
export const withText = (body: string, text: string): string => (body.trim() ? `${body.trimEnd()}\n\n${text}` : text);

const nothing: Written = { subject: null, body: '' };

/** `place` is a conversation's id, or `new`. */
export function useWritten(place: string): [Written, (next: Written) => void] {
  const client = useQueryClient();
  const key = keys.draft(place);
  const [written, setWritten] = useState(() => client.getQueryData<Written>(key) ?? nothing);
  const keep = (next: Written) => {
    setWritten(next);
    client.setQueryData(key, next);
  };
  return [written, keep];
}
