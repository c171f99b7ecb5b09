// Leaving a group, removing somebody from it, or taking back an invitation; repeating it changes nothing.
import type { Actor } from '../../actor.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { postNotices } from '../messages/post-notices.ts';
import { enterGroup } from './enter-group.ts';
import { refuseToRemove } from './group.policy.ts';
import { endMembership, wasInGroup } from './group.store.ts';
import { endInvitation } from './invitation.store.ts';
import { recordGroup } from './record-group.ts';

export async function removeMember(deps: Deps, actor: Actor, id: string, accountId: string): Promise<void> {
  const myself = accountId === actor.accountId;
  await deps.db.transact(async (tx) => {
    const group = await enterGroup(tx, actor, id);
    const refused = refuseToRemove(actor, group, accountId);
    if (refused) throw new Refusal(refused, { subjectId: accountId });
    const at = deps.clock();
    if (await endMembership(tx, id, accountId, at)) {
      await Promise.all([
        postNotices(deps, tx, actor, id, at, [{ kind: myself ? 'left' : 'removed', aboutId: accountId }]),
        recordGroup(deps, tx, actor, id, at, [{ verb: myself ? 'member_left' : 'member_removed', accountId }]),
      ]);
    } else if (await endInvitation(tx, id, accountId, 'withdrawn', at)) {
      await recordGroup(deps, tx, actor, id, at, [{ verb: 'invitation_withdrawn', accountId }]);
    } else if (!(await wasInGroup(tx, id, accountId))) {
      throw new Refusal('member_not_found', { subjectId: accountId });
    }
  });
  deps.doorbell.ring();
}
