// Broadcasts as the admin's page uses them: how large an audience is, sending, and how far each has come.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createAdminBroadcast, listAdminBroadcasts, previewAdminBroadcast } from '../../../contract/broadcasts.ts';
import type { BodyInput } from '../../../contract/endpoint.ts';
import { call } from '../../api/call.ts';

export type Audience = BodyInput<typeof previewAdminBroadcast>['audience'];
export const audiences: readonly Audience[] = ['all', 'patients', 'clinicians', 'admins'];

const list = ['broadcasts'];
const goingOutMs = 2_000;
const restingMs = 20_000;

/** Counted again whenever it is looked at anew: people come and go. */
export function useAudience(audience: Audience) {
  return useQuery({
    queryKey: ['audience', audience],
    queryFn: ({ signal }) => call(previewAdminBroadcast, { body: { audience }, signal }),
    staleTime: 0,
  });
}

export function useBroadcasts(attended: boolean) {
  return useInfiniteQuery({
    queryKey: list,
    queryFn: ({ pageParam, signal }) =>
      call(listAdminBroadcasts, { query: { ...(pageParam && { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => {
      if (!attended) return false;
      const going = state.data?.pages.some((page) => page.items.some((one) => one.completedAt === null));
      return going ? goingOutMs : restingMs;
    },
  });
}

export function useBroadcast() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyInput<typeof createAdminBroadcast>) => call(createAdminBroadcast, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: list }),
  });
}
