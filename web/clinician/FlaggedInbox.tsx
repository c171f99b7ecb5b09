// The inbox of a clinician: it says which conversations hold words that worry and that nobody has seen to.
import { useEffect, useMemo } from 'react';
import { InboxPage } from '../conversation/InboxPage.tsx';
import { usePatients } from './patients.ts';

export function FlaggedInbox({ base, openId }: { base: string; openId: string }) {
  const asked = { query: '', filter: 'flagged', sort: 'urgent' } as const;
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = usePatients(asked);
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const flagged = useMemo(
    () => new Set(data?.pages.flatMap((page) => page.items.flatMap((row) => row.flaggedIn))),
    [data],
  );
  return <InboxPage base={base} openId={openId} flagged={flagged} />;
}
