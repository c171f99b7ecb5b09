// Delivers a broadcast set by set, each in one commit, so that a kill at any point leaves nobody out and nobody told twice.
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../db/transact.ts';
import { appendToOutbox } from '../../outbox/append.ts';
import { announce } from '../messages/announce.ts';
import { findOverdueBroadcasts, findUnfinishedBroadcast } from './broadcast.store.ts';
import type { UnfinishedBroadcast } from './broadcast.store.ts';
import { openBroadcast } from './broadcast.view.ts';
import { completeBroadcast, settleRecipients, takeRecipients } from './recipient.store.ts';

const largestSet = 200;

/** Until nobody waits whom no other process works on. @throws when a set could not be stored; trying again is safe. */
export async function deliverBroadcast(deps: Deps, id: string): Promise<void> {
  const broadcast = await findUnfinishedBroadcast(deps.db, id);
  if (!broadcast) return;
  const text = openBroadcast(deps.vault, broadcast);
  for (;;) {
    const count = await deps.db.transact((tx) => deliverSet(deps, tx, broadcast, text));
    deps.doorbell.ring();
    if (count === 0) return;
  }
}

/** What no job finished within seconds: its worker was killed, or a database came back without its jobs. */
export async function deliverOverdue(deps: Deps): Promise<void> {
  const before = new Date(deps.clock().getTime() - 5_000);
  for (const id of await findOverdueBroadcasts(deps.db, before)) await deliverBroadcast(deps, id);
}

async function deliverSet(
  deps: Deps,
  tx: Tx,
  broadcast: UnfinishedBroadcast,
  text: { subject: string | null; body: string },
): Promise<number> {
  const now = deps.clock();
  const recipientIds = await takeRecipients(tx, broadcast.id, largestSet);
  if (recipientIds.length > 0) {
    const inCare = broadcast.audience === 'my_patients' || broadcast.audience === 'chosen_patients';
    const sent = await announce(
      deps,
      tx,
      { ...text, authorId: broadcast.author_id, broadcastId: broadcast.id, inCare },
      recipientIds,
    );
    await settleRecipients(
      tx,
      broadcast.id,
      recipientIds.map((accountId) => ({ accountId, messageId: sent.get(accountId) ?? null })),
    );
  }
  const completed = await completeBroadcast(tx, broadcast.id, now);
  if (recipientIds.length > 0 || completed) {
    const detail = { id: broadcast.id, completed };
    await appendToOutbox(tx, now, [{ type: 'broadcast.progressed', accountId: broadcast.author_id, detail }]);
  }
  return recipientIds.length;
}
