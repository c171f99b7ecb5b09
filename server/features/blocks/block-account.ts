// Blocks somebody, wholly before or wholly after whatever is being sent between the two.
import type { Block } from '../../../contract/blocks.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { appendToOutbox } from '../../outbox/append.ts';
import { Refusal } from '../../refusal.ts';
import { accountKey } from '../../vault/account-keys.ts';
import { withdrawInvitationsBetween } from '../groups/withdraw-invitations.ts';
import { holdDirect } from '../messages/hold-direct.ts';
import { needsReason, refuseToBlock } from './block.policy.ts';
import { findBlock, findBlockable, insertBlock, updateReason } from './block.store.ts';
import { reasonPlace, viewPerson } from './block.view.ts';

export async function blockAccount(deps: Deps, actor: Actor, accountId: string, reason: string | null): Promise<Block> {
  const made = await deps.db.transact(async (tx) => {
    const person = await findBlockable(tx, actor, accountId);
    const refusal = refuseToBlock(actor, person);
    if (refusal || !person) throw new Refusal(refusal ?? 'account_not_found', { subjectId: accountId });
    if (!reason && needsReason(actor, person)) {
      const issues = [{ path: 'body.reason', message: 'is needed when a clinician blocks a patient' }];
      throw new Refusal('invalid_input', { issues });
    }
    await holdDirect(deps, tx, actor.accountId, accountId);
    const at = deps.clock();
    const before = await findBlock(tx, actor.accountId, accountId);
    if (!before) await insertBlock(tx, deps.newId(), actor.accountId, accountId, at);
    const block = before ?? (await findBlock(tx, actor.accountId, accountId))!;
    const sealed = reason
      ? deps.vault.seal(
          await accountKey(tx, deps.vault, actor.accountId),
          reasonPlace(actor.accountId, block.id),
          reason,
        )
      : null;
    await updateReason(tx, block.id, sealed);
    if (!before) {
      await withdrawInvitationsBetween(deps, tx, actor, actor.accountId, accountId, at);
      const detail = { accountId, blocked: true };
      await appendToOutbox(tx, at, [{ type: 'block.changed', accountId: actor.accountId, detail }]);
    }
    await appendAudit(deps, tx, [
      {
        actorId: actor.accountId,
        source: actor,
        action: 'account.blocked',
        subjectKind: 'account',
        subjectId: accountId,
        detail: { withReason: reason !== null },
      },
    ]);
    return { person: viewPerson(person), reason, blockedAt: block.blocked_at.toISOString() };
  });
  deps.doorbell.ring();
  return made;
}
