// Holds still what two people may send each other until the commit, though they never wrote to each other.
import type { Tx } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { insertDirectConversations, lockDirectConversation } from './reach.store.ts';

/** The order of locks is that of a send: see `lockReach`. A conversation made here is empty, and no list shows it. */
export async function holdDirect(deps: Deps, tx: Tx, accountId: string, peerId: string): Promise<void> {
  if (await lockDirectConversation(tx, accountId, peerId)) return;
  const id = deps.newId();
  const made = { id, startedBy: accountId, peerId, dataKey: deps.vault.makeDataKey(id) };
  await insertDirectConversations(tx, [made], deps.clock());
  await lockDirectConversation(tx, accountId, peerId);
}
