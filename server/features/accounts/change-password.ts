// A new password: every other session ends and this one is replaced by a fresh one.
import type { BodyOf } from '../../../contract/endpoint.ts';
import type { changePassword as endpoint } from '../../../contract/accounts.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import { Refusal } from '../../refusal.ts';
import { closePasswordLinks } from '../password-links/close-links.ts';
import { endAllSessions, endOneSession } from '../sessions/end-sessions.ts';
import type { SessionDeps, Visit } from '../sessions/open-session.ts';
import { openSession } from '../sessions/open-session.ts';
import { updatePasswordHash } from './account.store.ts';
import { viewMe } from './account.view.ts';
import { checkPassword } from './check-password.ts';
import { hashPassword } from './password-hash.ts';
import { refusePassword } from './password.policy.ts';
import type { SignedIn } from './sign-in.ts';

export async function changePassword(
  deps: SessionDeps,
  visit: Visit,
  actor: Actor,
  given: BodyOf<typeof endpoint>,
): Promise<SignedIn> {
  const own = await checkPassword(deps, actor.accountId, given.currentPassword);
  const refused = refusePassword(given.newPassword, own.username);
  if (refused) throw new Refusal(refused);
  const after = await hashPassword(given.newPassword);
  const signedIn = await deps.db.transact(async (tx) => {
    const account = await updatePasswordHash(tx, own.id, own.password_hash, after);
    if (!account) throw new Refusal('password_wrong');
    // Signed out in another window at this very moment: that stays true.
    if (!(await endOneSession(tx, deps.clock(), own.id, actor.sessionId))) throw new Refusal('unauthenticated');
    const ended = await endAllSessions(tx, deps.clock(), own.id);
    await closePasswordLinks(tx, own.id, deps.clock());
    const session = await openSession(tx, deps, { ...visit, actor: null }, own.id);
    await appendAudit(deps, tx, [
      {
        actorId: own.id,
        source: visit,
        action: 'account.password_changed',
        subjectKind: 'account',
        subjectId: own.id,
        detail: { otherSessionsEnded: ended },
      },
    ]);
    return { ...session, account: viewMe(account) };
  });
  deps.sessions.forgetAccount(own.id);
  deps.doorbell.ring();
  return signedIn;
}
