// The app works: from now on a sign-in needs a code, and whoever is signed in elsewhere without one is signed out.
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import { Refusal } from '../../refusal.ts';
import { claimCheck } from '../accounts/sign-in-throttle.ts';
import { endAllSessions } from '../sessions/end-sessions.ts';
import type { SessionDeps } from '../sessions/open-session.ts';
import { hashRecoveryCode, makeRecoveryCode, takeCode } from './codes.ts';
import { lockTotp, lockTwoFactorState, turnTwoFactorOn } from './two-factor.store.ts';

const codesAtOnce = 10;

export async function confirmTotp(deps: SessionDeps, actor: Actor, code: string): Promise<{ recoveryCodes: string[] }> {
  const { accountId } = actor;
  const claim = await claimCheck(deps, 'code', accountId);
  const recoveryCodes = Array.from({ length: codesAtOnce }, makeRecoveryCode);
  await deps.db.transact(async (tx) => {
    const { is_on: isOn } = await lockTwoFactorState(tx, accountId);
    if (isOn) throw new Refusal('totp_on');
    if (!(await lockTotp(tx, accountId))) throw new Refusal('totp_not_started');
    if (!(await takeCode(deps, tx, accountId, code))) throw new Refusal('code_wrong');
    const hashes = recoveryCodes.map((one) => hashRecoveryCode(deps, accountId, one));
    await turnTwoFactorOn(tx, accountId, deps.clock(), hashes);
    const otherSessionsEnded = await endAllSessions(tx, deps.clock(), accountId, actor.sessionId);
    await appendAudit(deps, tx, [
      {
        actorId: accountId,
        source: actor,
        action: 'account.two_factor_on',
        subjectKind: 'account',
        subjectId: accountId,
        detail: { otherSessionsEnded },
      },
    ]);
  });
  await claim.succeeded();
  deps.sessions.forgetAccount(accountId);
  deps.doorbell.ring();
  return { recoveryCodes };
}
