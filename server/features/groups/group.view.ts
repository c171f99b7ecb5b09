// From rows to what members, and those invited, may see of a group.
import type { Invitation, Member } from '../../../contract/groups.ts';
import type { Vault } from '../../vault/vault.ts';
import type { InvitationRow } from './invitation.store.ts';
import type { MemberRow } from './member.store.ts';

/** Where the name of a group is sealed. */
export const subjectPlace = (conversationId: string) =>
  ({ conversationId, rowId: conversationId, field: 'subject' }) as const;

export const viewMember = (row: MemberRow): Member => ({
  person: { id: row.id, displayName: row.display_name, headline: row.headline, role: row.role },
  maker: row.maker,
  joinedAt: row.joined_at?.toISOString() ?? null,
  invitedAt: row.invited_at?.toISOString() ?? null,
});

export const viewInvitation = (vault: Vault, row: InvitationRow): Invitation => ({
  conversationId: row.conversation_id,
  subject: vault.open(row.data_key, subjectPlace(row.conversation_id), row.subject_sealed),
  invitedBy: row.invited_by,
  invitedAt: row.invited_at.toISOString(),
});
