// Every care link of the clinic as a table, with answering, ending and connecting.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { careLinkStatus } from '../../contract/care-links.ts';
import type { CareLink } from '../../contract/care-links.ts';
import { useAnswer, useCareLinks } from '../care/care.ts';
import { EndDialog, useEnding } from '../care/EndDialog.tsx';
import type { Ending } from '../care/EndDialog.tsx';
import { useUnread } from '../conversation/queries.ts';
import { Button } from '../kit/Button.tsx';
import { Choice } from '../kit/Field.tsx';
import { Page, useTitle } from '../kit/Page.tsx';
import { Empty, Loading, WentWrong } from '../kit/States.tsx';
import { When } from '../kit/When.tsx';
import { Connect } from './Connect.tsx';
import { Refusals } from './Refusals.tsx';
import styles from './CareLinksPage.module.css';

export function CareLinksPage() {
  const { t } = useTranslation();
  useTitle(t('admin.careLinks'), useUnread());
  const { data: links, error, refetch } = useCareLinks();
  const [status, setStatus] = useState<CareLink['status'] | ''>('');
  const [ending, setEnding] = useState<Ending | null>(null);
  const shown = links?.filter((link) => !status || link.status === status) ?? [];
  return (
    <Page title={t('admin.careLinks')} lead={t('admin.careLinksAbout')} wide>
      <Connect />
      <Refusals />
      {!links && (error ? <WentWrong title={t('care.failed')} retry={() => void refetch()} /> : <Loading rows={6} />)}
      {links && (
        <div>
          <div className={styles['filter']}>
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
          {shown.length === 0 ? <Empty title={t('admin.none')} /> : <Links links={shown} onEnd={setEnding} />}
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
                    <Button
                      kind="plain"
                      aria-label={t('admin.endName', names)}
                      onClick={() => onEnd(ask(link, t('admin.endBetween', names)))}
                    >
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
