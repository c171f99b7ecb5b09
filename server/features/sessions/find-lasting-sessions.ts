// Which of many sessions go on: one statement, however many windows are open.
import type { Deps } from '../../deps.ts';
import { findUsableAmong } from './session.store.ts';

export function findLastingSessions(
  deps: Pick<Deps, 'db' | 'clock' | 'config'>,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const now = deps.clock();
  return findUsableAmong(deps.db, ids, now, new Date(now.getTime() - deps.config.sessionIdleMs));
}
