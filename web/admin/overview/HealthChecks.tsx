// Whether each part of the service does its work, in a sentence, and small charts of what was measured.
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Health } from '../../../contract/administration.ts';
import { Section } from '../../kit/Page.tsx';
import { exactly } from '../../kit/When.tsx';
import { duration, size } from '../figures.ts';
import { checksOf } from './checks.ts';
import type { Sample } from './house.ts';
import { Lines } from './Lines.tsx';
import styles from './Overview.module.css';

export function HealthChecks({ health }: { health: Health }) {
  const { t } = useTranslation();
  const problems = health.problems.length;
  return (
    <Section
      title={t('console.overview.health')}
      about={problems === 0 ? t('console.overview.allWell') : t('console.overview.attention', { count: problems })}
    >
      <ul className={styles['checks']}>
        {checksOf(health).map(({ name, problems: wrong, well }) => {
          const state = wrong.length > 0 ? 'wrong' : 'well';
          const Icon = state === 'wrong' ? IconAlertTriangle : IconCircleCheck;
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

const latencies = [
  ['p50', 'plain'],
  ['p95', 'dashed'],
  ['p99', 'dotted'],
] as const;

export function Measures({ health, samples }: { health: Health; samples: Sample[] }) {
  const { t } = useTranslation();
  const at = samples.map((sample) => sample.at);
  return (
    <Section title={t('console.overview.measures')} about={t('console.overview.measuresAbout')}>
      <div className={styles['measures']}>
        <div className={styles['card']}>
          <h3>{t('console.overview.answers')}</h3>
          <p>{t('console.overview.answersAbout', { count: health.latency.requests })}</p>
          <Lines
            label={t('console.overview.answers')}
            at={at}
            lines={latencies.map(([name, look]) => ({ name, look, values: samples.map((sample) => sample[name]) }))}
          />
          <dl>
            {latencies.map(([name, look]) => (
              <div key={name}>
                <dt>
                  <svg className={styles['key']} viewBox="0 0 20 4" aria-hidden="true">
                    <path className={styles['line']} data-look={look} d="M0 2H20" />
                  </svg>
                  {t(`console.overview.${name}`)}
                </dt>
                <dd>{duration(health.latency[`${name}Ms`])}</dd>
              </div>
            ))}
          </dl>
        </div>
        {(['lag', 'relay'] as const).map((name) => {
          const values = samples.map((sample) => sample[name]);
          return (
            <div key={name} className={styles['card']}>
              <h3>{t(`console.overview.${name}`)}</h3>
              <p>{t(`console.overview.${name}About`)}</p>
              <Lines label={t(`console.overview.${name}`)} at={at} lines={[{ name, look: 'plain', values }]} />
              <dl>
                <div>
                  <dt>{t('console.overview.now')}</dt>
                  <dd>{duration(values.at(-1) ?? 0)}</dd>
                </div>
                <div>
                  <dt>{t('console.overview.highest')}</dt>
                  <dd>{duration(Math.max(0, ...values))}</dd>
                </div>
              </dl>
            </div>
          );
        })}
      </div>
    </Section>
  );
}
