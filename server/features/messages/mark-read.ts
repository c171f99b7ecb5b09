// Marks a conversation up to a message, or one message, as read; answers with what is left unread.
import type { UnreadCount } from '../../../contract/messages.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { AuditEntry } from '../../audit/append.ts';
import type { Tx } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { announceReceipts } from './announce-receipts.ts';
import { findConversation } from './conversation.store.ts';
import { countUnread, findMyMessage, markOneRead, markReadUpTo } from './receipt.store.ts';
import { findSeqOf } from './thread.store.ts';

export async function markConversationRead(
  deps: Deps,
  actor: Actor,
  conversationId: string,
  upTo: string,
): Promise<UnreadCount> {
  return marking(deps, actor, { subjectKind: 'conversation', subjectId: conversationId }, async (tx, at) => {
    const seq = await findSeqOf(tx, actor.accountId, conversationId, upTo);
    if (seq === undefined) {
      const conversation = await findConversation(tx, actor.accountId, conversationId);
      throw conversation
        ? new Refusal('message_not_found', { subjectId: upTo })
        : new Refusal('conversation_not_found', { subjectId: conversationId });
    }
    return { conversationId, seqs: await markReadUpTo(tx, actor.accountId, conversationId, seq, at) };
  });
}

export async function markMessageRead(deps: Deps, actor: Actor, messageId: string): Promise<UnreadCount> {
  return marking(deps, actor, { subjectKind: 'message', subjectId: messageId }, async (tx, at) => {
    const message = await findMyMessage(tx, actor.accountId, messageId);
    if (!message) throw new Refusal('message_not_found', { subjectId: messageId });
    return { conversationId: message.conversation_id, seqs: await markOneRead(tx, actor.accountId, messageId, at) };
  });
}

async function marking(
  deps: Deps,
  actor: Actor,
  subject: Pick<AuditEntry, 'subjectKind' | 'subjectId'>,
  mark: (tx: Tx, at: Date) => Promise<{ conversationId: string; seqs: number[] }>,
): Promise<UnreadCount> {
  const left = await deps.db.transact(async (tx) => {
    const at = deps.clock();
    const { conversationId, seqs } = await mark(tx, at);
    const [, , count] = await Promise.all([
      announceReceipts(tx, 'read', [{ conversationId, accountId: actor.accountId, seqs }], at),
      seqs.length > 0
        ? appendAudit(deps, tx, [
            {
              actorId: actor.accountId,
              source: actor,
              action: 'message.read',
              ...subject,
              detail: { conversationId, count: seqs.length },
            },
          ])
        : undefined,
      countUnread(tx, actor.accountId),
    ]);
    return count;
  });
  deps.doorbell.ring();
  return left;
}
