// Puts a new password in place of whatever there was: all sessions end and failed attempts are forgiven.
import type { Tx } from '../../db/transact.ts';
import { Refusal } from '../../refusal.ts';
import { endAllSessions } from '../sessions/end-sessions.ts';
import type { SessionDeps } from '../sessions/open-session.ts';
import { replacePasswordHash } from './account.store.ts';
import { hashPassword } from './password-hash.ts';
import { refusePassword } from './password.policy.ts';
import { forgiveAttempts } from './sign-in-throttle.ts';

/**
 * @param also runs in the same transaction and may refuse
 * @throws Refusal `password_too_common`, `overloaded`
 */
export async function choosePassword(
  deps: SessionDeps,
  account: { id: string; username: string; email: string | null },
  password: string,
  also: (tx: Tx, sessionsEnded: number) => Promise<void>,
): Promise<void> {
  const refused = refusePassword(password, account.username);
  if (refused) throw new Refusal(refused);
  const hash = await hashPassword(password);
  await deps.db.transact(async (tx) => {
    await replacePasswordHash(tx, account.id, hash);
    await also(tx, await endAllSessions(tx, deps.clock(), account.id));
    await forgiveAttempts(deps, tx, account);
  });
  deps.sessions.forgetAccount(account.id);
  deps.doorbell.ring();
}
