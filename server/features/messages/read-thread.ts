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

interface Query {
  before?: string | undefined;
  after?: string | undefined;
  around?: string | undefined;
  limit: number;
}

export async function readThread(
  deps: Deps,
  actor: Actor,
  conversationId: string,
  { before, after, around, limit }: Query,
): Promise<ReplyOf<typeof endpoint>> {
  const { accountId } = actor;
  const olderLimit = after ? 0 : around ? Math.ceil(limit / 2) : limit;
  const newerLimit = limit - olderLimit;
  const found = await deps.db.transact(async (tx) => {
    const [conversation, anchor] = await Promise.all([
      findConversation(tx, accountId, conversationId),
      findAnchor(tx, accountId, conversationId, before ?? after ?? around),
    ]);
    if (!conversation) throw new Refusal('conversation_not_found', { subjectId: conversationId });
    const olderThan = anchor === null ? null : { before: around ? anchor + 1 : anchor };
    // One row more than is shown tells whether there is more on that side.
    const [older, newer, firstUnreadId] = await Promise.all([
      after ? [] : findThreadPage(tx, accountId, conversationId, olderThan, olderLimit + 1),
      after || around ? findThreadPage(tx, accountId, conversationId, { after: anchor! }, newerLimit + 1) : [],
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
    const arrived = [...older, ...newer]
      .filter((row) => row.sender_id !== accountId && row.delivered_at === null)
      .map((row) => ({ account_id: accountId, message_id: row.id }));
    if (arrived.length > 0) {
      const at = deps.clock();
      await announceReceipts(tx, 'delivered', await markDelivered(tx, arrived, at), at);
    }
    return { conversation, older, newer, firstUnreadId, announced: arrived.length > 0 };
  });
  if (found.announced) deps.doorbell.ring();

  const { conversation, older, newer, firstUnreadId } = found;
  const rows = [...older.slice(-olderLimit), ...newer.slice(0, newerLimit)];
  const first = rows[0]?.id ?? null;
  const last = rows.at(-1)?.id ?? null;
  return {
    conversation: viewConversation(deps.vault, conversation, actor),
    items: rows.map((row) => viewMessage(deps.vault, row, accountId)),
    firstUnreadId,
    nextBefore: after || older.length > olderLimit ? first : null,
    nextAfter: before || newer.length > newerLimit ? last : null,
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
