// What I sent, newest first: to whom, how far it has come with each person, and the way to its conversation.
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconSend2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReplyOf } from '../../contract/endpoint.ts';
import { listSent } from '../../contract/messages.ts';
import { call } from '../api/call.ts';
import { useMe } from '../api/hooks.ts';
import { referenceOf } from '../api/sentence.ts';
import { plainPreview } from '../conversation/plain-preview.ts';
import { useUnread } from '../conversation/queries.ts';
import { Receipt, receiptState } from '../conversation/Receipt.tsx';
import { Button } from '../kit/Button.tsx';
import { addWords } from '../kit/language.ts';
import { Page, useTitle } from '../kit/Page.tsx';
import { Go } from '../kit/route.tsx';
import { Empty, Loading, WentWrong } from '../kit/States.tsx';
import { Moment, When } from '../kit/When.tsx';
import { keys } from '../live/cache.ts';
import { withMeanwhile } from '../live/fold.ts';
import words from '../locales/en/sent.json';
import styles from './SentPage.module.css';

addWords(words);

type SentMessage = ReplyOf<typeof listSent>['items'][number];

function useSent() {
  const me = useMe().id;
  return useInfiniteQuery({
    queryKey: keys.sent,
    queryFn: ({ pageParam, signal }) =>
      withMeanwhile(keys.sent, me, () =>
        call(listSent, { query: { ...(pageParam && { cursor: pageParam }) }, signal }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function SentPage({ inbox }: { inbox: string }) {
  const { t } = useTranslation();
  useTitle(t('sent.title'), useUnread());
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useSent();
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t('sent.title')} lead={t('sent.lead')}>
      {!data &&
        (error ? (
          <WentWrong title={t('sent.failed')} reference={referenceOf(error)} retry={() => void refetch()} />
        ) : (
          <Loading rows={5} />
        ))}
      {data && items.length === 0 && (
        <Empty icon={<IconSend2 size={44} stroke={1.3} />} title={t('sent.none')}>
          <p>{t('sent.noneAbout')}</p>
        </Empty>
      )}
      {items.length > 0 && (
        <ul className={styles['list']}>
          {items.map((message) => (
            <SentRow key={message.id} message={message} to={`${inbox}/${message.conversationId}`} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button className={styles['more'] ?? ''} disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t(isFetchingNextPage ? 'loading' : 'sent.more')}
        </Button>
      )}
    </Page>
  );
}

function SentRow({ message, to }: { message: SentMessage; to: string }) {
  const { t } = useTranslation();
  const [first, ...others] = message.to;
  const name = !first
    ? t('sent.nobody')
    : others.length > 0
      ? t('sent.andMore', { name: first.displayName, count: others.length })
      : first.displayName;
  return (
    <li className={styles['row']}>
      <div className={styles['top']}>
        <Go to={to}>
          {t('sent.to', { name })}
          <span className="unseen">. {t('sent.open')}</span>
        </Go>
        <When at={message.sentAt} />
      </div>
      <p className={styles['text']} dir="auto">
        {message.subject && <strong>{message.subject}: </strong>}
        {plainPreview(message.body)}
      </p>
      {others.length === 0 ? (
        <Progress message={message} accountId={first?.id} />
      ) : (
        <details>
          <summary>
            <Receipt state={receiptState(message)} said />
            {t('sent.each')}
          </summary>
          <ul className={styles['people']}>
            {message.to.map((person) => (
              <li key={person.id}>
                <strong>{person.displayName}</strong>
                <Progress message={message} accountId={person.id} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

/** Each step that has happened, with its moment. */
function Progress({ message, accountId }: { message: SentMessage; accountId: string | undefined }) {
  const receipt = message.receipts.find((one) => one.accountId === accountId);
  if (!receipt) return <Receipt state="sent" said />;
  const state = receiptState({ receipts: [receipt] });
  const at = { sent: message.sentAt, delivered: receipt.deliveredAt, read: receipt.readAt }[state];
  return (
    <p className={styles['progress']}>
      <Receipt state={state} said />
      {at && state !== 'sent' && <Moment at={at} />}
    </p>
  );
}
