// From rows to what the author sees, and where the text is sealed.
import type { ScheduledMessage } from '../../../contract/scheduled-messages.ts';
import type { Vault } from '../../vault/vault.ts';
import type { DueRow, ScheduledRow } from './scheduled-message.store.ts';
import { localClock } from './send-time.ts';

/** Under the author's own data key: before it is sent there may be no conversation. */
export const scheduledPlace = (authorId: string, id: string, field: 'subject' | 'body') => ({
  conversationId: authorId,
  rowId: id,
  field,
});

export function openScheduled(vault: Vault, row: ScheduledRow | DueRow): { subject: string | null; body: string } {
  const open = (field: 'subject' | 'body', sealed: Buffer) =>
    vault.open(row.data_key, scheduledPlace(row.author_id, row.id, field), sealed);
  return {
    subject: row.subject_sealed && open('subject', row.subject_sealed),
    body: open('body', row.body_sealed),
  };
}

export function viewScheduled(vault: Vault, row: ScheduledRow): ScheduledMessage {
  return {
    id: row.id,
    clientId: row.client_id,
    to: row.to,
    group: row.to ? null : { id: row.conversation_id!, subject: openGroupName(vault, row) },
    ...openScheduled(vault, row),
    sendAt: row.send_at.toISOString(),
    localTime: localClock(row.send_at, row.time_zone),
    timeZone: row.time_zone,
    status: row.status,
    failure: row.failure,
    settledAt: row.settled_at?.toISOString() ?? null,
    messageId: row.message_id,
    conversationId: row.sent_in ?? row.conversation_id,
    createdAt: row.created_at.toISOString(),
  };
}

function openGroupName(vault: Vault, row: ScheduledRow): string | null {
  if (!row.group_subject_sealed) return null;
  const id = row.conversation_id!;
  return vault.open(row.group_data_key!, { conversationId: id, rowId: id, field: 'subject' }, row.group_subject_sealed);
}
