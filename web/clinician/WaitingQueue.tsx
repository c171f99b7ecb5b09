// Everybody whose last word has no answer yet, in the usual order: open flags first, whatever the wait.
import { IconFlag3Filled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../kit/Avatar.tsx';
import { Button } from '../kit/Button.tsx';
import { Section } from '../kit/Page.tsx';
import { Go } from '../kit/route.tsx';
import { Loading, WentWrong } from '../kit/States.tsx';
import { useHeldOrder } from './held-order.ts';
import { usePatients } from './patients.ts';
import { RiskSign } from './Risk.tsx';
import { Waiting } from './Waiting.tsx';
import styles from './WaitingQueue.module.css';

const most = 6;

export function WaitingQueue({ base, onAll }: { base: string; onAll: () => void }) {
  const { t } = useTranslation();
  const { data, error, refetch } = usePatients({ query: '', filter: 'waiting', sort: 'urgent' });
  const patients = data?.pages.flatMap((page) => page.items) ?? [];
  const { shown, holds } = useHeldOrder(patients.slice(0, most));
  return (
    <Section title={t('clinician.queue')}>
      {!data &&
        (error ? <WentWrong title={t('clinician.failed')} retry={() => void refetch()} /> : <Loading rows={3} />)}
      {data && patients.length === 0 && <p className={styles['none']}>{t('clinician.queueNone')}</p>}
      <ol className={styles['queue']} {...holds}>
        {shown.map(({ patient, waitingSince, openFlags, risk }) => (
          <li key={patient.id}>
            <Go to={`${base}/${patient.id}`} state={{ pane: 'messages' }}>
              <Avatar name={patient.displayName} tone="patient" small />
              <span>
                <strong>{patient.displayName}</strong>
                {waitingSince ? <Waiting since={waitingSince} bare /> : t('clinician.answered')}
              </span>
              {openFlags > 0 && (
                <IconFlag3Filled
                  className={styles['flag']}
                  size={20}
                  aria-label={t('clinician.openFlags', { count: openFlags })}
                />
              )}
              <RiskSign level={risk.level} />
            </Go>
          </li>
        ))}
      </ol>
      {(patients.length > most || data?.pages[0]?.nextCursor) && (
        <div>
          <Button kind="plain" onClick={onAll}>
            {t('clinician.queueAll')}
          </Button>
        </div>
      )}
    </Section>
  );
}
