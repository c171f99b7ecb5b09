// Adds people to a group; whoever is in it or invited already stays as they are.
import type { Member } from '../../../contract/groups.ts';
import type { Actor } from '../../actor.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { postNotices } from '../messages/post-notices.ts';
import { admissions, admit, chooseNewcomers } from './admit.ts';
import { enterGroup } from './enter-group.ts';
import { isStaff, refuseToChange } from './group.policy.ts';
import { viewMember } from './group.view.ts';
import { findMembersOf } from './member.store.ts';
import { recordGroup } from './record-group.ts';

export async function addMembers(
  deps: Deps,
  actor: Actor,
  id: string,
  memberIds: readonly string[],
): Promise<{ items: Member[] }> {
  const rows = await deps.db.transact(async (tx) => {
    const group = await enterGroup(tx, actor, id);
    const refused = refuseToChange(actor, group);
    if (refused) throw new Refusal(refused, { subjectId: id });
    const newcomers = await chooseNewcomers(tx, actor, group, memberIds);
    const at = deps.clock();
    const [, , , found] = await Promise.all([
      admit(tx, actor, id, newcomers, at),
      postNotices(
        deps,
        tx,
        actor,
        id,
        at,
        newcomers.joining.map((aboutId) => ({ kind: 'joined', aboutId })),
      ),
      recordGroup(deps, tx, actor, id, at, admissions(newcomers)),
      findMembersOf(tx, actor.accountId, id, isStaff(actor.role)),
    ]);
    return found;
  });
  deps.doorbell.ring();
  return { items: rows.map(viewMember) };
}
