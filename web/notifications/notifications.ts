// What is new for this person: the list, how much of it is unread, and marking it as read.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { listNotifications, markNotificationRead } from '../../contract/notifications.ts';
import { call } from '../api/call.ts';
import { useMe } from '../api/hooks.ts';
import { keys } from '../live/cache.ts';
import { withMeanwhile } from '../live/fold.ts';

export function useNotifications() {
  const me = useMe().id;
  return useInfiniteQuery({
    queryKey: keys.notifications,
    queryFn: ({ pageParam, signal }) =>
      withMeanwhile(keys.notifications, me, () =>
        call(listNotifications, { query: { limit: 25, ...(pageParam && { cursor: pageParam }) }, signal }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** How many are unread. */
export const useNews = (): number => useNotifications().data?.pages[0]?.unread ?? 0;

export function useMarkSeen() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      for (const id of ids) await call(markNotificationRead, { params: { id } });
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.notifications }),
  });
}
