// Puts a conversation away for one member, or brings it back.
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { appendToOutbox } from '../../outbox/append.ts';
import { Refusal } from '../../refusal.ts';
import { updateArchived } from './conversation.store.ts';
import { findMyMessage } from './receipt.store.ts';

/** The same by a message that the member can see. */
export async function archiveMessage(deps: Deps, actor: Actor, messageId: string, archived: boolean): Promise<void> {
  const message = await findMyMessage(deps.db, actor.accountId, messageId);
  if (!message) throw new Refusal('message_not_found', { subjectId: messageId });
  await archiveConversation(deps, actor, message.conversation_id, archived);
}

export async function archiveConversation(
  deps: Deps,
  actor: Actor,
  conversationId: string,
  archived: boolean,
): Promise<void> {
  const { accountId } = actor;
  await deps.db.transact(async (tx) => {
    const at = deps.clock();
    const archivedAt = archived ? at : null;
    const changed = await updateArchived(tx, conversationId, accountId, archivedAt);
    if (changed === null) throw new Refusal('conversation_not_found', { subjectId: conversationId });
    if (!changed) return;
    await Promise.all([
      appendToOutbox(tx, at, [
        {
          type: 'conversation.archived',
          conversationId,
          accountId,
          detail: { archivedAt: archivedAt?.toISOString() ?? null },
        },
      ]),
      appendAudit(deps, tx, [
        {
          actorId: accountId,
          source: actor,
          action: archived ? 'conversation.archived' : 'conversation.unarchived',
          subjectKind: 'conversation',
          subjectId: conversationId,
        },
      ]),
    ]);
  });
  deps.doorbell.ring();
}
