// Who is in a group; clinicians and admins in it also see who is invited. The look is audited.
import type { Member } from '../../../contract/groups.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { isStaff } from './group.policy.ts';
import { viewMember } from './group.view.ts';
import { findMembersOf } from './member.store.ts';

export async function listMembers(deps: Deps, actor: Actor, id: string): Promise<{ items: Member[] }> {
  const rows = await deps.db.transact(async (tx) => {
    const [found] = await Promise.all([
      findMembersOf(tx, actor.accountId, id, isStaff(actor.role)),
      appendAudit(deps, tx, [
        {
          actorId: actor.accountId,
          source: actor,
          action: 'group.members_read',
          subjectKind: 'conversation',
          subjectId: id,
        },
      ]),
    ]);
    if (found.length === 0) throw new Refusal('conversation_not_found', { subjectId: id });
    return found;
  });
  return { items: rows.map(viewMember) };
}
