// Searching as the page asks for it: words and filters in, pages of hits out.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { QueryInput } from '../../contract/endpoint.ts';
import { searchMessages } from '../../contract/search.ts';
import { limits } from '../../contract/text.ts';
import { call } from '../api/call.ts';
import { rowsOf, useInbox } from '../conversation/queries.ts';
import { keys } from '../live/cache.ts';

/** What somebody looks for; the empty string filters nothing. Days are those of this device's clock. */
export interface Sought {
  q: string;
  by: string;
  conversationId: string;
  firstDay: string;
  lastDay: string;
}
export const nothingSought: Sought = { q: '', by: '', conversationId: '', firstDay: '', lastDay: '' };

export const filtersOf = ({ by, conversationId, firstDay, lastDay }: Sought): number =>
  [by, conversationId, firstDay, lastDay].filter(Boolean).length;

/** Midnight at which a day begins here, or the day after it. */
function midnight(day: string, daysLater: number): string {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year!, month! - 1, date! + daysLater).toISOString();
}

const queryOf = ({ q, by, conversationId, firstDay, lastDay }: Sought): QueryInput<typeof searchMessages> => ({
  q: q.trim(),
  ...(by && { from: by }),
  ...(conversationId && { conversationId }),
  ...(firstDay && { after: midnight(firstDay, 0) }),
  ...(lastDay && { before: midnight(lastDay, 1) }),
});

export function useSearch(sought: Sought) {
  const found = useInfiniteQuery({
    queryKey: keys.search(sought),
    queryFn: ({ pageParam, signal }) =>
      call(searchMessages, {
        query: { ...queryOf(sought), limit: 25, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: sought.q.trim().length >= limits.search.min,
    staleTime: 0,
    placeholderData: (before) => before,
  });
  const { data, hasNextPage, isFetching, fetchNextPage } = found;
  const empty = data?.pages.every((page) => page.items.length === 0) ?? false;
  useEffect(() => {
    // A page may hold nothing while there is a next one.
    if (empty && hasNextPage && !isFetching) void fetchNextPage();
  }, [empty, hasNextPage, isFetching, fetchNextPage]);
  return found;
}

/** Every conversation, the archived ones too, to choose from. */
export function useConversations() {
  const all = useWhole('all');
  const archived = useWhole('archived');
  return [...all, ...archived];
}

function useWhole(filter: 'all' | 'archived') {
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = useInbox(filter);
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  return rowsOf(data?.pages ?? []);
}
