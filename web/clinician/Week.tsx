// A clinician's week in figures that say how they are counted, and lead to what they count.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../kit/Page.tsx';
import { Loading, WentWrong } from '../kit/States.tsx';
import { useWeek } from './patients.ts';
import type { Asked } from './patients.ts';
import { stretch } from './Waiting.tsx';
import { WeekChart } from './WeekChart.tsx';
import styles from './Week.module.css';

export function Week({ onShow }: { onShow: (asked: Partial<Asked>) => void }) {
  const { t } = useTranslation();
  const { data: week, error, refetch } = useWeek();
  if (!week)
    return error ? <WentWrong title={t('clinician.weekFailed')} retry={() => void refetch()} /> : <Loading rows={5} />;
  const { responseTime, messages, engagement } = week;
  const timeHow = t('clinician.figures.timeHow', { count: responseTime.answered });
  const change = messages.changePercent;
  const changeWords =
    change === null
      ? t('clinician.figures.changeUnknown')
      : change === 0
        ? t('clinician.figures.changeNone')
        : t(change > 0 ? 'clinician.figures.changeUp' : 'clinician.figures.changeDown', { percent: Math.abs(change) });
  return (
    <Section title={t('clinician.week')}>
      <div className={styles['week']}>
        <dl className={styles['figures']}>
          <Figure
            name={t('clinician.figures.waiting')}
            how={t('clinician.figures.waitingHow')}
            onShow={() => onShow({ filter: 'all', sort: 'waiting' })}
          >
            {week.waitingNow}
          </Figure>
          <Figure
            name={t('clinician.figures.flagged')}
            how={t('clinician.figures.flaggedHow')}
            onShow={() => onShow({ filter: 'flagged', sort: 'urgent' })}
          >
            {week.flagged}
          </Figure>
          <Figure
            name={t('clinician.figures.critical')}
            how={t('clinician.figures.criticalHow')}
            onShow={() => onShow({ filter: 'all', sort: 'urgent' })}
          >
            {week.critical}
          </Figure>
          <Figure name={t('clinician.figures.engagement')} how={t('clinician.figures.engagementHow')}>
            {t('clinician.figures.engagementValue', { wrote: engagement.wrote, inCare: engagement.inCare })}
          </Figure>
          <Figure wide name={t('clinician.figures.time')} how={timeHow}>
            {responseTime.medianSeconds === null || responseTime.averageSeconds === null
              ? t('clinician.figures.nothing')
              : t('clinician.figures.timeValue', {
                  median: stretch(responseTime.medianSeconds),
                  average: stretch(responseTime.averageSeconds),
                })}
          </Figure>
          <Figure
            wide
            name={t('clinician.figures.messages')}
            how={t('clinician.figures.messagesHow', {
              received: messages.received,
              sent: messages.sent,
              change: changeWords,
            })}
          >
            {messages.thisWeek}
          </Figure>
        </dl>
        <WeekChart series={week.series} />
        <p className={styles['zone']}>{t('clinician.figures.zone', { zone: week.timeZone })}</p>
      </div>
    </Section>
  );
}

function Figure({
  name,
  how,
  wide = false,
  onShow,
  children,
}: {
  name: string;
  how: string;
  wide?: boolean;
  onShow?: () => void;
  children: ReactNode;
}) {
  return (
    <div className={styles['figure']} data-wide={wide || undefined}>
      <dt>
        {onShow ? (
          <button type="button" onClick={onShow}>
            {name}
          </button>
        ) : (
          name
        )}
      </dt>
      <dd>
        <strong>{children}</strong>
        <p>{how}</p>
      </dd>
    </div>
  );
}
