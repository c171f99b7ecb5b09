// What the measurements of the house mean, one sentence a check.
import i18next from 'i18next';
import type { Health } from '../../../contract/administration.ts';
import { exactly } from '../../kit/When.tsx';
import { count, duration, size } from '../figures.ts';

const names = ['database', 'jobs', 'live', 'audit', 'mail', 'backup'] as const;
type Problem = Health['problems'][number];

export interface Check {
  name: (typeof names)[number];
  /** Empty when all is well. */
  problems: string[];
  /** What the clinic does without is neither in order nor wrong. */
  off: boolean;
  /** Said when nothing is wrong. */
  well: string;
}

const problemsOf: Record<Check['name'], Problem[]> = {
  database: ['database_slow'],
  jobs: ['jobs_late', 'jobs_failed'],
  live: ['live_late'],
  audit: ['audit_broken', 'audit_late'],
  mail: ['mail_failing'],
  backup: ['backup_missing'],
};

export function checksOf(health: Health): Check[] {
  return names.map((name) => ({
    name,
    problems: problemsOf[name].filter((one) => health.problems.includes(one)).map((one) => wrong(one, health)),
    off: name === 'mail' && !health.mail.configured,
    well: well(name, health),
  }));
}

function well(name: Check['name'], health: Health): string {
  const { t } = i18next;
  const { database, jobs, live, audit, mail, lastBackupAt } = health;
  switch (name) {
    case 'database':
      return t('console.overview.says.database', {
        time: duration(database.roundTripMs),
        version: database.version,
        size: size(database.bytes),
        open: count(database.connections.open),
      });
    case 'jobs':
      return t('console.overview.says.jobs', {
        later: t('console.overview.says.laterJobs', { count: jobs.later }),
      });
    case 'live':
      return t('console.overview.says.live', { count: live.windows, time: duration(live.relayLagMs) });
    case 'audit':
      return (
        t('console.overview.says.audit', { count: audit.waiting }) +
        (audit.last
          ? t('console.overview.says.auditWhole', { chained: count(audit.last.chained), when: exactly(audit.last.at) })
          : t('console.overview.says.auditNever'))
      );
    case 'mail':
      return t(mail.configured ? 'console.overview.says.mail' : 'console.overview.says.mailOff');
    case 'backup':
      return lastBackupAt ? t('console.overview.says.backup', { when: exactly(lastBackupAt) }) : '';
  }
}

function wrong(problem: Problem, health: Health): string {
  const { t } = i18next;
  const { database, jobs, live, audit, mail, lastBackupAt } = health;
  switch (problem) {
    case 'database_slow':
      return t('console.overview.says.database_slow', { time: duration(database.roundTripMs) });
    case 'jobs_late':
      return t('console.overview.says.jobs_late', { count: jobs.due, time: duration(jobs.oldestDueSeconds * 1_000) });
    case 'jobs_failed':
      return t('console.overview.says.jobs_failed', { count: jobs.failed });
    case 'live_late':
      return t('console.overview.says.live_late', { time: duration(live.relayLagMs) });
    case 'audit_late':
      return t('console.overview.says.audit_late', { waiting: count(audit.waiting) });
    case 'audit_broken':
      return t('console.overview.says.audit_broken', { count: audit.last?.findings ?? 0 });
    case 'mail_failing':
      return t('console.overview.says.mail_failing', { retrying: count(mail.retrying), givenUp: count(mail.givenUp) });
    case 'backup_missing':
      return lastBackupAt
        ? t('console.overview.says.backup_missing', { when: exactly(lastBackupAt) })
        : t('console.overview.says.backupNever');
  }
}
