// Puts changed receipts into the outbox, one row per conversation.
import type { Tx } from '../../db/transact.ts';
import { appendToOutbox } from '../../outbox/append.ts';

export async function announceReceipts(
  tx: Tx,
  accountId: string,
  change: 'delivered' | 'read',
  changed: ReadonlyMap<string, readonly number[]>,
  at: Date,
): Promise<void> {
  const rows = [...changed]
    .filter(([, seqs]) => seqs.length > 0)
    .map(([conversationId, seqs]) => ({
      type: 'receipt.changed' as const,
      conversationId,
      accountId,
      detail: { change, seqs, at: at.toISOString() },
    }));
  await appendToOutbox(tx, at, rows);
}
