// The care links of the clinic as a table: finding one, answering, ending and connecting.
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { careLinkStatus } from '../../contract/care-links.ts';
import type { CareLink } from '../../contract/care-links.ts';
import { limits } from '../../contract/text.ts';
import { useAnswer, useClinicLinks } from '../care/care.ts';
import { EndDialog, useEnding } from '../care/EndDialog.tsx';
import type { Ending } from '../care/EndDialog.tsx';
import { useUnread } from '../conversation/queries.ts';
import { Button } from '../kit/Button.tsx';
import { Choice, Field } from '../kit/Field.tsx';
import { Page, useTitle } from '../kit/Page.tsx';
import { Empty, Loading, WentWrong } from '../kit/States.tsx';
import { When } from '../kit/When.tsx';
import { Connect } from './Connect.tsx';
import { Refusals } from './Refusals.tsx';
import styles from './CareLinksPage.module.css';

export function CareLinksPage() {
  const { t } = useTranslation();
  useTitle(t('admin.careLinks'), useUnread());
  const [status, setStatus] = useState<CareLink['status'] | ''>('');
  const [query, setQuery] = useState('');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useClinicLinks(
    status,
    useDeferredValue(query.trim()),
  );
  const [ending, setEnding] = useState<Ending | null>(null);
  const links = data?.pages.flatMap((page) => page.items);
  return (
    <Page title={t('admin.careLinks')} lead={t('admin.careLinksAbout')} wide>
      <Connect />
      <Refusals />
      <div className={styles['filter']}>
        <Field
          label={t('admin.find')}
          type="search"
          maxLength={limits.search.max}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <Choice
          label={t('admin.status')}
          value={status}
          onChange={(event) => setStatus(event.target.value as CareLink['status'] | '')}
        >
          <option value="">{t('admin.all')}</option>
          {careLinkStatus.options.map((one) => (
            <option key={one} value={one}>
              {t(`care.status.${one}`)}
            </option>
          ))}
        </Choice>
      </div>
      <p className="unseen" role="status">
        {links && t('console.logs.shown', { count: links.length })}
      </p>
      {!links && !error && <Loading rows={6} />}
      {links?.length === 0 &&
        (status || query.trim() ? (
          <Empty title={t('admin.none')} />
        ) : (
          <Empty title={t('admin.noLinks')}>
            <p>{t('admin.noLinksAbout')}</p>
          </Empty>
        ))}
      {links && links.length > 0 && <Links links={links} onEnd={setEnding} />}
      {error && <WentWrong title={t('care.failed')} retry={() => void refetch()} />}
      {hasNextPage && (
        <div>
          <Button aria-disabled={isFetchingNextPage} onClick={() => void (!isFetchingNextPage && fetchNextPage())}>
            {t(isFetchingNextPage ? 'loading' : 'admin.more')}
          </Button>
        </div>
      )}
      {ending && <EndDialog ending={ending} onClose={() => setEnding(null)} />}
    </Page>
  );
}

function Links({ links, onEnd }: { links: CareLink[]; onEnd: (ending: Ending) => void }) {
  const { t } = useTranslation();
  const answer = useAnswer();
  const ask = useEnding();
  return (
    // What scrolls has to be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles['scroll']} tabIndex={0} aria-label={t('admin.careLinks')}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('admin.patient')}</th>
            <th scope="col">{t('admin.clinician')}</th>
            <th scope="col">{t('admin.status')}</th>
            <th scope="col">{t('admin.since')}</th>
            <th scope="col">
              <span className="unseen">{t('admin.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {links.map((link) => {
            const names = { patient: link.patient.displayName, clinician: link.clinician.displayName };
            return (
              <tr key={link.id}>
                <th scope="row">{names.patient}</th>
                <td>{names.clinician}</td>
                <td>
                  <span className={styles['status']} data-status={link.status}>
                    {t(`care.status.${link.status}`)}
                  </span>
                </td>
                <td>
                  <When at={link.endedAt ?? link.acceptedAt ?? link.askedAt} />
                </td>
                <td className={styles['actions']}>
                  {link.mayAccept && (
                    <Button
                      aria-label={t('admin.acceptName', names)}
                      disabled={answer.isPending}
                      onClick={() => answer.mutate({ link, status: 'active' })}
                    >
                      {t('care.accept')}
                    </Button>
                  )}
                  {link.status !== 'ended' && (
                    <Button kind="plain" aria-label={t('admin.endName', names)} onClick={() => onEnd(ask(link))}>
                      {t('care.end')}
                    </Button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
