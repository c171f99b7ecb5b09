// Scheduled messages as the screens use them: the lists, scheduling, changing, stopping, and sending what failed.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BodyInput } from '../../contract/endpoint.ts';
import { sendMessage, sendToConversation } from '../../contract/messages.ts';
import { cancelScheduled, changeScheduled, listScheduled, scheduleMessage } from '../../contract/scheduled-messages.ts';
import type { ScheduledMessage } from '../../contract/scheduled-messages.ts';
import { call } from '../api/call.ts';
import { useMe } from '../api/hooks.ts';
import { exactlyIn } from '../kit/When.tsx';
import { keys } from '../live/cache.ts';
import { withMeanwhile } from '../live/fold.ts';
import { zoneName } from './send-time.ts';

export function useScheduled(status: 'scheduled' | 'failed') {
  const me = useMe().id;
  const queryKey = keys.scheduledOf(status);
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      withMeanwhile(queryKey, me, () =>
        call(listScheduled, { query: { status, ...(pageParam && { cursor: pageParam }) }, signal }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

function useAfresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.scheduled });
}

export function useSchedule() {
  const afresh = useAfresh();
  return useMutation({
    mutationFn: (body: BodyInput<typeof scheduleMessage>) => call(scheduleMessage, { body }),
    onSuccess: afresh,
  });
}

export function useChange(id: string) {
  const afresh = useAfresh();
  return useMutation({
    mutationFn: (body: BodyInput<typeof changeScheduled>) => call(changeScheduled, { params: { id }, body }),
    onSettled: afresh,
  });
}

export function useCancel() {
  const afresh = useAfresh();
  return useMutation({
    mutationFn: (id: string) => call(cancelScheduled, { params: { id } }),
    onSettled: afresh,
  });
}

/** Sends what failed and takes it off the list; however often it is pressed, it is sent once. */
export function useSendNow() {
  const afresh = useAfresh();
  return useMutation({
    mutationFn: async ({ id, to, group, conversationId, subject, body }: ScheduledMessage) => {
      const content = { clientId: `again-${id}`, subject, body };
      const place = group?.id ?? conversationId;
      const sent = await (to || !place
        ? call(sendMessage, { body: { to: to?.id ?? '', ...content } })
        : call(sendToConversation, { params: { id: place }, body: content }));
      await call(cancelScheduled, { params: { id } });
      return sent;
    },
    onSettled: afresh,
  });
}

export function useName({ to, group }: ScheduledMessage): string {
  const { t } = useTranslation();
  return to?.displayName ?? group?.subject ?? t('scheduled.gone');
}

/** A moment in words, on the clock of the zone it was chosen in; the zone is named where it is not this device's. */
export function useMomentWords(): (at: string, zone: string) => string {
  const { t } = useTranslation();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (at, zone) => {
    const when = exactlyIn(at, zone);
    return zone === here ? when : t('scheduled.inZone', { when, zone: zoneName(zone) });
  };
}
