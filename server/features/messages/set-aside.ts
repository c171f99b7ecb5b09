// What a member decides about a conversation for themselves alone: to put it away, and to hear nothing of it.
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { appendToOutbox } from '../../outbox/append.ts';
import { Refusal } from '../../refusal.ts';
import { updateAside } from './conversation.store.ts';
import { findMyMessage } from './receipt.store.ts';

/** By a message that the member can see. */
export async function archiveMessage(deps: Deps, actor: Actor, messageId: string, archived: boolean): Promise<void> {
  const message = await findMyMessage(deps.db, actor.accountId, messageId);
  if (!message) throw new Refusal('message_not_found', { subjectId: messageId });
  await setAside(deps, actor, message.conversation_id, 'archived', archived);
}

/** Repeating it changes nothing and is not told again. */
export async function setAside(
  deps: Deps,
  actor: Actor,
  conversationId: string,
  how: 'archived' | 'muted',
  on: boolean,
): Promise<void> {
  const { accountId } = actor;
  await deps.db.transact(async (tx) => {
    const at = deps.clock();
    const changed = await updateAside(tx, how, conversationId, accountId, on ? at : null);
    if (changed === null) throw new Refusal('conversation_not_found', { subjectId: conversationId });
    if (!changed) return;
    await Promise.all([
      appendToOutbox(tx, at, [
        {
          type: `conversation.${how}`,
          conversationId,
          accountId,
          detail: { [`${how}At`]: on ? at.toISOString() : null },
        },
      ]),
      appendAudit(deps, tx, [
        {
          actorId: accountId,
          source: actor,
          action: `conversation.${on ? '' : 'un'}${how}`,
          subjectKind: 'conversation',
          subjectId: conversationId,
        },
      ]),
    ]);
  });
  deps.doorbell.ring();
}
