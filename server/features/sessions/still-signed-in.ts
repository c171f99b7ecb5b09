// Whether what takes long may go on: the session has not ended since, nor has the role.
import type { Actor } from '../../actor.ts';
import type { Queries } from '../../db/transact.ts';
import { findSessionRole } from './session.store.ts';

export async function isStillSignedIn(db: Queries, actor: Actor): Promise<boolean> {
  return (await findSessionRole(db, actor.sessionId)) === actor.role;
}
