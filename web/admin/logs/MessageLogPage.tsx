// All messages as metadata, newest first: filtered by status, paged, each in full in a drawer, and the whole as a file.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listMessageLog } from '../../../contract/administration.ts';
import type { LoggedMessage } from '../../../contract/administration.ts';
import { call } from '../../api/call.ts';
import { useUnread } from '../../conversation/queries.ts';
import { Dialog } from '../../kit/Dialog.tsx';
import { Choice } from '../../kit/Field.tsx';
import { Page, useTitle } from '../../kit/Page.tsx';
import { count, precisely } from '../figures.ts';
import { Exports } from './Exports.tsx';
import { Fact, Facts, Log } from './Log.tsx';
import styles from './Log.module.css';

type Status = LoggedMessage['status'];
const statuses: readonly Status[] = ['sent', 'delivered', 'read'];

function useMessageLog(status: Status | undefined) {
  return useInfiniteQuery({
    queryKey: ['message-log', status],
    queryFn: ({ pageParam, signal }) =>
      call(listMessageLog, { query: { status, ...(pageParam && { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
}

export function MessageLogPage() {
  const { t } = useTranslation();
  useTitle(t('console.messages.title'), useUnread());
  const [status, setStatus] = useState<Status>();
  const [open, setOpen] = useState<LoggedMessage | null>(null);
  const query = useMessageLog(status);
  const messages = query.data?.pages.flatMap((page) => page.items);
  return (
    <Page title={t('console.messages.title')} lead={t('console.messages.lead')} wide>
      <div className={styles['log']}>
        <search className={styles['filters']} aria-label={t('console.logs.filters')}>
          <Choice
            label={t('console.messages.status')}
            value={status ?? ''}
            onChange={(event) => setStatus(statuses.find((one) => one === event.target.value))}
          >
            <option value="">{t('console.logs.all')}</option>
            {statuses.map((one) => (
              <option key={one} value={one}>
                {t(`console.messages.statuses.${one}`)}
              </option>
            ))}
          </Choice>
        </search>
        <Exports log="messages" filter={{ status }} />
        <Log
          query={query}
          length={messages?.length}
          words={{
            title: t('console.messages.title'),
            failed: t('console.messages.failed'),
            none: t('console.messages.none'),
            noneAbout: t('console.messages.noneAbout'),
          }}
          columns={
            <>
              <th scope="col">{t('console.logs.when')}</th>
              <th scope="col">{t('console.messages.sender')}</th>
              <th scope="col" data-widest>
                {t('console.messages.kind')}
              </th>
              <th scope="col" data-wide data-number>
                {t('console.messages.recipients')}
              </th>
              <th scope="col" data-wide data-number>
                {t('console.messages.delivered')}
              </th>
              <th scope="col" data-wide data-number>
                {t('console.messages.read')}
              </th>
              <th scope="col" data-wide>
                {t('console.messages.status')}
              </th>
            </>
          }
        >
          {messages?.map((message) => (
            <Row key={message.id} message={message} onOpen={setOpen} />
          ))}
        </Log>
      </div>
      {open && <MessageFacts message={open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

/** Opening one must not draw thousands again. */
const Row = memo(function Row({
  message,
  onOpen,
}: {
  message: LoggedMessage;
  onOpen: (message: LoggedMessage) => void;
}) {
  const { t } = useTranslation();
  const { sender, recipients, delivered, read, status } = message;
  const badge = (
    <span className={styles['badge']} data-state={status === 'read' ? 'well' : undefined}>
      {t(`console.messages.statuses.${status}`)}
    </span>
  );
  return (
    <tr>
      <td className={styles['when']}>
        <time dateTime={message.sentAt}>{precisely(message.sentAt)}</time>
      </td>
      <th scope="row">
        <button
          type="button"
          className={styles['open']}
          aria-label={t('console.messages.openMessage', { name: sender.displayName })}
          onClick={() => onOpen(message)}
        >
          {sender.displayName}
        </button>
        <span data-narrow>
          {t('console.messages.toCount', { number: count(recipients) })}
          {badge}
        </span>
      </th>
      <td data-widest>{t(`console.messages.kinds.${message.conversationKind}`)}</td>
      <td data-wide data-number>
        {count(recipients)}
      </td>
      <td data-wide data-number>
        {count(delivered)}
      </td>
      <td data-wide data-number>
        {count(read)}
      </td>
      <td data-wide>{badge}</td>
    </tr>
  );
});

function MessageFacts({ message, onClose }: { message: LoggedMessage; onClose: () => void }) {
  const { t } = useTranslation();
  const { recipients, lastDeliveredAt, lastReadAt } = message;
  const of = (some: number) => t('console.messages.of', { count: some, total: count(recipients) });
  return (
    <Dialog title={t('console.logs.details')} onClose={onClose} side>
      <Facts>
        <Fact name={t('console.logs.when')}>{precisely(message.sentAt)}</Fact>
        <Fact name={t('console.messages.sender')}>
          {`${message.sender.displayName}, ${t(`admin.roles.${message.sender.role}`)}`}
        </Fact>
        <Fact name={t('console.messages.kind')}>{t(`console.messages.kinds.${message.conversationKind}`)}</Fact>
        <Fact name={t('console.messages.status')}>{t(`console.messages.statuses.${message.status}`)}</Fact>
        <Fact name={t('console.messages.recipients')}>{count(recipients)}</Fact>
        <Fact name={t('console.messages.delivered')}>{of(message.delivered)}</Fact>
        <Fact name={t('console.messages.lastDelivered')}>
          {lastDeliveredAt ? precisely(lastDeliveredAt) : t('console.messages.notYet')}
        </Fact>
        <Fact name={t('console.messages.read')}>{of(message.read)}</Fact>
        <Fact name={t('console.messages.lastRead')}>
          {lastReadAt ? precisely(lastReadAt) : t('console.messages.notYet')}
        </Fact>
        <Fact name={t('console.logs.id')}>
          <code>{message.id}</code>
        </Fact>
        <Fact name={t('console.messages.conversation')}>
          <code>{message.conversationId}</code>
        </Fact>
      </Facts>
    </Dialog>
  );
}
