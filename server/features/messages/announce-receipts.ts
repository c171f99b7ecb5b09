// Puts changed receipts into the outbox, one row per account and conversation.
import type { Tx } from '../../db/transact.ts';
import { appendToOutbox } from '../../outbox/append.ts';
import type { ChangedReceipts } from './receipt.store.ts';

export async function announceReceipts(
  tx: Tx,
  change: 'delivered' | 'read',
  changed: readonly ChangedReceipts[],
  at: Date,
): Promise<void> {
  const rows = changed
    .filter(({ seqs }) => seqs.length > 0)
    .map(({ conversationId, accountId, seqs }) => ({
      type: 'receipt.changed' as const,
      conversationId,
      accountId,
      detail: { change, seqs, at: at.toISOString() },
    }));
  await appendToOutbox(tx, at, rows);
}
