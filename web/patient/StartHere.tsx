// What a new patient finds in place of conversations: the way to the people to write to.
import { IconHeartHandshake } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Go } from '../kit/route.tsx';
import styles from '../kit/Button.module.css';

export function StartHere() {
  const { t } = useTranslation();
  return (
    <>
      <p>{t('patient.startAbout')}</p>
      <Go to="/patient/care-team" className={styles['button']} data-kind="primary">
        <IconHeartHandshake size={20} aria-hidden="true" />
        {t('patient.start')}
      </Go>
    </>
  );
}
