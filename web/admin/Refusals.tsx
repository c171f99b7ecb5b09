// Patients whom a clinician blocks, with the reason, so that the clinic can find them somebody else. Nothing when there are none.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listClinicianBlocks } from '../../contract/blocks.ts';
import { call } from '../api/call.ts';
import { referenceOf } from '../api/sentence.ts';
import { Button } from '../kit/Button.tsx';
import { Section } from '../kit/Page.tsx';
import { WentWrong } from '../kit/States.tsx';
import { When } from '../kit/When.tsx';
import styles from './CareLinksPage.module.css';

function useRefusals() {
  return useInfiniteQuery({
    queryKey: ['clinician-blocks'],
    queryFn: ({ pageParam, signal }) =>
      call(listClinicianBlocks, { query: { limit: 5, ...(pageParam && { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchOnMount: 'always',
  });
}

export function Refusals() {
  const { t } = useTranslation();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useRefusals();
  const blocks = data?.pages.flatMap((page) => page.items) ?? [];
  if (error && !data)
    return (
      <WentWrong title={t('console.refusals.failed')} reference={referenceOf(error)} retry={() => void refetch()} />
    );
  if (blocks.length === 0) return null;
  return (
    <Section title={t('console.refusals.title')} about={t('console.refusals.about')}>
      <div className={styles['scroll']}>
        <table className={styles['table']} aria-label={t('console.refusals.title')}>
          <thead>
            <tr>
              <th scope="col">{t('admin.patient')}</th>
              <th scope="col">{t('console.refusals.by')}</th>
              <th scope="col">{t('console.refusals.reason')}</th>
              <th scope="col">{t('admin.since')}</th>
            </tr>
          </thead>
          <tbody>
            {blocks.map(({ person, blockedBy, reason, blockedAt }) => (
              <tr key={`${person.id} ${blockedBy.id}`}>
                <th scope="row">{person.displayName}</th>
                <td>{blockedBy.displayName}</td>
                <td className={styles['reason']} dir="auto">
                  {reason}
                </td>
                <td>
                  <When at={blockedAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hasNextPage && (
        <div>
          <Button aria-disabled={isFetchingNextPage} onClick={() => void (!isFetchingNextPage && fetchNextPage())}>
            {t(isFetchingNextPage ? 'loading' : 'console.logs.more')}
          </Button>
        </div>
      )}
    </Section>
  );
}
