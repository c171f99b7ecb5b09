// The part of a thread that is loaded: from its newest page with the first unread message, or around a message that was
// searched for, and on from there in both directions.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Refusal } from '../api/refusal.ts';
import { keys } from '../live/cache.ts';
import type { Thread, ThreadPage } from '../live/cache.ts';
import { useThread } from './queries.ts';

export type LoadedThread = ReturnType<typeof useLoadedThread>;

/** Pages that are looked through for the first unread message before the thread opens. */
const pagesLookedThrough = 12;
/** A second scroll may come before it shows that the first one asks already. */
const onlyOnce = { cancelRefetch: false };

export function useLoadedThread(id: string, wanted: string | null) {
  const client = useQueryClient();
  const [sought, seek] = useState(wanted);
  const [around, setAround] = useState(() => {
    const loaded = client.getQueryData<Thread>(keys.thread(id))?.pages ?? [];
    return wanted && !holds(loaded, wanted) ? wanted : null;
  });
  const { data, error, refetch, isFetching, ...more } = useThread(id, around);
  const { hasPreviousPage, fetchPreviousPage, hasNextPage, fetchNextPage } = more;
  const { found, look } = useStart(data?.pages, hasPreviousPage, sought);
  useEffect(() => {
    if (look && !isFetching) void fetchPreviousPage(onlyOnce);
  }, [look, isFetching, fetchPreviousPage]);
  const [skipped, skip] = useState(false);
  const toNewest = () => {
    skip(true);
    seek(null);
    setAround(null);
  };
  // The message is not there any more.
  if (around && !data && error instanceof Refusal && error.code === 'message_not_found') {
    seek(null);
    setAround(null);
  }
  return {
    data,
    error,
    refetch,
    /** Whether the message to open at is loaded. */
    ready: found,
    sought,
    around,
    hasOlder: hasPreviousPage,
    hasNewer: hasNextPage,
    loadingOlder: more.isFetchingPreviousPage,
    // One at a time: asking in one direction would call off what was asked in the other.
    older: () => {
      if (hasPreviousPage && !isFetching) void fetchPreviousPage(onlyOnce);
    },
    newer: () => {
      if (hasNextPage && !isFetching) void fetchNextPage(onlyOnce);
    },
    /** Leaves the message that was searched for, and everything between, for the newest message. */
    toNewest,
    /** Whether that happened: then the thread opens at its end, whatever is unread. */
    skipped,
  };
}

/**
 * Whether the message to open at is loaded: the one that was searched for, otherwise the first unread one unless it is
 * too far up to wait for. Once found it stays so.
 */
function useStart(
  pages: ThreadPage[] | undefined,
  hasOlder: boolean,
  sought: string | null,
): { found: boolean; look: boolean } {
  const [found, setFound] = useState(false);
  if (found || !pages) return { found, look: false };
  const look =
    hasOlder && !(sought && holds(pages, sought)) && pages.length < pagesLookedThrough && !holdsFirstUnread(pages);
  if (!look) setFound(true);
  return { found: !look, look };
}

export function holdsFirstUnread(pages: readonly ThreadPage[]): boolean {
  const first = pages.at(-1)!.firstUnreadId;
  return first === null || holds(pages, first);
}

const holds = (pages: readonly ThreadPage[], id: string): boolean =>
  pages.some((page) => page.items.some((message) => message.id === id));
