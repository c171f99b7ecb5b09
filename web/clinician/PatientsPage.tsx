// Who needs an answer first: every patient in care, beside the week, the requests that wait and a way to ask.
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CareLink } from '../../contract/care-links.ts';
import { patientSort } from '../../contract/patients.ts';
import type { PatientFilter, PatientSort } from '../../contract/patients.ts';
import { referenceOf } from '../api/sentence.ts';
import { useCareLinks } from '../care/care.ts';
import { EndDialog } from '../care/EndDialog.tsx';
import type { Ending } from '../care/EndDialog.tsx';
import { LinkList, LinkRow } from '../care/LinkRow.tsx';
import { useUnread } from '../conversation/queries.ts';
import { Button } from '../kit/Button.tsx';
import { Page, Section, useTitle } from '../kit/Page.tsx';
import { Empty, Loading, WentWrong } from '../kit/States.tsx';
import { When } from '../kit/When.tsx';
import { AskPatient } from './AskPatient.tsx';
import { PatientGrid } from './PatientGrid.tsx';
import { usePatients } from './patients.ts';
import type { Asked } from './patients.ts';
import { QuickSend } from './QuickSend.tsx';
import type { QuickTo } from './QuickSend.tsx';
import { Requests } from './Requests.tsx';
import { WaitingQueue } from './WaitingQueue.tsx';
import { Week } from './Week.tsx';
import styles from './PatientsPage.module.css';

export function PatientsPage({ base, inbox }: { base: string; inbox: string }) {
  const { t } = useTranslation();
  useTitle(t('clinician.patients'), useUnread());
  const [asked, setAsked] = useState<Asked>({ query: '', filter: 'all', sort: 'urgent' });
  const show = (some: Partial<Asked>) => {
    setAsked({ query: '', filter: 'all', sort: 'urgent', ...some });
    // Beneath the figures on a narrow screen; what was asked for stands above them.
    document.querySelector('#yours')?.scrollIntoView({ block: 'center' });
  };
  const { data: links, error, refetch } = useCareLinks();
  const [ending, setEnding] = useState<Ending | null>(null);
  const those = (status: CareLink['status']) => links?.filter((link) => link.status === status) ?? [];
  const open = new Set(links?.filter((link) => link.status !== 'ended').map((link) => link.patient.id));
  const ended = those('ended').filter(
    (link, index, all) =>
      !open.has(link.patient.id) && all.findIndex((one) => one.patient.id === link.patient.id) === index,
  );
  const pending = those('pending');
  const toAnswer = pending.filter((link) => link.mayAccept);
  const sent = pending.filter((link) => !link.mayAccept);
  return (
    <Page title={t('clinician.patients')} wide="full">
      <div className={styles['columns']}>
        {toAnswer.length > 0 && (
          <div className={styles['requests']}>
            <Requests
              title={t('clinician.requestsCount', { count: toAnswer.length })}
              pending={toAnswer}
              onDecline={setEnding}
            />
          </div>
        )}
        <section className={styles['yours']} aria-labelledby="yours">
          <h2 id="yours" className="unseen">
            {t('clinician.yours')}
          </h2>
          <Tools asked={asked} onChange={setAsked} />
          <Patients asked={asked} base={base} inbox={inbox} />
        </section>
        <div className={styles['side']}>
          <div className={styles['queue']}>
            <WaitingQueue base={base} onAll={() => show({ filter: 'waiting' })} />
          </div>
          <Week inbox={inbox} onShow={show} />
          {links ? (
            (sent.length > 0 || toAnswer.length === 0) && (
              <Requests
                title={t(toAnswer.length > 0 ? 'clinician.requestsSent' : 'clinician.requests')}
                pending={sent}
                onDecline={setEnding}
              />
            )
          ) : error ? (
            <WentWrong title={t('care.failed')} retry={() => void refetch()} />
          ) : (
            <Loading rows={2} />
          )}
          <AskPatient />
          {ended.length > 0 && (
            <Section title={t('clinician.past')}>
              <LinkList>
                {ended.map((link) => (
                  <LinkRow
                    key={link.id}
                    person={link.patient}
                    about={
                      <>
                        {t('care.ended')} <When at={link.endedAt ?? link.askedAt} />
                      </>
                    }
                  />
                ))}
              </LinkList>
            </Section>
          )}
        </div>
      </div>
      {ending && <EndDialog ending={ending} onClose={() => setEnding(null)} />}
    </Page>
  );
}

const usual: readonly PatientFilter[] = ['all', 'unread', 'today', 'flagged'];

function Tools({ asked, onChange }: { asked: Asked; onChange: (asked: Asked) => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles['tools']}>
      <label className={styles['find']}>
        <IconSearch size={20} aria-hidden="true" />
        <span className="unseen">{t('clinician.find')}</span>
        <input
          type="search"
          maxLength={100}
          placeholder={t('clinician.find')}
          value={asked.query}
          onChange={(event) => onChange({ ...asked, query: event.target.value })}
        />
      </label>
      <div className={styles['filters']} role="group" aria-label={t('clinician.filters')}>
        {/* Those of a figure stand here while they are asked for. */}
        {[...new Set([...usual, asked.filter])].map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={asked.filter === one}
            onClick={() => onChange({ ...asked, filter: one })}
          >
            {t(`clinician.filter.${one}`)}
          </button>
        ))}
      </div>
      <label className={styles['sort']}>
        <span className="unseen">{t('clinician.sortBy')}</span>
        <select
          value={asked.sort}
          onChange={(event) => onChange({ ...asked, sort: event.target.value as PatientSort })}
        >
          {patientSort.options.map((one) => (
            <option key={one} value={one}>
              {t(`clinician.sort.${one}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Patients({ asked, base, inbox }: { asked: Asked; base: string; inbox: string }) {
  const { t } = useTranslation();
  const query = useDeferredValue(asked.query.trim());
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = usePatients({ ...asked, query });
  const [quick, setQuick] = useState<QuickTo | null>(null);
  if (!data)
    return error ? (
      <WentWrong title={t('clinician.failed')} reference={referenceOf(error)} retry={() => void refetch()} />
    ) : (
      <Loading rows={6} />
    );
  const patients = data.pages.flatMap((page) => page.items);
  if (patients.length === 0) {
    const all = query === '' && asked.filter === 'all';
    return (
      <Empty title={t(all ? 'clinician.yoursNone' : 'clinician.noMatch')}>
        <p>{t(all ? 'clinician.yoursNoneAbout' : 'clinician.noMatchAbout')}</p>
      </Empty>
    );
  }
  return (
    <>
      <PatientGrid key={`${asked.filter} ${asked.sort} ${query}`} patients={patients} base={base} onQuick={setQuick} />
      {hasNextPage && (
        <div>
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('showMore')}
          </Button>
        </div>
      )}
      <p className={styles['keys']}>{t('clinician.keys')}</p>
      {quick && <QuickSend to={quick} base={base} inbox={inbox} onClose={() => setQuick(null)} />}
    </>
  );
}
