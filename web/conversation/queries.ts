// What the screens ask the server for, kept up to date by live events.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { findPeople } from '../../contract/accounts.ts';
import {
  countUnread,
  deleteMessage,
  listConversations,
  markConversationRead,
  markMessageRead,
  readThread,
} from '../../contract/messages.ts';
import { archiveConversation, unarchiveConversation } from '../../contract/archiving.ts';
import type { Person } from '../../contract/accounts.ts';
import type { Role } from '../../contract/endpoint.ts';
import type { Conversation } from '../../contract/messages.ts';
import { call } from '../api/call.ts';
import { useMe } from '../api/hooks.ts';
import { keys } from '../live/cache.ts';
import type { InboxFilter, ThreadCursor } from '../live/cache.ts';
import { withMeanwhile } from '../live/fold.ts';

export function useInbox(filter: InboxFilter) {
  const me = useMe().id;
  const queryKey = keys.inbox(filter);
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      withMeanwhile(queryKey, me, () =>
        call(listConversations, { query: { filter, ...(pageParam && { cursor: pageParam }) }, signal }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Every conversation once: one that moved while pages were loaded may stand on two of them. */
export function rowsOf(pages: readonly { items: readonly Conversation[] }[]): Conversation[] {
  return [
    ...new Map(
      pages.toReversed().flatMap((page) => page.items.map((row) => [row.id, row] as const).toReversed()),
    ).values(),
  ].toReversed();
}

/** From its newest page, or from the page `around` a message. */
export function useThread(conversationId: string, around: string | null) {
  const me = useMe().id;
  const queryKey = around ? keys.threadAround(conversationId, around) : keys.thread(conversationId);
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      withMeanwhile(queryKey, me, () =>
        call(readThread, {
          params: { id: conversationId },
          query: { ...pageParam },
          signal,
        }),
      ),
    initialPageParam: (around ? { around } : null) as ThreadCursor,
    getPreviousPageParam: (page) => (page.nextBefore ? { before: page.nextBefore } : null),
    getNextPageParam: (page) => (page.nextAfter ? { after: page.nextAfter } : null),
  });
}

export function useUnread(): number {
  const me = useMe().id;
  const { data = 0 } = useQuery({
    queryKey: keys.unread,
    queryFn: ({ signal }) => withMeanwhile(keys.unread, me, async () => (await call(countUnread, { signal })).unread),
  });
  return data;
}

export function usePeople(query: string, role?: Role) {
  return useQuery({
    queryKey: keys.people(query, role),
    queryFn: ({ signal }) => call(findPeople, { query: { query, role }, signal }),
    staleTime: 30_000,
    placeholderData: (before) => before,
  });
}

/** Those of a role whom one may begin to write to (the first 20), asked for when it is needed; nobody when that fails. */
export function useFindPeople(): (role: Role) => Promise<readonly Person[]> {
  const client = useQueryClient();
  return async (role) => {
    const found = client.fetchQuery({
      queryKey: keys.people('', role),
      queryFn: ({ signal }) => call(findPeople, { query: { query: '', role }, signal }),
      staleTime: 30_000,
      retry: false,
    });
    // The picker on the next page asks again and says what is wrong.
    return found.then(({ items }) => items).catch(() => []);
  };
}

export function useMarkRead(conversationId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (upTo: string) => call(markConversationRead, { params: { id: conversationId }, body: { upTo } }),
    onSuccess: (count) => client.setQueryData(keys.unread, count.unread),
  });
}

export function useMarkOneRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(markMessageRead, { params: { id } }),
    onSuccess: (count) => client.setQueryData(keys.unread, count.unread),
  });
}

export function useArchive(conversationId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (archive: boolean) =>
      call(archive ? archiveConversation : unarchiveConversation, { params: { id: conversationId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.inboxes }),
  });
}

export function useDelete() {
  return useMutation({ mutationFn: (id: string) => call(deleteMessage, { params: { id } }) });
}
