// A log of any length: what it shows while it is on its way, empty or gone wrong, its rows, and more of them.
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { referenceOf } from '../../api/sentence.ts';
import { Button } from '../../kit/Button.tsx';
import { Empty, Loading, WentWrong } from '../../kit/States.tsx';
import styles from './Log.module.css';

interface Props {
  /** What of the query the log needs. */
  query: Pick<
    UseInfiniteQueryResult,
    'error' | 'refetch' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage' | 'isPlaceholderData'
  >;
  /** Absent before the first answer. */
  length: number | undefined;
  words: { title: string; failed: string; none: string; noneAbout: string };
  columns: ReactNode;
  children: ReactNode;
}

export function Log({ query, length, words, columns, children }: Props) {
  const { t } = useTranslation();
  const { error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage, isPlaceholderData } = query;
  if (length === undefined || (error && length === 0))
    return error ? (
      <WentWrong title={words.failed} reference={referenceOf(error)} retry={() => void refetch()} />
    ) : (
      <Loading rows={8} />
    );
  return (
    <>
      <p className={styles['shown']} role="status">
        {t('console.logs.shown', { count: length })}
      </p>
      {length === 0 ? (
        <Empty title={words.none}>
          <p>{words.noneAbout}</p>
        </Empty>
      ) : (
        <table className={styles['table']} data-old={isPlaceholderData || undefined}>
          <caption className="unseen">{words.title}</caption>
          <thead>
            <tr>{columns}</tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      )}
      {error && <WentWrong title={words.failed} reference={referenceOf(error)} retry={() => void fetchNextPage()} />}
      {hasNextPage && !error && (
        <div className={styles['more']}>
          <Button aria-disabled={isFetchingNextPage} onClick={() => void (!isFetchingNextPage && fetchNextPage())}>
            {t(isFetchingNextPage ? 'loading' : 'console.logs.more')}
          </Button>
        </div>
      )}
    </>
  );
}

/** What is known of one entry, name by name. */
export const Facts = ({ children }: { children: ReactNode }) => <dl className={styles['facts']}>{children}</dl>;

/** Left out when nothing is known. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === '') return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
