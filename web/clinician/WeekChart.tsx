// Seven days of messages as bars, drawn by hand from the figures; behind the picture the same as a table.
import { useTranslation } from 'react-i18next';
import type { ReplyOf } from '../../contract/endpoint.ts';
import type { readClinicianAnalytics } from '../../contract/analytics.ts';
import styles from './Week.module.css';

type Series = ReplyOf<typeof readClinicianAnalytics>['series'];

const height = 120;
const column = 44;
const bar = 14;

export function WeekChart({ series }: { series: Series }) {
  const { t, i18n } = useTranslation();
  const most = ceiling(Math.max(1, ...series.flatMap((day) => [day.sent, day.received])));
  const name = (day: string, weekday: 'short' | 'long') =>
    new Date(`${day}T12:00:00Z`).toLocaleDateString(i18n.language, {
      timeZone: 'UTC',
      weekday,
      ...(weekday === 'long' && { day: 'numeric', month: 'long' }),
    });
  const tall = (count: number) => (count / most) * height;
  return (
    <figure className={styles['chart']}>
      <figcaption>
        <span>{t('clinician.chart.title')}</span>
        <span className={styles['key']} data-of="received">
          {t('clinician.chart.received')}
        </span>
        <span className={styles['key']} data-of="sent">
          {t('clinician.chart.sent')}
        </span>
      </figcaption>
      <svg viewBox={`0 0 ${column * 7 + 32} ${height + 30}`} aria-hidden="true">
        {[0, most / 2, most].map((count) => (
          <g key={count} transform={`translate(0 ${height + 6 - tall(count)})`}>
            <line x1="30" x2={column * 7 + 32} className={styles['line']} />
            <text x="24" y="4" textAnchor="end">
              {count}
            </text>
          </g>
        ))}
        {series.map((day, index) => (
          <g key={day.day} transform={`translate(${32 + index * column} ${height + 6})`}>
            <rect x="6" y={-tall(day.received)} width={bar} height={tall(day.received)} data-of="received" />
            <rect x={8 + bar} y={-tall(day.sent)} width={bar} height={tall(day.sent)} data-of="sent" />
            <text x={column / 2 - 1} y="18" textAnchor="middle">
              {name(day.day, 'short')}
            </text>
          </g>
        ))}
      </svg>
      <details>
        <summary>{t('clinician.chart.table')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('clinician.chart.day')}</th>
              <th scope="col">{t('clinician.chart.received')}</th>
              <th scope="col">{t('clinician.chart.sent')}</th>
            </tr>
          </thead>
          <tbody>
            {series.map((day) => (
              <tr key={day.day}>
                <th scope="row">{name(day.day, 'long')}</th>
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

/** The next even number that makes a quiet scale. */
function ceiling(most: number): number {
  const unit = 10 ** Math.floor(Math.log10(most));
  return [2, 4, 6, 8, 10].map((step) => step * unit).find((top) => top >= most)!;
}
