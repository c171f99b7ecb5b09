// What is known of one patient: flags with their words, the risk and how it came about, and the care link.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplyOf } from '../../contract/endpoint.ts';
import type { PlacedFlag, readPatient } from '../../contract/patients.ts';
import { useCareLinks } from '../care/care.ts';
import { EndDialog, useEnding } from '../care/EndDialog.tsx';
import type { Ending } from '../care/EndDialog.tsx';
import { Button } from '../kit/Button.tsx';
import { Section } from '../kit/Page.tsx';
import { go } from '../kit/route.tsx';
import { When } from '../kit/When.tsx';
import { AssessForm } from './AssessForm.tsx';
import { useAcknowledge } from './patients.ts';
import { Risk, RiskBadge } from './Risk.tsx';
import { Waiting } from './Waiting.tsx';
import styles from './PatientPage.module.css';

export function PatientRecord({
  patient,
  inbox,
  onMessage,
}: {
  patient: ReplyOf<typeof readPatient>;
  inbox: string;
  /** Shows a message in the conversation with the patient. */
  onMessage: (id: string) => void;
}) {
  const { t } = useTranslation();
  const ask = useEnding();
  const link = useCareLinks().data?.find((one) => one.id === patient.careLinkId);
  const [ending, setEnding] = useState<Ending | null>(null);
  const { id, displayName: name } = patient.patient;
  const unshown = patient.openFlags - patient.flags.filter((flag) => flag.acknowledgedAt === null).length;
  return (
    <aside className={styles['record']} aria-label={t('clinician.record', { name })}>
      <header className={styles['head']}>
        <h1>{name}</h1>
        <Risk risk={patient.risk} />
        <p>
          {patient.waitingSince ? (
            <Waiting since={patient.waitingSince} />
          ) : (
            t(patient.lastMessage ? 'clinician.answered' : 'clinician.silent')
          )}
        </p>
      </header>
      <Section title={t('clinician.flags')} about={t('clinician.flagsAbout')}>
        {patient.flags.length === 0 ? (
          <p className={styles['none']}>{t('clinician.flagsNone')}</p>
        ) : (
          <ul className={styles['list']}>
            {patient.flags.map((flag) => (
              <Flag
                key={flag.id}
                flag={flag}
                onMessage={
                  flag.conversationId === patient.conversationId
                    ? () => onMessage(flag.messageId)
                    : flag.reachedMe
                      ? () => go(`${inbox}/${flag.conversationId}`, { state: { message: flag.messageId } })
                      : null
                }
              />
            ))}
          </ul>
        )}
        {unshown > 0 && <p>{t('clinician.flagsUnshown', { count: unshown })}</p>}
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
      <AssessForm patientId={id} level={patient.risk.level} />
      <Section title={t('clinician.careLink')}>
        <p className={styles['line']}>
          <span>
            {t('clinician.inCareSince')} <When at={patient.inCareSince} />
          </span>
          {link && (
            <Button kind="plain" onClick={() => setEnding(ask(link))}>
              {t('clinician.end')}
            </Button>
          )}
        </p>
      </Section>
      {ending && <EndDialog ending={ending} onClose={() => setEnding(null)} />}
    </aside>
  );
}

/** What the patient wrote elsewhere, to somebody else, is not there to be opened. */
function Flag({ flag, onMessage }: { flag: PlacedFlag; onMessage: (() => void) | null }) {
  const { t } = useTranslation();
  const acknowledge = useAcknowledge();
  return (
    <li data-open={flag.acknowledgedAt === null || undefined}>
      <p dir="auto">
        <strong>{flag.words.map((words) => `“${words}”`).join(', ')}</strong>
      </p>
      <p className={styles['line']}>
        <When at={flag.raisedAt} />
        {flag.inGroup && <span>{t(flag.reachedMe ? 'clinician.flagInGroup' : 'clinician.flagInOtherGroup')}</span>}
        {onMessage && (
          <Button kind="plain" onClick={onMessage}>
            {t('clinician.flagOpen')}
          </Button>
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
