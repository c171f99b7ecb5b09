// One patient in the grid: who, how long they have waited, what they last said, risk, flags, and what to do.
import { IconFlag3Filled, IconTemplate } from '@tabler/icons-react';
import { memo } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Patient } from '../../contract/patients.ts';
import { plainPreview } from '../conversation/plain-preview.ts';
import { Avatar } from '../kit/Avatar.tsx';
import { IconButton } from '../kit/Button.tsx';
import { Go } from '../kit/route.tsx';
import { When } from '../kit/When.tsx';
import type { QuickTo } from './QuickSend.tsx';
import { Risk } from './Risk.tsx';
import { Waiting } from './Waiting.tsx';
import styles from './PatientGrid.module.css';

/** Drawn again only when something about this patient changed: there may be hundreds. */
export const PatientCard = memo(function PatientCard({
  patient: { patient, ...row },
  base,
  onQuick,
  onKeyDown,
}: {
  patient: Patient;
  base: string;
  onQuick: (to: QuickTo) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}) {
  const { t } = useTranslation();
  const name = patient.displayName;
  return (
    <li className={styles['card']} data-urgent={row.openFlags > 0 || row.risk.level === 'critical' || undefined}>
      <div className={styles['who']}>
        <Avatar name={name} tone="patient" />
        <div>
          <h3>
            <Go to={`${base}/${patient.id}`} data-card onKeyDown={onKeyDown}>
              {name}
            </Go>
          </h3>
          <p className={styles['waiting']} data-waits={row.waitingSince ? true : undefined}>
            {row.waitingSince ? (
              <Waiting since={row.waitingSince} />
            ) : (
              t(row.lastMessage ? 'clinician.answered' : 'clinician.silent')
            )}
          </p>
        </div>
        {row.unread > 0 && (
          <span className={styles['unread']} title={t('clinician.unread', { count: row.unread })}>
            <span aria-hidden="true">{row.unread}</span>
            <span className="unseen">{t('clinician.unread', { count: row.unread })}</span>
          </span>
        )}
      </div>
      {row.lastMessage && (
        <p className={styles['last']} dir="auto">
          <span className={styles['at']}>
            <When at={row.lastMessage.sentAt} />
          </span>{' '}
          {row.lastMessage.mine
            ? t('clinician.you', { text: plainPreview(row.lastMessage.preview) })
            : plainPreview(row.lastMessage.preview)}
        </p>
      )}
      <div className={styles['state']}>
        {row.openFlags > 0 && (
          <span className={styles['flags']}>
            <IconFlag3Filled size={18} aria-hidden="true" />
            {t('clinician.openFlags', { count: row.openFlags })}
          </span>
        )}
        <Risk risk={row.risk} />
      </div>
      <div className={styles['actions']}>
        <Go
          to={`${base}/${patient.id}`}
          state={{ pane: 'messages' }}
          className={styles['message']}
          aria-label={t('clinician.messageName', { name })}
          onKeyDown={onKeyDown}
        >
          {t('clinician.message')}
        </Go>
        <IconButton
          label={t('clinician.templateFor', { name })}
          icon={<IconTemplate size={20} aria-hidden="true" />}
          onClick={() => onQuick({ person: patient, conversationId: row.conversationId })}
        />
        <Go
          to={`${base}/${patient.id}`}
          className={styles['view']}
          aria-label={t('clinician.viewName', { name })}
          onKeyDown={onKeyDown}
        >
          {t('clinician.view')}
        </Go>
      </div>
    </li>
  );
});
