// What a screen shows when it is not full: nothing there, on its way, or gone wrong.
import { IconCloudOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';
import styles from './States.module.css';

export function Empty({ icon, title, children }: { icon?: ReactNode; title: string; children?: ReactNode }) {
  return (
    <div className={styles['state']}>
      {icon && <span aria-hidden="true">{icon}</span>}
      <p className={styles['title']}>{title}</p>
      {children}
    </div>
  );
}

/** Grey lines where rows will be; screen readers hear one word. */
export function Loading({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div className={styles['loading']} role="status">
      <span className="unseen">{t('loading')}</span>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} aria-hidden="true" />
      ))}
    </div>
  );
}

export function WentWrong({
  title,
  reference,
  action,
  retry,
}: {
  title: string;
  reference?: string | undefined;
  /** In place of "Try again". */
  action?: string;
  retry: () => void;
}) {
  const { t } = useTranslation();
  return (
    <div className={styles['state']} role="alert">
      <IconCloudOff size={36} stroke={1.5} aria-hidden="true" />
      <p className={styles['title']}>{title}</p>
      {reference && <p>{t('reference', { reference })}</p>}
      <Button onClick={retry}>{action ?? t('tryAgain')}</Button>
    </div>
  );
}
