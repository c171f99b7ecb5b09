// Gives a group another name; members see that it was renamed and by whom.
import type { Conversation } from '../../../contract/messages.ts';
import type { Actor } from '../../actor.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { postNotices } from '../messages/post-notices.ts';
import { readConversation } from '../messages/read-conversation.ts';
import { enterGroup } from './enter-group.ts';
import { refuseToChange } from './group.policy.ts';
import { updateSubject } from './group.store.ts';
import { subjectPlace } from './group.view.ts';
import { findInvited } from './invitation.store.ts';
import { announceInvitations, recordGroup } from './record-group.ts';

export async function renameGroup(deps: Deps, actor: Actor, id: string, subject: string): Promise<Conversation> {
  const renamed = await deps.db.transact(async (tx) => {
    const group = await enterGroup(tx, actor, id);
    const refused = refuseToChange(actor, group);
    if (refused) throw new Refusal(refused, { subjectId: id });
    const before = deps.vault.open(group.dataKey, subjectPlace(id), group.subjectSealed);
    if (subject !== before) {
      const at = deps.clock();
      const [invited] = await Promise.all([
        findInvited(tx, id),
        updateSubject(tx, id, deps.vault.seal(group.dataKey, subjectPlace(id), subject)),
        postNotices(deps, tx, actor, id, at, [{ kind: 'renamed', aboutId: null }]),
        recordGroup(deps, tx, actor, id, at, [{ verb: 'renamed' }]),
      ]);
      await announceInvitations(tx, id, invited, at);
    }
    return readConversation(deps, tx, actor, id);
  });
  deps.doorbell.ring();
  return renamed;
}
