// A risk level in word, sign and colour; who set it and when. Unknown looks like nothing that is known.
import {
  IconAlertOctagonFilled,
  IconAlertTriangle,
  IconAlertTriangleFilled,
  IconArrowDownRight,
  IconHelpCircle,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../contract/accounts.ts';
import type { RiskLevel } from '../../contract/patients.ts';
import { When } from '../kit/When.tsx';
import styles from './Risk.module.css';

const signs = {
  unknown: IconHelpCircle,
  low: IconArrowDownRight,
  moderate: IconAlertTriangle,
  high: IconAlertTriangleFilled,
  critical: IconAlertOctagonFilled,
} as const;

export function RiskBadge({ level }: { level: RiskLevel }) {
  const { t } = useTranslation();
  const Sign = signs[level];
  return (
    <span className={styles['badge']} data-level={level}>
      <Sign size={18} aria-hidden="true" />
      {t(`clinician.risk.${level}`)}
    </span>
  );
}

/** Where there is no room for the word; unknown says nothing. */
export function RiskSign({ level }: { level: RiskLevel }) {
  const { t } = useTranslation();
  if (level === 'unknown') return null;
  const Sign = signs[level];
  return (
    <span className={styles['sign']} data-level={level} title={t(`clinician.risk.${level}`)}>
      <Sign size={20} aria-hidden="true" />
      <span className="unseen">{t(`clinician.risk.${level}`)}</span>
    </span>
  );
}

export function Risk({ risk }: { risk: { level: RiskLevel; assessedBy: Person | null; assessedAt: string | null } }) {
  const { t } = useTranslation();
  return (
    <span className={styles['risk']}>
      <RiskBadge level={risk.level} />
      {risk.assessedBy && risk.assessedAt && (
        <span className={styles['source']}>
          {t('clinician.riskBy', { name: risk.assessedBy.displayName })} <When at={risk.assessedAt} />
        </span>
      )}
    </span>
  );
}
