// Joining a group by invitation, or declining; the same answer twice changes nothing.
import type { Conversation } from '../../../contract/messages.ts';
import type { Actor } from '../../actor.ts';
import type { Tx } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { postNotices } from '../messages/post-notices.ts';
import { readConversation } from '../messages/read-conversation.ts';
import { insertMembers, lockConversationOfGroup } from './group.store.ts';
import { endInvitation, findOutcome } from './invitation.store.ts';
import { recordGroup } from './record-group.ts';

export async function answerInvitation(
  deps: Deps,
  actor: Actor,
  conversationId: string,
  accept: boolean,
): Promise<{ conversation: Conversation | null }> {
  const { accountId } = actor;
  const answer = accept ? 'accepted' : 'declined';
  const conversation = await deps.db.transact(async (tx) => {
    const [, outcome] = await Promise.all([
      lockConversationOfGroup(tx, conversationId),
      findOutcome(tx, conversationId, accountId),
    ]);
    if (outcome !== null && outcome !== answer)
      throw new Refusal('invitation_not_found', { subjectId: conversationId });
    if (outcome === null) {
      const at = deps.clock();
      // A block or the end of the care link may withdraw it between the two statements.
      if (!(await endInvitation(tx, conversationId, accountId, answer, at)))
        throw new Refusal('invitation_not_found', { subjectId: conversationId });
      if (accept) await join(deps, tx, actor, conversationId, at);
      await recordGroup(deps, tx, actor, conversationId, at, [{ verb: `invitation_${answer}`, accountId }]);
    }
    return accept ? readJoined(deps, tx, actor, conversationId) : null;
  });
  deps.doorbell.ring();
  return { conversation };
}

async function join(deps: Deps, tx: Tx, actor: Actor, conversationId: string, at: Date): Promise<void> {
  await insertMembers(tx, conversationId, [actor.accountId], at);
  await postNotices(deps, tx, actor, conversationId, at, [{ kind: 'joined', aboutId: actor.accountId }]);
}

/** Whoever has left since cannot come back by an old invitation. */
function readJoined(deps: Deps, tx: Tx, actor: Actor, conversationId: string): Promise<Conversation> {
  return readConversation(deps, tx, actor, conversationId).catch((error: unknown) => {
    if (error instanceof Refusal) throw new Refusal('invitation_not_found', { subjectId: conversationId });
    throw error;
  });
}
