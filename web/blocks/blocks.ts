// Blocks as the screens use them: whom I block, blocking and ending a block.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Person } from '../../contract/accounts.ts';
import { blockAccount, listBlocks, unblockAccount } from '../../contract/blocks.ts';
import { call } from '../api/call.ts';
import { useMe } from '../api/hooks.ts';
import { sentenceFor } from '../api/sentence.ts';
import { toast } from '../kit/Toasts.tsx';
import { keys } from '../live/cache.ts';
import { withMeanwhile } from '../live/fold.ts';

export function useBlocks() {
  const me = useMe().id;
  return useInfiniteQuery({
    queryKey: keys.blocks,
    queryFn: ({ pageParam, signal }) =>
      withMeanwhile(keys.blocks, me, () =>
        call(listBlocks, { query: { ...(pageParam && { cursor: pageParam }) }, signal }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** What a block changes is everywhere: lists, and whether a thread can be written in. */
function useAfresh() {
  const client = useQueryClient();
  return () =>
    Promise.all([keys.blocks, keys.inboxes, keys.threads].map((queryKey) => client.invalidateQueries({ queryKey })));
}

export function useBlock() {
  const afresh = useAfresh();
  return useMutation({
    mutationFn: ({ accountId, reason }: { accountId: string; reason: string | null }) =>
      call(blockAccount, { params: { accountId }, body: { reason } }),
    onSuccess: afresh,
  });
}

/** `said` is what is told when the block has ended: at once, since what asked for it may be gone when all is afresh. */
export function useUnblock(said: (person: Person) => string) {
  const afresh = useAfresh();
  return useMutation({
    mutationFn: ({ id }: Person) => call(unblockAccount, { params: { accountId: id } }),
    onSuccess: (_, person) => {
      toast(said(person));
      return afresh();
    },
    onError: (refusal) => toast(sentenceFor(refusal), 'wrong'),
  });
}
