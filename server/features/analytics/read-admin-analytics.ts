// The house in figures, every one counted now from what is stored. A page that stays open asks again and again.
import type { readAdminAnalytics as endpoint } from '../../../contract/analytics.ts';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import type { Actor } from '../../actor.ts';
import { auditLook } from '../../audit/look.ts';
import type { Deps } from '../../deps.ts';
import { findHouse } from './analytics.store.ts';
import { reportWindows } from './report-windows.ts';

/** `windows` are those of this process, which are known without waiting for the next report. */
export async function readAdminAnalytics(deps: Deps, actor: Actor, windows: number): Promise<ReplyOf<typeof endpoint>> {
  await reportWindows(deps, windows);
  await auditLook(deps, actor, 'admin_analytics.read');
  const now = deps.clock();
  const row = await findHouse(deps.db, actor.accountId, now);
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
