// From rows to what the author sees, and where the text is sealed.
import type { Draft } from '../../../contract/drafts.ts';
import type { Vault } from '../../vault/vault.ts';
import type { DraftRow } from './draft.store.ts';

export const draftPlace = (authorId: string, id: string, field: 'subject' | 'body') => ({
  conversationId: authorId,
  rowId: id,
  field,
});

export function viewDraft(vault: Vault, row: DraftRow, authorId: string): Draft {
  const open = (field: 'subject' | 'body', sealed: Buffer) =>
    vault.open(row.data_key, draftPlace(authorId, row.id, field), sealed);
  return {
    id: row.id,
    to: row.to,
    conversationId: row.conversation_id,
    subject: row.subject_sealed && open('subject', row.subject_sealed),
    body: open('body', row.body_sealed),
    version: row.version,
    updatedAt: row.updated_at.toISOString(),
  };
}
