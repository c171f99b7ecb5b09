// A clinician's week in figures, every one counted now from what is stored.
import type { readClinicianAnalytics as endpoint } from '../../../contract/analytics.ts';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { countCare } from '../patients/count-care.ts';
import { findWeek } from './week.store.ts';

export async function readClinicianAnalytics(deps: Deps, actor: Actor): Promise<ReplyOf<typeof endpoint>> {
  const now = deps.clock();
  const [week, care] = await deps.db.transact((tx) =>
    Promise.all([
      findWeek(tx, actor.accountId, now),
      countCare(tx, actor.accountId),
      appendAudit(deps, tx, [{ actorId: actor.accountId, source: actor, action: 'clinician_analytics.read' }]),
    ]),
  );
  const sent = sum(week.series.map((day) => day.sent));
  const received = sum(week.series.map((day) => day.received));
  return {
    computedAt: now.toISOString(),
    timeZone: week.time_zone,
    responseTime: {
      averageSeconds: week.average_seconds,
      medianSeconds: week.median_seconds,
      answered: week.answered,
    },
    messages: {
      thisWeek: sent + received,
      sent,
      received,
      lastWeek: week.last_week,
      changePercent: percent(sent + received - week.last_week, week.last_week),
    },
    engagement: { wrote: week.wrote, inCare: care.inCare, percent: percent(week.wrote, care.inCare) },
    waitingNow: care.waiting,
    critical: care.critical,
    flagged: care.flagged,
    series: week.series,
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const percent = (part: number, whole: number) => (whole === 0 ? null : Math.round((1_000 * part) / whole) / 10);
