// From rows of the message log to what an admin sees of them.
import type { LoggedMessage } from '../../../contract/administration.ts';
import { viewPerson } from '../accounts/account.view.ts';
import type { LoggedRow } from './message-log.store.ts';

export const viewLogged = (row: LoggedRow): LoggedMessage => ({
  id: row.id,
  conversationId: row.conversation_id,
  conversationKind: row.conversation_kind,
  sender: viewPerson(row.sender),
  sentAt: row.sent_at.toISOString(),
  recipients: row.recipients,
  delivered: row.delivered,
  read: row.read,
  lastDeliveredAt: row.last_delivered_at?.toISOString() ?? null,
  lastReadAt: row.last_read_at?.toISOString() ?? null,
  status: row.status,
});
