// Reacts to a message in one's own name where one may write, or takes that back; all who see the message see it at once.
import type { Reaction, ReactionKind } from '../../../contract/reactions.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { appendToOutbox } from '../../outbox/append.ts';
import { Refusal } from '../../refusal.ts';
import { findConversation } from './conversation.store.ts';
import { roomOf } from './conversation.view.ts';
import { refuseToSend } from './message.policy.ts';
import { lockConversation } from './reach.store.ts';
import { deleteReaction, findReactions, putReaction } from './reaction.store.ts';
import { findVisibleMessages } from './thread.store.ts';

/** @param kind null takes the reaction back. */
export async function reactToMessage(
  deps: Deps,
  actor: Actor,
  messageId: string,
  kind: ReactionKind | null,
): Promise<{ reactions: Reaction[] }> {
  const { accountId } = actor;
  const reactions = await deps.db.transact(async (tx) => {
    const [message] = await findVisibleMessages(tx, accountId, [messageId]);
    const conversationId = message?.conversation_id;
    // As a send does: see `lockReach`. Taking back needs no lock, since nothing forbids it.
    if (conversationId && kind) await lockConversation(tx, conversationId);
    const conversation = conversationId && (await findConversation(tx, accountId, conversationId));
    if (!conversation || message.kind !== 'text') throw new Refusal('message_not_found', { subjectId: messageId });
    const refusal = kind && refuseToSend(actor, roomOf(conversation));
    if (refusal) throw new Refusal(refusal, { subjectId: messageId });
    const at = deps.clock();
    const changed = kind
      ? await putReaction(tx, messageId, accountId, kind, at)
      : await deleteReaction(tx, messageId, accountId);
    if (changed)
      await Promise.all([
        appendToOutbox(tx, at, [{ type: 'reactions.changed', conversationId: conversation.id, messageId, accountId }]),
        appendAudit(deps, tx, [
          {
            actorId: accountId,
            source: actor,
            action: kind ? 'reaction.given' : 'reaction.withdrawn',
            subjectKind: 'message',
            subjectId: messageId,
          },
        ]),
      ]);
    return findReactions(tx, messageId);
  });
  deps.doorbell.ring();
  return { reactions };
}
