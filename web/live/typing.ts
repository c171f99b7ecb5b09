// Who is writing in a conversation just now: shown for five seconds after the last sign.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { keys } from './cache.ts';

const shownMs = 5_000;

export function showTyping(client: QueryClient, conversationId: string, accountId: string): void {
  const key = keys.typing(conversationId);
  const until = Date.now() + shownMs;
  client.setQueryData<Record<string, number>>(key, (now = {}) => ({ ...now, [accountId]: until }));
  setTimeout(() => {
    client.setQueryData<Record<string, number>>(key, (now = {}) =>
      Object.fromEntries(Object.entries(now).filter(([, end]) => end > Date.now())),
    );
  }, shownMs + 50);
}

/** A message that has arrived says more than the dots. */
export function hideTyping(client: QueryClient, conversationId: string, accountId: string): void {
  client.setQueryData<Record<string, number>>(keys.typing(conversationId), (now = {}) =>
    Object.fromEntries(Object.entries(now).filter(([id]) => id !== accountId)),
  );
}

export function useTyping(conversationId: string): string[] {
  const client = useQueryClient();
  const { data } = useQuery<Record<string, number>>({
    queryKey: keys.typing(conversationId),
    queryFn: () => client.getQueryData<Record<string, number>>(keys.typing(conversationId)) ?? {},
    staleTime: Infinity,
  });
  return Object.keys(data ?? {});
}
