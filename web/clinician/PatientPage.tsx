// One patient: flags with their words, the risk and how it came about, the care link, and the way to the conversation.
import { IconArrowLeft, IconMessage, IconTemplate } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CrisisFlag } from '../../contract/crisis-flags.ts';
import { referenceOf, sentenceFor } from '../api/sentence.ts';
import { useCareLinks, useWriteTo } from '../care/care.ts';
import { EndDialog, useEnding } from '../care/EndDialog.tsx';
import type { Ending } from '../care/EndDialog.tsx';
import { useUnread } from '../conversation/queries.ts';
import { Button } from '../kit/Button.tsx';
import { Page, Section, useTitle } from '../kit/Page.tsx';
import { Go } from '../kit/route.tsx';
import { Loading, WentWrong } from '../kit/States.tsx';
import { When } from '../kit/When.tsx';
import { AssessForm } from './AssessForm.tsx';
import { useAcknowledge, usePatient } from './patients.ts';
import { QuickSend } from './QuickSend.tsx';
import { Risk, RiskBadge } from './Risk.tsx';
import { Waiting } from './Waiting.tsx';
import styles from './PatientPage.module.css';

export function PatientPage({ id, base, inbox }: { id: string; base: string; inbox: string }) {
  const { t } = useTranslation();
  const { data: patient, error, refetch } = usePatient(id);
  const name = patient?.patient.displayName ?? '';
  useTitle(name || t('clinician.patients'), useUnread());
  const writeTo = useWriteTo(inbox);
  const ask = useEnding();
  const link = useCareLinks().data?.find((one) => one.id === patient?.careLinkId);
  const [ending, setEnding] = useState<Ending | null>(null);
  const [quick, setQuick] = useState(false);
  const back = (
    <Go to={base} className={styles['back']}>
      <IconArrowLeft size={20} aria-hidden="true" />
      {t('clinician.back')}
    </Go>
  );
  if (!patient)
    return (
      <Page title={t('clinician.patients')} lead={back}>
        {error ? (
          <WentWrong
            title={`${t('clinician.patientFailed')} ${sentenceFor(error)}`}
            reference={referenceOf(error)}
            retry={() => void refetch()}
          />
        ) : (
          <Loading rows={4} />
        )}
      </Page>
    );
  return (
    <Page key={id} title={name} lead={back} wide>
      <div className={styles['head']}>
        <Risk risk={patient.risk} />
        <p>
          {patient.waitingSince ? (
            <Waiting since={patient.waitingSince} />
          ) : (
            t(patient.lastMessage ? 'clinician.answered' : 'clinician.silent')
          )}
        </p>
        <Button
          kind="primary"
          icon={<IconMessage size={20} aria-hidden="true" />}
          onClick={() => writeTo(patient.patient)}
        >
          {t('clinician.message')}
        </Button>
        <Button icon={<IconTemplate size={20} aria-hidden="true" />} onClick={() => setQuick(true)}>
          {t('clinician.template')}
        </Button>
      </div>
      <div className={styles['columns']}>
        <div className={styles['column']}>
          <Section title={t('clinician.flags')} about={t('clinician.flagsAbout')}>
            {patient.flags.length === 0 ? (
              <p className={styles['none']}>{t('clinician.flagsNone')}</p>
            ) : (
              <ul className={styles['list']}>
                {patient.flags.map((flag) => (
                  <Flag key={flag.id} flag={flag} inbox={inbox} here={patient.conversationId} />
                ))}
              </ul>
            )}
          </Section>
          <Section title={t('clinician.history')}>
            {patient.assessments.length === 0 ? (
              <p className={styles['none']}>
                {t('clinician.historyNone')}. {t('clinician.historyNoneAbout')}
              </p>
            ) : (
              <ol className={styles['list']}>
                {patient.assessments.map((assessment) => (
                  <li key={assessment.id}>
                    <p className={styles['line']}>
                      <RiskBadge level={assessment.level} />
                      <span>
                        {assessment.assessedBy.displayName}, <When at={assessment.assessedAt} />
                      </span>
                    </p>
                    <p dir="auto">{assessment.note}</p>
                  </li>
                ))}
              </ol>
            )}
          </Section>
        </div>
        <div className={styles['column']}>
          <AssessForm patientId={id} level={patient.risk.level} />
          <Section title={t('clinician.careLink')}>
            <p className={styles['line']}>
              <span>
                {t('clinician.inCareSince')} <When at={patient.inCareSince} />
              </span>
              {link && (
                <Button kind="plain" onClick={() => setEnding(ask(link, name))}>
                  {t('clinician.end')}
                </Button>
              )}
            </p>
          </Section>
        </div>
      </div>
      {quick && (
        <QuickSend
          to={{ person: patient.patient, conversationId: patient.conversationId }}
          inbox={inbox}
          onClose={() => setQuick(false)}
        />
      )}
      {ending && <EndDialog ending={ending} onClose={() => setEnding(null)} />}
    </Page>
  );
}

function Flag({ flag, inbox, here }: { flag: CrisisFlag; inbox: string; here: string | null }) {
  const { t } = useTranslation();
  const acknowledge = useAcknowledge();
  return (
    <li data-open={flag.acknowledgedAt === null || undefined}>
      <p dir="auto">
        <strong>{flag.words.map((words) => `“${words}”`).join(', ')}</strong>
      </p>
      <p className={styles['line']}>
        <When at={flag.raisedAt} />
        {/* What the patient wrote elsewhere, to somebody else, is not there to be opened. */}
        {flag.conversationId === here && (
          <Go to={`${inbox}/${flag.conversationId}`} className={styles['go']}>
            {t('clinician.flagOpen')}
          </Go>
        )}
        {flag.acknowledgedBy && flag.acknowledgedAt ? (
          <span>
            {t('flag.seenTo', { name: flag.acknowledgedBy.displayName })} <When at={flag.acknowledgedAt} />
          </span>
        ) : (
          <Button disabled={acknowledge.isPending} onClick={() => acknowledge.mutate(flag.id)}>
            {t('clinician.acknowledge')}
          </Button>
        )}
      </p>
    </li>
  );
}
