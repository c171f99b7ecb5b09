// From rows to what a reader may see of a message.
import type { Person } from '../../../contract/accounts.ts';
import type { CrisisFlag } from '../../../contract/crisis-flags.ts';
import type { Message } from '../../../contract/messages.ts';
import type { Vault } from '../../vault/vault.ts';
import { openWords } from '../crisis/crisis-words.view.ts';
import type { FlagOfMessage, MessageRow } from './message.store.ts';

const previewLength = 140;

/** Opens a sealed message once; several readers' views can share the result. */
export function openMessage(
  vault: Vault,
  row: Pick<MessageRow, 'id' | 'conversation_id' | 'subject_sealed' | 'body_sealed' | 'data_key'>,
) {
  const place = { conversationId: row.conversation_id, rowId: row.id };
  return {
    subject: row.subject_sealed && vault.open(row.data_key, { ...place, field: 'subject' }, row.subject_sealed),
    // A notice has none.
    body: row.body_sealed === null ? '' : vault.open(row.data_key, { ...place, field: 'body' }, row.body_sealed),
  };
}

export function viewMessage(vault: Vault, row: MessageRow, readerId: string, text = openMessage(vault, row)): Message {
  const mine = row.sender_id === readerId;
  return {
    id: row.id,
    conversationId: row.conversation_id,
    seq: row.seq,
    kind: row.kind,
    sender: viewSender(row),
    broadcast: row.urgent === null ? null : { urgent: row.urgent },
    about: row.about,
    mine,
    clientId: mine ? row.client_id : null,
    subject: text.subject,
    body: text.body,
    sentAt: row.sent_at.toISOString(),
    receipts:
      mine && row.kind === 'text'
        ? (row.receipts ?? []).map((receipt) => ({
            accountId: receipt.accountId,
            deliveredAt: momentOf(receipt.deliveredAt),
            readAt: momentOf(receipt.readAt),
          }))
        : [],
    readAt: mine ? null : (row.read_at?.toISOString() ?? null),
    reactions: row.reactions ?? [],
    help: mine && row.flag !== null,
    flag: row.flag?.seenBy?.includes(readerId) ? viewFlagOf(vault, row, row.flag) : null,
  };
}

const viewFlagOf = (vault: Vault, row: MessageRow, flag: FlagOfMessage): CrisisFlag => ({
  id: flag.id,
  patientId: flag.patientId,
  messageId: row.id,
  conversationId: row.conversation_id,
  words: openWords(vault, row.data_key, row.conversation_id, row.id, Buffer.from(flag.wordsSealed, 'base64')),
  listVersion: flag.listVersion,
  raisedAt: new Date(flag.raisedAt).toISOString(),
  acknowledgedBy: flag.acknowledgedBy,
  acknowledgedAt: momentOf(flag.acknowledgedAt),
});

const viewSender = (row: MessageRow): Person => ({
  id: row.sender_id,
  displayName: row.sender_name,
  headline: row.sender_headline,
  role: row.sender_role,
});

const momentOf = (value: string | null) => (value === null ? null : new Date(value).toISOString());

/** One line of at most 140 characters, never cutting a character in two. */
export function preview(body: string): string {
  const line = body
    .slice(0, previewLength * 4)
    .replace(/\s+/g, ' ')
    .trim();
  const points = [...line];
  return points.length <= previewLength
    ? line
    : `${points
        .slice(0, previewLength - 1)
        .join('')
        .trimEnd()}…`;
}
