// From rows to what the blocker, or an admin, may see of a block.
import type { Person } from '../../../contract/accounts.ts';
import type { Block } from '../../../contract/blocks.ts';
import type { Vault } from '../../vault/vault.ts';
import type { BlockRow, PersonRow } from './block.store.ts';

export const viewPerson = (row: PersonRow): Person => ({
  id: row.id,
  displayName: row.display_name,
  headline: row.headline,
  role: row.role,
});

/** Where a reason is sealed: under the blocker's own data key. */
export const reasonPlace = (blockerId: string, blockId: string) =>
  ({ conversationId: blockerId, rowId: blockId, field: 'reason' }) as const;

export const viewBlock = (vault: Vault, row: BlockRow): Block => ({
  person: viewPerson(row.blocked),
  reason: row.reason_sealed && vault.open(row.data_key!, reasonPlace(row.blocker_id, row.id), row.reason_sealed),
  blockedAt: row.blocked_at.toISOString(),
});
