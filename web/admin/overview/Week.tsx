// Messages of the last seven days as bars, and the same as a table for whoever does not see bars.
import { useTranslation } from 'react-i18next';
import { Section } from '../../kit/Page.tsx';
import { count } from '../figures.ts';
import type { Figures } from './house.ts';
import styles from './Overview.module.css';

export function Week({ figures: { series, timeZone } }: { figures: Figures }) {
  const { t, i18n } = useTranslation();
  const most = Math.max(1, ...series.map((day) => day.messages));
  const name = (day: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(i18n.language === 'en' ? 'en-GB' : i18n.language, { ...options, timeZone: 'UTC' }).format(
      new Date(day),
    );
  return (
    <Section title={t('console.overview.week')} about={t('console.overview.weekAbout', { timeZone })}>
      <div className={styles['week']} aria-hidden="true">
        {series.map(({ day, messages }) => (
          <div key={day} className={styles['day']}>
            <span>{count(messages)}</span>
            <span className={styles['bar']} style={{ blockSize: `${(messages / most) * 96}px` }} />
            <span>{name(day, { weekday: 'short' })}</span>
          </div>
        ))}
      </div>
      <div className="unseen">
        <table>
          <caption>{t('console.overview.week')}</caption>
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
      </div>
    </Section>
  );
}
