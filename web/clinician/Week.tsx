// A clinician's week in figures that say how they are counted, and lead to what they count.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../kit/Page.tsx';
import { Loading, WentWrong } from '../kit/States.tsx';
import { useWeek } from './patients.ts';
import type { Asked } from './patients.ts';
import { stretch } from './Waiting.tsx';
import { WeekChart } from './WeekChart.tsx';
import { AnswerRows, MessageRows } from './WeekRows.tsx';
import styles from './Week.module.css';

export function Week({ inbox, onShow }: { inbox: string; onShow: (asked: Partial<Asked>) => void }) {
  const { t } = useTranslation();
  const [rows, setRows] = useState<'answers' | 'messages' | null>(null);
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
            onShow={() => onShow({ filter: 'waiting', sort: 'waiting' })}
          >
            {week.waitingNow}
          </Figure>
          <Figure
            name={t('clinician.figures.flagged')}
            how={t('clinician.figures.flaggedHow')}
            onShow={() => onShow({ filter: 'flagged' })}
          >
            {week.flagged}
          </Figure>
          <Figure
            name={t('clinician.figures.critical')}
            how={t('clinician.figures.criticalHow')}
            onShow={() => onShow({ filter: 'critical' })}
          >
            {week.critical}
          </Figure>
          <Figure
            name={t('clinician.figures.engagement')}
            how={t('clinician.figures.engagementHow')}
            onShow={() => onShow({ filter: 'wrote', sort: 'recent' })}
          >
            {t('clinician.figures.engagementValue', { wrote: engagement.wrote, inCare: engagement.inCare })}
          </Figure>
          <Figure wide name={t('clinician.figures.time')} how={timeHow} onShow={() => setRows('answers')}>
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
            onShow={() => setRows('messages')}
          >
            {messages.thisWeek}
          </Figure>
        </dl>
        <WeekChart series={week.series} />
        <p className={styles['zone']}>{t('clinician.figures.zone', { zone: week.timeZone })}</p>
      </div>
      {rows === 'answers' && <AnswerRows inbox={inbox} onClose={() => setRows(null)} />}
      {rows === 'messages' && <MessageRows inbox={inbox} onClose={() => setRows(null)} />}
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
  onShow: () => void;
  children: ReactNode;
}) {
  return (
    <div className={styles['figure']} data-wide={wide || undefined}>
      <dt>
        <button type="button" onClick={onShow}>
          {name}
        </button>
      </dt>
      <dd>
        <strong>{children}</strong>
        <p>{how}</p>
      </dd>
    </div>
  );
}
