// The rows behind a figure of the week, newest first; each leads to where it was written.
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../contract/accounts.ts';
import { referenceOf } from '../api/sentence.ts';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { Go } from '../kit/route.tsx';
import { Loading, WentWrong } from '../kit/States.tsx';
import { When } from '../kit/When.tsx';
import { useAnswers, useWeekMessages } from './patients.ts';
import { stretch } from './Waiting.tsx';
import styles from './WeekRows.module.css';

interface Props {
  inbox: string;
  onClose: () => void;
}

export function AnswerRows({ inbox, onClose }: Props) {
  const { t } = useTranslation();
  const query = useAnswers();
  return (
    <Rows query={query} title={t('clinician.rows.answers')} onClose={onClose}>
      {query.data?.pages
        .flatMap((page) => page.items)
        .map((row) => (
          <Row key={row.id} row={row} inbox={inbox} at={row.answeredAt}>
            {t('clinician.rows.answeredAfter', { time: stretch(row.seconds) })}
          </Row>
        ))}
    </Rows>
  );
}

export function MessageRows({ inbox, onClose }: Props) {
  const { t } = useTranslation();
  const query = useWeekMessages();
  return (
    <Rows query={query} title={t('clinician.rows.messages')} onClose={onClose}>
      {query.data?.pages
        .flatMap((page) => page.items)
        .map((row) => (
          <Row key={row.id} row={row} inbox={inbox} at={row.sentAt}>
            {t(row.mine ? 'clinician.rows.sent' : 'clinician.rows.received')}
          </Row>
        ))}
    </Rows>
  );
}

function Row({
  row: { id, conversationId, patient },
  inbox,
  at,
  children,
}: {
  row: { id: string; conversationId: string; patient: Person };
  inbox: string;
  at: string;
  children: ReactNode;
}) {
  return (
    <li>
      <Go to={`${inbox}/${conversationId}`} state={{ message: id }}>
        <strong>{patient.displayName}</strong>
        <span>{children}</span>
        <When at={at} />
      </Go>
    </li>
  );
}

function Rows({
  query: { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage },
  title,
  onClose,
  children,
}: {
  query: Pick<
    UseInfiniteQueryResult<{ pages: { items: unknown[] }[] }>,
    'data' | 'error' | 'refetch' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'
  >;
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Dialog title={title} onClose={onClose} side>
      {!data &&
        (error ? (
          <WentWrong title={t('clinician.rows.failed')} reference={referenceOf(error)} retry={() => void refetch()} />
        ) : (
          <Loading rows={8} />
        ))}
      {data?.pages[0]?.items.length === 0 && <p>{t('clinician.rows.none')}</p>}
      <ul className={styles['rows']}>{children}</ul>
      {hasNextPage && (
        <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('showMore')}
        </Button>
      )}
    </Dialog>
  );
}
