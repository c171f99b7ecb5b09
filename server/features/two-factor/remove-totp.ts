// No second step any more: its owner proves both steps once again, or an admin helps somebody who lost the app and the codes.
import type { BodyOf } from '../../../contract/endpoint.ts';
import type { removeTotp as endpoint } from '../../../contract/two-factor.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Tx } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { checkPassword } from '../accounts/check-password.ts';
import { claimCheck } from '../accounts/sign-in-throttle.ts';
import type { SessionDeps } from '../sessions/open-session.ts';
import { takeCode } from './codes.ts';
import { deleteTwoFactor, lockTwoFactorState } from './two-factor.store.ts';

export async function removeTotp(deps: SessionDeps, actor: Actor, given: BodyOf<typeof endpoint>): Promise<undefined> {
  await checkPassword(deps, actor.accountId, given.currentPassword);
  const claim = await claimCheck(deps, 'code', actor.accountId);
  await deps.db.transact(async (tx) => {
    const { is_on: isOn } = await lockTwoFactorState(tx, actor.accountId);
    if (!isOn) throw new Refusal('totp_not_started');
    if (!(await takeCode(deps, tx, actor.accountId, given.code))) throw new Refusal('code_wrong');
    await removeTwoFactor(deps, tx, actor, actor.accountId);
  });
  await claim.succeeded();
  deps.doorbell.ring();
}

/** Part of the caller's commit. */
export async function removeTwoFactor(deps: Deps, tx: Tx, actor: Actor, accountId: string): Promise<void> {
  if (!(await deleteTwoFactor(tx, accountId))) return;
  await appendAudit(deps, tx, [
    {
      actorId: actor.accountId,
      source: actor,
      action: 'account.two_factor_off',
      subjectKind: 'account',
      subjectId: accountId,
    },
  ]);
}
