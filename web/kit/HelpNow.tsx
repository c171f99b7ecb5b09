// Ways to urgent help right where somebody wrote words that may mean danger: at hand, and without a judgement.
import { IconLifebuoy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { helpLines, openHelp } from './urgent-help.ts';
import styles from './HelpNow.module.css';

export function HelpNow() {
  const { t } = useTranslation();
  const lines = helpLines();
  return (
    <div className={styles['now']}>
      <p>
        <IconLifebuoy size={20} aria-hidden="true" />
        <strong>{t('help.now')}</strong>
      </p>
      <p>{t('help.nowAbout')}</p>
      <ul>
        {lines
          .filter((line) => line.atOnce)
          .map((line) => (
            <li key={line.name}>
              <a href={line.href}>
                {line.name}: {line.action}
              </a>
            </li>
          ))}
        {lines.some((line) => !line.atOnce) && (
          <li>
            <button type="button" aria-haspopup="dialog" onClick={openHelp}>
              {t('help.all')}
            </button>
          </li>
        )}
      </ul>
    </div>
  );
}
