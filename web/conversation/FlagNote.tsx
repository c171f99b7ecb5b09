// What a clinician is told of a message whose words suggest immediate risk: which words, and whether somebody saw to it.
import { IconFlag3Filled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CrisisFlag } from '../../contract/crisis-flags.ts';
import { Go, usePath } from '../kit/route.tsx';
import { When } from '../kit/When.tsx';
import styles from './FlagNote.module.css';

export function FlagNote({ flag }: { flag: CrisisFlag }) {
  const { t } = useTranslation();
  const patient = `/clinician/patients/${flag.patientId}`;
  const here = usePath() === patient;
  return (
    <div className={styles['flag']} data-open={flag.acknowledgedAt === null || undefined}>
      <p>
        <IconFlag3Filled size={18} aria-hidden="true" />
        <span>
          <strong>{t('flag.words')}</strong> {flag.words.map((words) => `“${words}”`).join(', ')}
        </span>
      </p>
      {flag.acknowledgedBy && flag.acknowledgedAt ? (
        <p>
          {t('flag.seenTo', { name: flag.acknowledgedBy.displayName })} <When at={flag.acknowledgedAt} />
        </p>
      ) : (
        !here && (
          <p>
            <Go to={patient}>{t('flag.open')}</Go>
          </p>
        )
      )}
    </div>
  );
}
