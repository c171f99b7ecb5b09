// The audit trail, newest first: filtered, paged, each entry in full in a drawer, and the whole as a file.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listAudit } from '../../../contract/administration.ts';
import type { AuditEntry } from '../../../contract/administration.ts';
import { call } from '../../api/call.ts';
import { useUnread } from '../../conversation/queries.ts';
import { Page, useTitle } from '../../kit/Page.tsx';
import { precisely } from '../figures.ts';
import { actionWords } from './actions.ts';
import { AuditDetails } from './AuditDetails.tsx';
import { AuditFilters, queryOf } from './AuditFilters.tsx';
import type { AuditFilter } from './AuditFilters.tsx';
import { Exports } from './Exports.tsx';
import { Log } from './Log.tsx';
import styles from './Log.module.css';

function useAudit(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ['audit', queryOf(filter)],
    queryFn: ({ pageParam, signal }) =>
      call(listAudit, { query: { ...queryOf(filter), ...(pageParam && { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
}

export function AuditPage() {
  const { t } = useTranslation();
  useTitle(t('console.audit.title'), useUnread());
  const [filter, setFilter] = useState<AuditFilter>({});
  const [open, setOpen] = useState<AuditEntry | null>(null);
  const query = useAudit(filter);
  const entries = query.data?.pages.flatMap((page) => page.items);
  const narrow = (by: AuditFilter) => {
    setFilter({ ...filter, ...by });
    setOpen(null);
  };
  return (
    <Page title={t('console.audit.title')} lead={t('console.audit.lead')} wide>
      <div className={styles['log']}>
        <AuditFilters filter={filter} onChange={setFilter} />
        <Exports log="audit" filter={queryOf(filter)} />
        <Log
          query={query}
          length={entries?.length}
          words={{
            title: t('console.audit.title'),
            failed: t('console.audit.failed'),
            none: t('console.audit.none'),
            noneAbout: t('console.audit.noneAbout'),
          }}
          columns={
            <>
              <th scope="col">{t('console.logs.when')}</th>
              <th scope="col">{t('console.audit.action')}</th>
              <th scope="col" data-wide>
                {t('console.audit.who')}
              </th>
              <th scope="col" data-widest>
                {t('console.audit.about')}
              </th>
              <th scope="col" data-wide>
                {t('console.audit.outcome')}
              </th>
            </>
          }
        >
          {entries?.map((entry) => (
            <Row key={entry.id} entry={entry} onOpen={setOpen} />
          ))}
        </Log>
      </div>
      {open && <AuditDetails entry={open} onClose={() => setOpen(null)} onNarrow={narrow} />}
    </Page>
  );
}

/** Opening one must not draw thousands again. */
const Row = memo(function Row({ entry, onOpen }: { entry: AuditEntry; onOpen: (entry: AuditEntry) => void }) {
  const { t } = useTranslation();
  const action = actionWords(entry.action);
  const who = entry.actor?.displayName ?? t('console.audit.nobody');
  return (
    <tr>
      <td className={styles['when']}>
        <time dateTime={entry.at}>{precisely(entry.at)}</time>
      </td>
      <th scope="row">
        <button
          type="button"
          className={styles['open']}
          aria-label={t('console.audit.openEntry', { action })}
          onClick={() => onOpen(entry)}
        >
          {action}
        </button>
        <span data-narrow>
          {who}
          {entry.outcome === 'denied' && (
            <span className={styles['badge']} data-state="wrong">
              {t('console.audit.denied')}
            </span>
          )}
        </span>
      </th>
      <td data-wide>{who}</td>
      <td data-widest>{entry.subject?.displayName ?? entry.subjectKind?.replaceAll('_', ' ')}</td>
      <td data-wide>
        <span className={styles['badge']} data-state={entry.outcome === 'denied' ? 'wrong' : 'well'}>
          {t(`console.audit.${entry.outcome}`)}
        </span>
      </td>
    </tr>
  );
});
