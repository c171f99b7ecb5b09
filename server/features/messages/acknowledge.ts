// A device of an account has everything up to a number: the messages among it are delivered.
import type { Deps } from '../../deps.ts';
import { announceReceipts } from './announce-receipts.ts';
import { findUndelivered } from './audience.store.ts';
import { markDelivered } from './receipt.store.ts';

export async function acknowledge(deps: Deps, accountId: string, upTo: number): Promise<void> {
  const messageIds = await findUndelivered(deps.db, accountId, upTo);
  if (messageIds.length === 0) return;
  await deps.db.transact(async (tx) => {
    const at = deps.clock();
    await announceReceipts(tx, accountId, 'delivered', await markDelivered(tx, accountId, messageIds, at), at);
  });
  deps.doorbell.ring();
}
