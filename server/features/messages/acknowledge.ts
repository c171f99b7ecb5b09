// Devices have everything up to a number: the messages among it are delivered. A fixed number of statements for any number of accounts.
import type { Deps } from '../../deps.ts';
import { announceReceipts } from './announce-receipts.ts';
import { findUndelivered } from './audience.store.ts';
import { markDelivered } from './receipt.store.ts';

export async function acknowledge(deps: Deps, upTo: ReadonlyMap<string, number>): Promise<void> {
  const undelivered = await findUndelivered(deps.db, upTo);
  if (undelivered.length === 0) return;
  await deps.db.transact(async (tx) => {
    const at = deps.clock();
    await announceReceipts(tx, 'delivered', await markDelivered(tx, undelivered, at), at);
  });
  deps.doorbell.ring();
}
