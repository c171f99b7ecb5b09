// Hides a message for one person alone; repeating it changes nothing.
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { appendToOutbox } from '../../outbox/append.ts';
import { Refusal } from '../../refusal.ts';
import { findMyMessage, hideMessage } from './receipt.store.ts';

export async function deleteMessage(deps: Deps, actor: Actor, messageId: string): Promise<void> {
  const { accountId } = actor;
  await deps.db.transact(async (tx) => {
    const message = await findMyMessage(tx, accountId, messageId);
    if (!message) throw new Refusal('message_not_found', { subjectId: messageId });
    const at = deps.clock();
    if (!(await hideMessage(tx, accountId, messageId, message.mine, at))) return;
    await Promise.all([
      appendToOutbox(tx, at, [
        { type: 'message.deleted', conversationId: message.conversation_id, messageId, accountId },
      ]),
      appendAudit(deps, tx, [
        { actorId: accountId, source: actor, action: 'message.deleted', subjectKind: 'message', subjectId: messageId },
      ]),
    ]);
  });
  deps.doorbell.ring();
}
