// From rows to what the author sees, and where the text is sealed.
import type { Broadcast } from '../../../contract/broadcasts.ts';
import type { Vault } from '../../vault/vault.ts';
import type { BroadcastRow } from './broadcast.store.ts';

/** Under a data key of the broadcast's own. */
export const broadcastPlace = (id: string, field: 'subject' | 'body') => ({ conversationId: id, rowId: id, field });

export function openBroadcast(
  vault: Vault,
  row: Pick<BroadcastRow, 'id' | 'data_key' | 'subject_sealed' | 'body_sealed'>,
): { subject: string | null; body: string } {
  const open = (field: 'subject' | 'body', sealed: Buffer) =>
    vault.open(row.data_key, broadcastPlace(row.id, field), sealed);
  return { subject: row.subject_sealed && open('subject', row.subject_sealed), body: open('body', row.body_sealed) };
}

export function viewBroadcast(vault: Vault, row: BroadcastRow): Broadcast {
  const { total, sent, delivered, read, skipped } = row;
  return {
    id: row.id,
    clientId: row.client_id,
    audience: row.audience,
    ...openBroadcast(vault, row),
    urgent: row.urgent,
    createdAt: row.created_at.toISOString(),
    completedAt: row.completed_at?.toISOString() ?? null,
    reach: { total, sent, delivered, read, skipped },
  };
}
