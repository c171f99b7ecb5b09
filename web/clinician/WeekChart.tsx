// Seven days of messages as bars; behind the picture the same as a table.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplyOf } from '../../contract/endpoint.ts';
import type { readClinicianAnalytics } from '../../contract/analytics.ts';
import { later } from '../kit/later.tsx';
import styles from './Week.module.css';

const Chart = later(async () => (await import('../charts/Chart.tsx')).Chart);

type Series = ReplyOf<typeof readClinicianAnalytics>['series'];

const plainly = (count: number) => String(count);

export function WeekChart({ series }: { series: Series }) {
  const { t, i18n } = useTranslation();
  const name = (day: string) =>
    new Date(`${day}T12:00:00Z`).toLocaleDateString(i18n.language, {
      timeZone: 'UTC',
      weekday: 'long',
      day: 'numeric',
      month: 'long',
    });
  const [received, sent] = [t('clinician.chart.received'), t('clinician.chart.sent')];
  const total = (of: 'received' | 'sent') => series.reduce((sum, day) => sum + day[of], 0);
  const drawn = useMemo(
    () => [
      { name: received, values: series.map((day) => day.received), colour: '--primary' as const },
      { name: sent, values: series.map((day) => day.sent), colour: '--control' as const },
    ],
    [series, received, sent],
  );
  const days = useMemo(
    () =>
      series.map(({ day }) =>
        new Date(`${day}T12:00:00Z`).toLocaleDateString(i18n.language, { timeZone: 'UTC', weekday: 'short' }),
      ),
    [series, i18n.language],
  );
  return (
    <figure className={styles['chart']}>
      <figcaption>
        <span>{t('clinician.chart.title')}</span>
        <span className={styles['key']} data-of="received">
          {received}
        </span>
        <span className={styles['key']} data-of="sent">
          {sent}
        </span>
      </figcaption>
      <Chart
        kind="bar"
        tall
        label={t('clinician.chart.about', { received: total('received'), sent: total('sent') })}
        at={days}
        series={drawn}
        write={plainly}
      />
      <details>
        <summary>{t('clinician.chart.table')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('clinician.chart.day')}</th>
              <th scope="col">{received}</th>
              <th scope="col">{sent}</th>
            </tr>
          </thead>
          <tbody>
            {series.map((day) => (
              <tr key={day.day}>
                <th scope="row">{name(day.day)}</th>
                <td>{day.received}</td>
                <td>{day.sent}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
