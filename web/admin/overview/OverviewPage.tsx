// How the service is doing: figures, checks, measurements, and the proof of the audit trail.
import { useTranslation } from 'react-i18next';
import { referenceOf } from '../../api/sentence.ts';
import { useUnread } from '../../conversation/queries.ts';
import { Page, Section, useTitle } from '../../kit/Page.tsx';
import { Go } from '../../kit/route.tsx';
import { Loading, WentWrong } from '../../kit/States.tsx';
import { clock } from '../../kit/When.tsx';
import { useAttended } from '../../kit/attended.ts';
import { count } from '../figures.ts';
import { AuditChain } from './AuditChain.tsx';
import { HealthChecks } from './HealthChecks.tsx';
import { useFigures, useHealth, useHistory } from './house.ts';
import type { Figures as HouseFigures } from './house.ts';
import { Measures } from './Measures.tsx';
import { Week } from './Week.tsx';
import styles from './Overview.module.css';

export function OverviewPage() {
  const { t } = useTranslation();
  useTitle(t('console.overview.title'), useUnread());
  const attended = useAttended();
  const figures = useFigures(attended);
  const health = useHealth(attended);
  const history = useHistory(attended);
  return (
    <Page title={t('console.overview.title')} lead={t('console.overview.lead')} wide>
      {!attended && <p role="status">{t('console.overview.paused')}</p>}
      {figures.data ? (
        <Figures figures={figures.data} />
      ) : figures.error ? (
        <WentWrong
          title={t('console.overview.figuresFailed')}
          reference={referenceOf(figures.error)}
          retry={() => void figures.refetch()}
        />
      ) : (
        <Loading rows={2} />
      )}
      <div className={styles['beside']}>
        {health.data ? (
          <HealthChecks health={health.data} />
        ) : health.error ? (
          <WentWrong
            title={t('console.overview.healthFailed')}
            reference={referenceOf(health.error)}
            retry={() => void health.refetch()}
          />
        ) : (
          <Loading rows={6} />
        )}
        <div className={styles['side']}>
          {figures.data && <Week figures={figures.data} />}
          <AuditChain />
        </div>
      </div>
      {health.data &&
        (history.data ? (
          <Measures health={health.data} history={history.data} />
        ) : history.error ? (
          <WentWrong
            title={t('console.overview.measuresFailed')}
            reference={referenceOf(history.error)}
            retry={() => void history.refetch()}
          />
        ) : (
          <Loading rows={4} />
        ))}
    </Page>
  );
}

const shown = ['connectedNow', 'last24Hours', 'activeConversations', 'totalMessages', 'queue', 'failedSends'] as const;

/** Where the rows of a figure are listed. */
const to: Partial<Record<(typeof shown)[number], string>> = {
  last24Hours: '/admin/messages',
  totalMessages: '/admin/messages',
};

function Figures({ figures }: { figures: HouseFigures }) {
  const { t } = useTranslation();
  return (
    <Section
      title={t('console.overview.figures')}
      about={t('console.overview.asOf', { time: clock(figures.computedAt) })}
    >
      <dl className={styles['figures']}>
        {shown.map((name) => (
          <div key={name} className={styles['card']}>
            <dt>
              {to[name] ? (
                <Go to={to[name]}>{t(`console.overview.figure.${name}`)}</Go>
              ) : (
                t(`console.overview.figure.${name}`)
              )}
            </dt>
            <dd>{count(figures[name])}</dd>
            <dd>{t(`console.overview.figure.${name}About`)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
