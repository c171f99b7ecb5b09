// Messages of the last seven days as bars; behind the picture the same as a table.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../../kit/later.tsx';
import { Section } from '../../kit/Page.tsx';
import { count } from '../figures.ts';
import type { Figures } from './house.ts';
import styles from './Overview.module.css';

const Chart = later(async () => (await import('../../charts/Chart.tsx')).Chart);

export function Week({ figures: { series, timeZone } }: { figures: Figures }) {
  const { t, i18n } = useTranslation();
  const name = (day: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(i18n.language === 'en' ? 'en-GB' : i18n.language, { ...options, timeZone: 'UTC' }).format(
      new Date(day),
    );
  const days = useMemo(
    () =>
      series.map(({ day }) => new Date(day).toLocaleDateString(i18n.language, { timeZone: 'UTC', weekday: 'short' })),
    [series, i18n.language],
  );
  const messages = t('console.overview.messages');
  const drawn = useMemo(
    () => [{ name: messages, values: series.map((day) => day.messages), colour: '--primary' as const }],
    [series, messages],
  );
  return (
    <Section title={t('console.overview.week')} about={t('console.overview.weekAbout', { timeZone })}>
      <div className={styles['card']}>
        <Chart
          kind="bar"
          tall
          label={t('console.overview.chart', { name: t('console.overview.week') })}
          at={days}
          series={drawn}
          write={count}
        />
        <details>
          <summary>{t('console.overview.asTable')}</summary>
          <table>
            <caption className="unseen">{t('console.overview.week')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('console.overview.day')}</th>
                <th scope="col">{t('console.overview.messages')}</th>
              </tr>
            </thead>
            <tbody>
              {series.map(({ day, messages }) => (
                <tr key={day}>
                  <th scope="row">{name(day, { weekday: 'long', day: 'numeric', month: 'long' })}</th>
                  <td>{count(messages)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      </div>
    </Section>
  );
}
