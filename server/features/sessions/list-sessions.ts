// The sessions of a person that still let somebody in.
import type { Session } from '../../../contract/accounts.ts';
import type { Actor } from '../../actor.ts';
import type { Deps } from '../../deps.ts';
import { findUsableSessions } from './session.store.ts';
import { viewSession } from './session.view.ts';

export async function listSessions(
  deps: Pick<Deps, 'db' | 'clock' | 'config'>,
  actor: Actor,
): Promise<{ items: Session[] }> {
  const now = deps.clock();
  const seenAfter = new Date(now.getTime() - deps.config.sessionIdleMs);
  const rows = await findUsableSessions(deps.db, actor.accountId, now, seenAfter);
  return { items: rows.map((row) => viewSession(row, actor.sessionId)) };
}
