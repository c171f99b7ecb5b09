// Text that no server has yet: messages on their way or refused, drafts that are not saved, and forms. Asked about before a window is
// closed or loaded again; never where the window has to leave at once.
import type { QueryClient } from '@tanstack/react-query';
import { isLeaving } from '../api/session.ts';
import { holdsForms } from '../kit/kept.ts';
import { keys } from '../live/cache.ts';
import { isUnsaved, saveNow } from './drafts.ts';
import type { Written } from './drafts.ts';
import { hasUnsent } from './sending.ts';

export function holdsUnsent(client: QueryClient): boolean {
  return hasUnsent(client) || holdsForms() || placesOf(client).some((place) => isUnsaved(client, place));
}

const placesOf = (client: QueryClient): string[] =>
  client.getQueriesData<Written>({ queryKey: keys.drafts }).map(([key]) => String(key[1]));

export function warnBeforeLoss(client: QueryClient): void {
  const saveAll = () => {
    for (const place of placesOf(client)) saveNow(client, place);
  };
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && !isLeaving()) saveAll();
  });
  addEventListener('beforeunload', (event) => {
    if (isLeaving() || !holdsUnsent(client)) return;
    event.preventDefault();
    saveAll();
  });
}
