// The house in figures, every one counted now from what is stored.
import type { readAdminAnalytics as endpoint } from '../../../contract/analytics.ts';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { findHouse } from './analytics.store.ts';
import { reportWindows } from './report-windows.ts';

/** `windows` are those of this process, which are known without waiting for the next report. */
export async function readAdminAnalytics(deps: Deps, actor: Actor, windows: number): Promise<ReplyOf<typeof endpoint>> {
  await reportWindows(deps, windows);
  const now = deps.clock();
  const [row] = await deps.db.transact((tx) =>
    Promise.all([
      findHouse(tx, actor.accountId, now),
      appendAudit(deps, tx, [{ actorId: actor.accountId, source: actor, action: 'admin_analytics.read' }]),
    ]),
  );
  return {
    computedAt: now.toISOString(),
    timeZone: row.time_zone,
    totalMessages: row.total_messages,
    activeConversations: row.active_conversations,
    last24Hours: row.last_24_hours,
    failedSends: row.failed_sends,
    queue: row.queue,
    connectedNow: row.connected_now,
    series: row.series,
  };
}
