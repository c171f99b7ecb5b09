// A page of a conversation for one of its members; what was shown counts as delivered, and the look is audited.
import type { ReplyOf } from '../../../contract/endpoint.ts';
import type { readThread as endpoint } from '../../../contract/messages.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Tx } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { announceReceipts } from './announce-receipts.ts';
import { findConversation } from './conversation.store.ts';
import { viewConversation } from './conversation.view.ts';
import { viewMessage } from './message.view.ts';
import { markDelivered } from './receipt.store.ts';
import { findFirstUnreadId, findSeqOf, findThreadPage } from './thread.store.ts';

export async function readThread(
  deps: Deps,
  actor: Actor,
  conversationId: string,
  query: { before?: string | undefined; after?: string | undefined; limit: number },
): Promise<ReplyOf<typeof endpoint>> {
  const { accountId } = actor;
  const found = await deps.db.transact(async (tx) => {
    const [conversation, anchor] = await Promise.all([
      findConversation(tx, accountId, conversationId),
      findAnchor(tx, accountId, conversationId, query.before ?? query.after),
    ]);
    if (!conversation) throw new Refusal('conversation_not_found', { subjectId: conversationId });
    const place = anchor === null ? null : query.before ? { before: anchor } : { after: anchor };
    const [rows, firstUnreadId] = await Promise.all([
      findThreadPage(tx, accountId, conversationId, place, query.limit + 1),
      findFirstUnreadId(tx, accountId, conversationId),
      appendAudit(deps, tx, [
        {
          actorId: accountId,
          source: actor,
          action: 'conversation.read',
          subjectKind: 'conversation',
          subjectId: conversationId,
        },
      ]),
    ]);
    const arrived = rows
      .filter((row) => row.sender_id !== accountId && row.delivered_at === null)
      .map((row) => ({ account_id: accountId, message_id: row.id }));
    if (arrived.length > 0) {
      const at = deps.clock();
      await announceReceipts(tx, 'delivered', await markDelivered(tx, arrived, at), at);
    }
    return { conversation, rows, firstUnreadId, announced: arrived.length > 0 };
  });
  if (found.announced) deps.doorbell.ring();

  const { conversation, firstUnreadId } = found;
  const more = found.rows.length > query.limit;
  const forwards = query.after !== undefined;
  // The extra row that tells whether there is more stands at the far end.
  const rows = !more ? found.rows : forwards ? found.rows.slice(0, -1) : found.rows.slice(1);
  return {
    conversation: viewConversation(deps.vault, conversation, actor),
    items: rows.map((row) => viewMessage(deps.vault, row, accountId)),
    firstUnreadId,
    nextBefore: forwards ? (rows[0]?.id ?? null) : more ? rows[0]!.id : null,
    nextAfter: forwards ? (more ? rows.at(-1)!.id : null) : query.before ? (rows.at(-1)?.id ?? null) : null,
  };
}

async function findAnchor(
  tx: Tx,
  accountId: string,
  conversationId: string,
  messageId: string | undefined,
): Promise<number | null> {
  if (messageId === undefined) return null;
  const seq = await findSeqOf(tx, accountId, conversationId, messageId);
  if (seq === undefined) throw new Refusal('message_not_found', { subjectId: messageId });
  return seq;
}
