// Who among the members of conversations is a clinician or an admin: what is told of invitations is for them.
import type { Tx } from '../../db/transact.ts';
import { findStaff } from './group.store.ts';

export async function loadStaff(
  tx: Tx,
  conversationIds: readonly string[],
): Promise<(conversationId: string, accountId: string) => boolean> {
  const rows = conversationIds.length > 0 ? await findStaff(tx, conversationIds) : [];
  const staff = new Set(rows.map((row) => `${row.conversation_id} ${row.account_id}`));
  return (conversationId, accountId) => staff.has(`${conversationId} ${accountId}`);
}
