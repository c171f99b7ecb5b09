// What the server measured of itself in the last hour, as small charts and as tables.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Health, HealthHistory } from '../../../contract/administration.ts';
import type { Series } from '../../charts/Chart.tsx';
import { later } from '../../kit/later.tsx';
import { Section } from '../../kit/Page.tsx';
import { clock } from '../../kit/When.tsx';
import { count, duration } from '../figures.ts';
import styles from './Overview.module.css';

const Chart = later(async () => (await import('../../charts/Chart.tsx')).Chart);

type Sample = HealthHistory['samples'][number];
type Measure = 'p50' | 'p95' | 'p99' | 'lag' | 'relay';

const measureOf: Record<Measure, (sample: Sample) => number | null> = {
  p50: (sample) => sample.p50Ms,
  p95: (sample) => sample.p95Ms,
  p99: (sample) => sample.p99Ms,
  lag: (sample) => sample.jobLagMs,
  relay: (sample) => sample.relayLagMs,
};
const looks: Record<Measure, Pick<Series, 'colour' | 'dash'>> = {
  p50: { colour: '--primary' },
  p95: { colour: '--on-moderate', dash: [6, 3] },
  p99: { colour: '--on-high', dash: [2, 3] },
  lag: { colour: '--primary' },
  relay: { colour: '--primary' },
};
const groups = { answers: ['p50', 'p95', 'p99'], lag: ['lag'], relay: ['relay'] } as const;

export function Measures({ health, history }: { health: Health; history: HealthHistory }) {
  const { t } = useTranslation();
  const { samples, everySeconds } = history;
  const [first] = samples;
  return (
    <Section
      title={t('console.overview.measures')}
      about={
        first
          ? t('console.overview.measuresAbout', { seconds: everySeconds, since: clock(first.at) })
          : t('console.overview.measuresNone', { seconds: everySeconds })
      }
    >
      <div className={styles['measures']}>
        {(['answers', 'lag', 'relay'] as const).map((name) => (
          <div key={name} className={styles['card']}>
            <h3>{t(`console.overview.${name}`)}</h3>
            <p>{t(`console.overview.${name}About`, { count: health.latency.requests })}</p>
            <Measured name={name} samples={samples} />
            <dl>
              {name === 'answers' ? (
                groups.answers.map((one) => (
                  <Value key={one} name={t(`console.overview.${one}`)} look={one} value={health.latency[`${one}Ms`]} />
                ))
              ) : (
                <>
                  <Value
                    name={t('console.overview.now')}
                    value={name === 'lag' ? health.jobs.oldestDueSeconds * 1_000 : health.live.relayLagMs}
                  />
                  <Value
                    name={t('console.overview.highest')}
                    value={Math.max(0, ...samples.map((sample) => measureOf[name](sample) ?? 0))}
                  />
                </>
              )}
            </dl>
          </div>
        ))}
      </div>
    </Section>
  );
}

function Value({ name, look, value }: { name: string; look?: Measure; value: number }) {
  return (
    <div>
      <dt>
        {look && (
          <svg className={styles['key']} viewBox="0 0 20 4" aria-hidden="true">
            <path
              style={{ stroke: `var(${looks[look].colour})` }}
              strokeDasharray={looks[look].dash?.join(' ')}
              d="M0 2H20"
            />
          </svg>
        )}
        {name}
      </dt>
      <dd>{duration(value)}</dd>
    </div>
  );
}

function Measured({ name, samples }: { name: keyof typeof groups; samples: readonly Sample[] }) {
  const { t } = useTranslation();
  const measures: readonly Measure[] = groups[name];
  const at = useMemo(() => samples.map((sample) => clock(sample.at)), [samples]);
  const series = useMemo(
    () =>
      measures.map((one) => ({
        name: measures.length > 1 ? t(`console.overview.${one as 'p50'}`) : t(`console.overview.${name}`),
        values: samples.map(measureOf[one]),
        ...looks[one],
      })),
    [measures, samples, name, t],
  );
  return (
    <>
      <Chart
        kind="line"
        label={t('console.overview.chart', { name: t(`console.overview.${name}`) })}
        at={at}
        series={series}
        write={duration}
      />
      <details>
        <summary>{t('console.overview.asTable')}</summary>
        {/* What scrolls has to be reachable by keyboard. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <section className={styles['samples']} tabIndex={0} aria-label={t(`console.overview.${name}`)}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('console.overview.time')}</th>
                {series.map((one) => (
                  <th key={one.name} scope="col">
                    {one.name}
                  </th>
                ))}
                {name === 'answers' && <th scope="col">{t('console.overview.requests')}</th>}
              </tr>
            </thead>
            <tbody>
              {samples.toReversed().map((sample) => (
                <tr key={sample.at}>
                  <th scope="row">{clock(sample.at)}</th>
                  {measures.map((one) => {
                    const value = measureOf[one](sample);
                    return <td key={one}>{value === null ? '–' : duration(value)}</td>;
                  })}
                  {name === 'answers' && <td>{count(sample.requests)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </>
  );
}
