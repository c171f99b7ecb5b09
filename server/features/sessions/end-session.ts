// A person ends a session of their own: this one (sign-out) or another one by its id.
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import { Refusal } from '../../refusal.ts';
import { endOneSession } from './end-sessions.ts';
import type { SessionDeps } from './open-session.ts';

export async function signOut(deps: SessionDeps, actor: Actor): Promise<void> {
  await end(deps, actor, actor.sessionId, 'session.signed_out');
}

export async function endSession(deps: SessionDeps, actor: Actor, sessionId: string): Promise<undefined> {
  if (!(await end(deps, actor, sessionId, 'session.ended'))) throw new Refusal('session_not_found');
}

async function end(deps: SessionDeps, actor: Actor, sessionId: string, action: string): Promise<boolean> {
  const ended = await deps.db.transact(async (tx) => {
    if (!(await endOneSession(tx, deps.clock(), actor.accountId, sessionId))) return false;
    await appendAudit(deps, tx, [
      { actorId: actor.accountId, source: actor, action, subjectKind: 'session', subjectId: sessionId },
    ]);
    return true;
  });
  deps.sessions.forget(sessionId);
  deps.doorbell.ring();
  return ended;
}
