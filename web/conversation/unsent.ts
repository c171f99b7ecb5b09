// Text that no server has yet: messages on their way or refused, and drafts. Asked about before a window is closed or
// loaded again; never where the window has to leave at once.
import type { QueryClient } from '@tanstack/react-query';
import { isLeaving } from '../api/session.ts';
import { keys } from '../live/cache.ts';
import { sendKey } from './sending.ts';
import type { Written } from './written.ts';

export function holdsUnsent(client: QueryClient): boolean {
  const onTheWay = client.getMutationCache().findAll({
    mutationKey: sendKey,
    predicate: ({ state }) => state.status === 'pending' || state.status === 'error',
  });
  const drafts = client.getQueriesData<Written>({ queryKey: keys.drafts });
  return onTheWay.length > 0 || drafts.some(([, draft]) => draft && draft.body.trim() !== '');
}

export function warnBeforeLoss(client: QueryClient): void {
  addEventListener('beforeunload', (event) => {
    if (!isLeaving() && holdsUnsent(client)) event.preventDefault();
  });
}
