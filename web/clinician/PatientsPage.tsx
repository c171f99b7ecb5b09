// Everybody in a clinician's care, beside the requests that wait and a way to ask.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CareLink } from '../../contract/care-links.ts';
import { useCareLinks, useWriteTo } from '../care/care.ts';
import { EndDialog, useEnding } from '../care/EndDialog.tsx';
import type { Ending } from '../care/EndDialog.tsx';
import { LinkList, LinkRow } from '../care/LinkRow.tsx';
import { useUnread } from '../conversation/queries.ts';
import { Button } from '../kit/Button.tsx';
import { Page, Section, useTitle } from '../kit/Page.tsx';
import { Empty, Loading, WentWrong } from '../kit/States.tsx';
import { When } from '../kit/When.tsx';
import { AskPatient } from './AskPatient.tsx';
import { Requests } from './Requests.tsx';
import styles from './PatientsPage.module.css';

export function PatientsPage({ inbox }: { inbox: string }) {
  const { t } = useTranslation();
  useTitle(t('clinician.patients'), useUnread());
  const { data: links, error, refetch } = useCareLinks();
  const writeTo = useWriteTo(inbox);
  const ask = useEnding();
  const [ending, setEnding] = useState<Ending | null>(null);
  const those = (status: CareLink['status']) => links?.filter((link) => link.status === status) ?? [];
  const active = those('active').toSorted((a, b) => a.patient.displayName.localeCompare(b.patient.displayName));
  const open = new Set(links?.filter((link) => link.status !== 'ended').map((link) => link.patient.id));
  const ended = those('ended').filter(
    (link, index, all) =>
      !open.has(link.patient.id) && all.findIndex((one) => one.patient.id === link.patient.id) === index,
  );
  return (
    <Page title={t('clinician.patients')} lead={t('clinician.patientsAbout')} wide>
      {!links && (error ? <WentWrong title={t('care.failed')} retry={() => void refetch()} /> : <Loading rows={4} />)}
      {links && (
        <div className={styles['columns']}>
          <Requests pending={those('pending')} onDecline={setEnding} />
          <div className={styles['yours']}>
            <Section title={t('clinician.yours')}>
              {active.length === 0 ? (
                <Empty title={t('clinician.yoursNone')}>
                  <p>{t('clinician.yoursNoneAbout')}</p>
                </Empty>
              ) : (
                <LinkList>
                  {active.map((link) => (
                    <LinkRow
                      key={link.id}
                      person={link.patient}
                      about={
                        <>
                          {t('care.since')} <When at={link.acceptedAt ?? link.askedAt} />
                        </>
                      }
                    >
                      <Button onClick={() => writeTo(link.patient)}>{t('care.message')}</Button>
                      <Button kind="plain" onClick={() => setEnding(ask(link, link.patient.displayName))}>
                        {t('care.end')}
                      </Button>
                    </LinkRow>
                  ))}
                </LinkList>
              )}
            </Section>
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
          <AskPatient />
        </div>
      )}
      {ending && <EndDialog ending={ending} onClose={() => setEnding(null)} />}
    </Page>
  );
}
