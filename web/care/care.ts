// Care links as the screens use them: the lists, asking, and answering.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { askCareLink, changeCareLink, listCareLinks } from '../../contract/care-links.ts';
import type { CareLink } from '../../contract/care-links.ts';
import type { BodyInput } from '../../contract/endpoint.ts';
import type { Person } from '../../contract/accounts.ts';
import { call } from '../api/call.ts';
import { useMe } from '../api/hooks.ts';
import { sentenceFor } from '../api/sentence.ts';
import { go } from '../kit/route.tsx';
import { toast } from '../kit/Toasts.tsx';
import { keys } from '../live/cache.ts';
import type { CareLinks, Inbox } from '../live/cache.ts';
import { withMeanwhile } from '../live/fold.ts';

/** All of one's own. */
export function useCareLinks() {
  const me = useMe().id;
  return useQuery({
    queryKey: keys.careLinks,
    queryFn: ({ signal }) =>
      withMeanwhile(keys.careLinks, me, async () => (await call(listCareLinks, { query: {}, signal })).items),
  });
}

/** Those of the whole clinic, for an admin. */
export function useClinicLinks(status: CareLink['status'] | '', query: string) {
  return useInfiniteQuery({
    queryKey: keys.clinicLinksBy({ status, query }),
    queryFn: ({ pageParam, signal }) =>
      call(listCareLinks, { query: { status: status || undefined, query, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (before) => before,
    // Others answer and end links without this window hearing of it.
    staleTime: 0,
  });
}

export function useAsk() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyInput<typeof askCareLink>) => call(askCareLink, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.careLinks }),
  });
}

export function useAnswer() {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ link, status }: { link: CareLink; status: 'active' | 'ended' }) =>
      call(changeCareLink, { params: { id: link.id }, body: { status } }),
    onSuccess: (changed, { link }) => {
      client.setQueryData<CareLinks>(keys.careLinks, (links) =>
        links?.map((one) => (one.id === changed.id ? changed : one)),
      );
      void client.invalidateQueries({ queryKey: keys.clinicLinks });
      toast(
        t(
          changed.status === 'active' ? 'care.accepted' : link.status === 'pending' ? 'care.declined' : 'care.wasEnded',
        ),
      );
    },
    onError: async (error) => {
      toast(sentenceFor(error), 'wrong');
      await client.invalidateQueries({ queryKey: keys.careLinks });
    },
  });
}

/** Opens the conversation with a person, or a new message where there is none among those loaded. */
export function useWriteTo(inbox: string): (person: Person) => void {
  const client = useQueryClient();
  return (person) => {
    const loaded = client.getQueriesData<Inbox>({ queryKey: keys.inboxes });
    const found = loaded
      .flatMap(([, data]) => data?.pages.flatMap((page) => page.items) ?? [])
      .find((row) => row.kind === 'direct' && row.peer?.id === person.id);
    go(found ? `${inbox}/${found.id}` : `${inbox}/new`, { state: { to: person } });
  };
}
