// From published rows to what each reader may see of them. Pure, given the loaded facts.
import type { LiveEvent } from '../../contract/events.ts';
import { messageFor } from '../features/messages/load-audience.ts';
import type { Readers } from '../features/messages/load-audience.ts';
import { openMessage, viewMessage } from '../features/messages/message.view.ts';
import type { PublishedRow } from '../outbox/published.ts';
import type { Vault } from '../vault/vault.ts';
import { details } from './facts.ts';
import type { Facts } from './facts.ts';

/**
 * @returns events by account, in the order of the rows. A row that cannot be rendered (a text that does not open)
 * goes to `onFault` and is left out: one broken row must not silence everybody.
 */
export function render(
  vault: Vault,
  rows: readonly PublishedRow[],
  readers: Readers,
  facts: Facts,
  onFault: (error: Error) => void,
): Map<string, LiveEvent[]> {
  const events = new Map<string, LiveEvent[]>();
  for (const row of rows) {
    try {
      const renderRow = rendererOf(vault, row, facts);
      for (const readerId of audienceOf(row, readers, facts)) {
        const event = renderRow(readerId);
        if (!event) continue;
        const of = events.get(readerId);
        if (of) of.push(event);
        else events.set(readerId, [event]);
      }
    } catch (error) {
      onFault(error as Error);
    }
  }
  return events;
}

/** Members as they are now: whoever was removed since gets nothing but the news of it. */
function audienceOf(row: PublishedRow, readers: Readers, facts: Facts): Iterable<string> {
  const owner = row.account_id && readers.has(row.account_id) ? [row.account_id] : [];
  const members = (row.conversation_id && facts.members.get(row.conversation_id)) || [];
  switch (row.type) {
    case 'message.sent':
    case 'receipt.changed':
    case 'reactions.changed':
      return members;
    case 'message.deleted':
    case 'conversation.archived':
    case 'conversation.muted':
      return owner.filter((id) => members.includes(id));
    case 'membership.changed':
      return new Set([...members, ...owner]);
    case 'invitation.changed':
      return new Set([...owner, ...members.filter((id) => facts.isStaff(row.conversation_id!, id))]);
    case 'care-link.changed':
    case 'block.changed':
    case 'scheduled-message.changed':
    case 'broadcast.progressed':
    case 'notification.changed':
    case 'patient.changed':
      return owner;
    case 'session.ended':
      return [];
  }
}

function rendererOf(vault: Vault, row: PublishedRow, facts: Facts): (readerId: string) => LiveEvent | null {
  const { number } = row;
  const conversationId = row.conversation_id!;
  const unread = (readerId: string) => facts.unreadOf(readerId, conversationId);
  switch (row.type) {
    case 'message.sent': {
      const shared = facts.messages.get(row.message_id!);
      if (!shared) return () => null;
      let text: ReturnType<typeof openMessage> | undefined;
      return (readerId) => {
        const seen = messageFor(shared, readerId);
        if (!seen) return null;
        text ??= openMessage(vault, seen);
        return {
          number,
          type: row.type as 'message.sent',
          message: viewMessage(vault, seen, readerId, text),
          unread: unread(readerId),
        };
      };
    }
    case 'reactions.changed': {
      const shared = facts.messages.get(row.message_id!);
      return (readerId) =>
        shared && messageFor(shared, readerId)
          ? {
              number,
              type: 'reactions.changed',
              conversationId,
              messageId: shared.id,
              reactions: shared.reactions ?? [],
            }
          : null;
    }
    case 'receipt.changed': {
      const { change, seqs, at } = details[row.type].parse(row.detail);
      const accountId = row.account_id!;
      return (readerId) => {
        // A writer learns of their own messages only.
        const theirs =
          readerId === accountId ? seqs : seqs.filter((seq) => facts.writerAt(conversationId, seq) === readerId);
        if (theirs.length === 0) return null;
        return {
          number,
          type: 'receipt.changed',
          conversationId,
          accountId,
          change,
          seqs: theirs,
          at,
          unread: unread(readerId),
        };
      };
    }
    case 'message.deleted':
      return (readerId) => ({
        number,
        type: 'message.deleted',
        conversationId,
        messageId: row.message_id!,
        unread: unread(readerId),
      });
    case 'conversation.archived': {
      const { archivedAt } = details[row.type].parse(row.detail);
      return (readerId) => ({
        number,
        type: 'conversation.archived',
        conversationId,
        archivedAt,
        unread: unread(readerId),
      });
    }
    case 'conversation.muted': {
      const { mutedAt } = details[row.type].parse(row.detail);
      return () => ({ number, type: 'conversation.muted', conversationId, mutedAt });
    }
    case 'care-link.changed': {
      const { careLinkId } = details[row.type].parse(row.detail);
      return (readerId) => {
        const careLink = facts.careLink(careLinkId, readerId);
        return careLink ? { number, type: 'care-link.changed', careLink } : null;
      };
    }
    case 'block.changed': {
      const { accountId, blocked } = details[row.type].parse(row.detail);
      return () => ({ number, type: 'block.changed', accountId, blocked });
    }
    case 'membership.changed': {
      const { joined } = details[row.type].parse(row.detail);
      return (readerId) => ({
        number,
        type: 'membership.changed',
        conversationId,
        accountId: row.account_id!,
        joined,
        unread: unread(readerId),
      });
    }
    case 'invitation.changed': {
      const { open } = details[row.type].parse(row.detail);
      return () => ({ number, type: 'invitation.changed', conversationId, accountId: row.account_id!, open });
    }
    case 'scheduled-message.changed': {
      const { id, status } = details[row.type].parse(row.detail);
      return () => ({ number, type: 'scheduled-message.changed', scheduledMessageId: id, status });
    }
    case 'broadcast.progressed': {
      const { id, completed } = details[row.type].parse(row.detail);
      return () => ({ number, type: 'broadcast.progressed', broadcastId: id, completed });
    }
    case 'patient.changed': {
      const { patientId, change } = details[row.type].parse(row.detail);
      return () => ({ number, type: 'patient.changed', patientId, change });
    }
    case 'notification.changed':
      return () => ({ number, type: 'notification.changed' });
    case 'session.ended':
      return () => null;
  }
}
