// From rows to what a member may see of a conversation.
import type { Conversation } from '../../../contract/messages.ts';
import type { Actor } from '../../actor.ts';
import type { Vault } from '../../vault/vault.ts';
import type { ConversationRow } from './conversation.store.ts';
import { refuseToSend } from './message.policy.ts';
import type { Room } from './message.policy.ts';
import { openMessage, preview } from './message.view.ts';

export function viewConversation(
  vault: Vault,
  row: ConversationRow,
  reader: Pick<Actor, 'accountId' | 'role'>,
): Conversation {
  const peer = row.peer_id
    ? { id: row.peer_id, displayName: row.peer_name, headline: row.peer_headline, role: row.peer_role }
    : null;
  const lastMessage = viewLastMessage(vault, row, reader.accountId);
  return {
    id: row.id,
    kind: row.kind,
    subject:
      row.subject_sealed &&
      vault.open(row.data_key, { conversationId: row.id, rowId: row.id, field: 'subject' }, row.subject_sealed),
    peer,
    memberCount: row.member_count,
    lastActivityAt: (row.active_at ?? row.last_sent_at ?? new Date(0)).toISOString(),
    lastMessage,
    unread: row.unread,
    archivedAt: row.archived_at?.toISOString() ?? null,
    mutedAt: row.muted_at?.toISOString() ?? null,
    sendRefusal: refusalIn(roomOf(row), reader),
  };
}

/** Announcements are answered directly, so what stands in the way of that is the reason that counts. */
const refusalIn = (room: Room, reader: Pick<Actor, 'accountId' | 'role'>) =>
  (room.kind === 'announcement' && refuseToSend(reader, { ...room, kind: 'direct' })) || refuseToSend(reader, room);

/** What a policy needs to know of the conversation. */
export const roomOf = (row: ConversationRow): Room => ({
  kind: row.kind,
  peer: row.peer_id ? { id: row.peer_id, role: row.peer_role, deactivated: row.peer_deactivated } : null,
  careLink: row.link_status,
  block: row.block,
});

function viewLastMessage(vault: Vault, row: ConversationRow, readerId: string): Conversation['lastMessage'] {
  if (!row.last_id) return null;
  const text = openMessage(vault, {
    id: row.last_id,
    conversation_id: row.id,
    subject_sealed: row.last_subject_sealed,
    body_sealed: row.last_body_sealed,
    data_key: row.data_key,
  });
  return {
    id: row.last_id,
    seq: row.last_seq,
    kind: row.last_kind,
    senderId: row.last_sender_id,
    senderName: row.last_sender_name,
    about: row.last_about,
    mine: row.last_sender_id === readerId,
    subject: text.subject,
    preview: preview(text.body),
    sentAt: row.last_sent_at.toISOString(),
  };
}
