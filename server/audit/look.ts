// Records that somebody looked at a list, once for a while and not at every key that was pressed.
import { LRUCache } from 'lru-cache';
import type { Actor } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { appendAudit } from './append.ts';

/** The same look of the same session is one entry in ten minutes and process. */
const sameLookMs = 10 * 60_000;
const recorded = new LRUCache<string, number>({ max: 50_000 });

/** Before anything is shown. `detail` holds ids, counts and codes only: never what was typed. */
export async function auditLook(
  deps: Pick<Deps, 'db' | 'clock' | 'newId'>,
  actor: Actor,
  action: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const key = JSON.stringify([actor.sessionId, action, detail]);
  const now = deps.clock().getTime();
  const before = recorded.get(key);
  if (before !== undefined && Math.abs(now - before) < sameLookMs) return;
  await deps.db.transact((tx) => appendAudit(deps, tx, [{ actorId: actor.accountId, source: actor, action, detail }]));
  recorded.set(key, now);
}
