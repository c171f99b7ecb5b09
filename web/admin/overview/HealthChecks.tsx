// Whether each part of the service does its work, in a sentence.
import { IconAlertTriangle, IconCircleCheck, IconCircleMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Health } from '../../../contract/administration.ts';
import { Section } from '../../kit/Page.tsx';
import { exactly } from '../../kit/When.tsx';
import { size } from '../figures.ts';
import { checksOf } from './checks.ts';
import styles from './Overview.module.css';

const icons = { wrong: IconAlertTriangle, off: IconCircleMinus, well: IconCircleCheck };

export function HealthChecks({ health }: { health: Health }) {
  const { t } = useTranslation();
  const problems = health.problems.length;
  return (
    <Section
      title={t('console.overview.health')}
      about={problems === 0 ? t('console.overview.allWell') : t('console.overview.attention', { count: problems })}
    >
      <ul className={styles['checks']}>
        {checksOf(health).map(({ name, problems: wrong, off, well }) => {
          const state = wrong.length > 0 ? 'wrong' : off ? 'off' : 'well';
          const Icon = icons[state];
          return (
            <li key={name}>
              <h3>{t(`console.overview.checks.${name}`)}</h3>
              <span className={styles['state']} data-state={state}>
                <Icon size={18} aria-hidden="true" />
                {t(`console.overview.state.${state}`)}
              </span>
              {(wrong.length > 0 ? wrong : [well]).map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </li>
          );
        })}
      </ul>
      <dl className={styles['server']}>
        <div>
          <dt>{t('console.overview.upSince')}</dt>
          <dd>{exactly(health.upSince)}</dd>
        </div>
        <div>
          <dt>{t('console.overview.memory')}</dt>
          <dd>{size(health.memory.residentBytes)}</dd>
        </div>
        <div>
          <dt>{t('console.overview.key')}</dt>
          <dd>{t('console.overview.keySince', { key: health.keys.current, when: exactly(health.keys.since) })}</dd>
        </div>
      </dl>
    </Section>
  );
}
