// Folds one live event into what a window already holds. Pure; applying an event again, or one that a newer
// snapshot already contains, changes nothing. 'stale' means the event cannot be answered from here: load afresh.
import type { LiveEvent } from '../../contract/events.ts';
import type { Conversation, Message } from '../../contract/messages.ts';
import type { CareLinks, Inbox, InboxFilter, InboxPage, Sent, Thread, ThreadPage } from './cache.ts';

const previewLength = 140;

export function applyToMessage(message: Message, event: LiveEvent, me: string): Message {
  if (event.type === 'reactions.changed' && event.messageId === message.id)
    return { ...message, reactions: event.reactions };
  if (
    event.type !== 'receipt.changed' ||
    event.conversationId !== message.conversationId ||
    !event.seqs.includes(message.seq)
  )
    return message;
  if (event.accountId === me) {
    return message.mine || message.readAt || event.change !== 'read' ? message : { ...message, readAt: event.at };
  }
  if (!message.mine) return message;
  let changed = false;
  const receipts = message.receipts.map((receipt) => {
    if (receipt.accountId !== event.accountId) return receipt;
    const deliveredAt = receipt.deliveredAt ?? event.at;
    const readAt = event.change === 'read' ? (receipt.readAt ?? event.at) : receipt.readAt;
    if (deliveredAt === receipt.deliveredAt && readAt === receipt.readAt) return receipt;
    changed = true;
    return { ...receipt, deliveredAt, readAt };
  });
  return changed ? { ...message, receipts } : message;
}

export function applyToConversation(conversation: Conversation, event: LiveEvent, me: string): Conversation | 'stale' {
  if (event.type === 'care-link.changed') return applyCareLink(conversation, event.careLink, me);
  // Only the server knows what else stands in the way.
  if (event.type === 'block.changed') return conversation.peer?.id === event.accountId ? 'stale' : conversation;
  if (conversationOf(event) !== conversation.id) return conversation;
  switch (event.type) {
    case 'message.sent': {
      if (conversation.lastMessage && conversation.lastMessage.seq >= event.message.seq)
        return withUnread(conversation, event.unread.conversation);
      const { id, seq, kind, sender, about, mine, subject, body, sentAt } = event.message;
      if (kind === 'renamed') return 'stale';
      return {
        ...conversation,
        lastActivityAt: sentAt,
        lastMessage: {
          id,
          seq,
          kind,
          senderId: sender.id,
          senderName: sender.displayName,
          about,
          mine,
          subject,
          preview: preview(body),
          sentAt,
        },
        unread: event.unread.conversation,
        // A notice does not bring back what was put away.
        archivedAt: kind === 'text' ? null : conversation.archivedAt,
      };
    }
    case 'message.deleted':
      return conversation.lastMessage?.id === event.messageId
        ? 'stale'
        : withUnread(conversation, event.unread.conversation);
    case 'receipt.changed':
      return event.accountId === me ? withUnread(conversation, event.unread.conversation) : conversation;
    case 'conversation.archived':
      return { ...withUnread(conversation, event.unread.conversation), archivedAt: event.archivedAt };
    case 'conversation.muted':
      return { ...conversation, mutedAt: event.mutedAt };
    case 'membership.changed':
      return 'stale';
    default:
      return conversation;
  }
}

export function applyToInbox(inbox: Inbox, filter: InboxFilter, event: LiveEvent, me: string): Inbox | 'stale' {
  const about = conversationOf(event);
  if (event.type === 'block.changed') return 'stale';
  if (event.type === 'care-link.changed') return mapInbox(inbox, (row) => applyToConversation(row, event, me));
  if (about === null) return inbox;
  const row = inbox.pages.flatMap((page) => page.items).find((item) => item.id === about);
  if (!row) return mayBelongUnseen(filter, event, me) ? 'stale' : inbox;
  const next = applyToConversation(row, event, me);
  if (next === 'stale') return 'stale';
  if (!belongs(next, filter)) return mapInbox(inbox, (item) => (item.id === about ? null : item));
  if (next.lastActivityAt === row.lastActivityAt) return mapInbox(inbox, (item) => (item.id === about ? next : item));
  const [first, ...rest] = mapInbox(inbox, (item) => (item.id === about ? null : item)).pages as [
    InboxPage,
    ...InboxPage[],
  ];
  return { ...inbox, pages: [{ ...first, items: [next, ...first.items] }, ...rest] };
}

export function applyToThread(thread: Thread, event: LiveEvent, me: string): Thread | 'stale' {
  const newest = thread.pages.at(-1);
  if (!newest) return thread;
  const conversation = applyToConversation(newest.conversation, event, me);
  // Only the list needs the message before the deleted one; a thread simply loses it.
  const header = conversation === 'stale' ? newest.conversation : conversation;
  if (conversation === 'stale' && event.type !== 'message.deleted') return 'stale';
  let pages = mapMessages(thread.pages, (message) =>
    event.type === 'message.deleted' && event.messageId === message.id ? null : applyToMessage(message, event, me),
  );
  if (event.type === 'message.sent' && event.message.conversationId === header.id)
    pages = withMessage(pages, event.message);
  if (pages === thread.pages && header === newest.conversation) return thread;
  const last = pages.at(-1)!;
  pages = [...pages.slice(0, -1), last.conversation === header ? last : { ...last, conversation: header }];
  return { ...thread, pages: withFirstUnread(pages, header.unread) };
}

export function applyToSent(sent: Sent, event: LiveEvent, me: string): Sent | 'stale' {
  if (event.type === 'message.sent' && event.message.mine && event.message.kind === 'text') {
    return sent.pages.some((page) => page.items.some((item) => item.id === event.message.id)) ? sent : 'stale';
  }
  const pages = sent.pages.map((page) => ({
    ...page,
    items: page.items
      .filter((item) => event.type !== 'message.deleted' || item.id !== event.messageId)
      .map((item) => ({ ...applyToMessage(item, event, me), to: item.to })),
  }));
  return { ...sent, pages };
}

export function applyToUnread(unread: number, event: LiveEvent): number {
  return 'unread' in event ? event.unread.total : unread;
}

export function applyToCareLinks(links: CareLinks, event: LiveEvent): CareLinks {
  if (event.type !== 'care-link.changed') return links;
  const known = links.some((link) => link.id === event.careLink.id);
  return known
    ? links.map((link) => (link.id === event.careLink.id ? event.careLink : link))
    : [event.careLink, ...links];
}

export function conversationOf(event: LiveEvent): string | null {
  if (
    event.type === 'care-link.changed' ||
    event.type === 'block.changed' ||
    event.type === 'scheduled-message.changed' ||
    event.type === 'broadcast.progressed' ||
    event.type === 'notification.changed' ||
    event.type === 'patient.changed'
  )
    return null;
  return event.type === 'message.sent' ? event.message.conversationId : event.conversationId;
}

/** The same first words that the server puts in the list. */
function preview(body: string): string {
  const line = body
    .slice(0, previewLength * 4)
    .replace(/\s+/g, ' ')
    .trim();
  const points = Array.from(line);
  return points.length <= previewLength
    ? line
    : `${points
        .slice(0, previewLength - 1)
        .join('')
        .trimEnd()}…`;
}

function withUnread(conversation: Conversation, unread: number): Conversation {
  return conversation.unread === unread ? conversation : { ...conversation, unread };
}

function applyCareLink(conversation: Conversation, link: CareLinks[number], me: string): Conversation {
  const other = link.patient.id === me ? link.clinician.id : link.patient.id;
  if (conversation.peer?.id !== other) return conversation;
  if (isBlocked(conversation)) return conversation;
  const sendRefusal =
    link.status === 'active'
      ? openTo[conversation.kind]
      : link.status === 'pending'
        ? 'care_link_pending'
        : 'care_link_ended';
  return conversation.sendRefusal === sendRefusal ? conversation : { ...conversation, sendRefusal };
}

// Announcements are answered with a message to whoever made them.
const openTo = { direct: null, group: null, announcement: 'announcement_one_way' } as const;

const isBlocked = ({ sendRefusal }: Conversation) =>
  sendRefusal === 'you_blocked_them' || sendRefusal === 'recipient_unavailable';

function belongs(conversation: Conversation, filter: InboxFilter): boolean {
  if (filter === 'archived') return conversation.archivedAt !== null;
  return conversation.archivedAt === null && (filter === 'all' || conversation.unread > 0);
}

/** Whether a conversation that is not on the loaded pages may belong there after the event. */
function mayBelongUnseen(filter: InboxFilter, event: LiveEvent, me: string): boolean {
  switch (event.type) {
    case 'message.sent':
      return filter === 'all' || (filter === 'unread' && event.unread.conversation > 0);
    case 'conversation.archived':
      return (filter === 'archived') === (event.archivedAt !== null);
    case 'membership.changed':
      return event.accountId === me && event.joined;
    default:
      return false;
  }
}

function mapInbox(inbox: Inbox, change: (row: Conversation) => Conversation | 'stale' | null): Inbox {
  const pages = inbox.pages.map((page) => ({
    ...page,
    items: page.items.map(change).filter((row): row is Conversation => row !== null && row !== 'stale'),
  }));
  return { ...inbox, pages };
}

function mapMessages(pages: ThreadPage[], change: (message: Message) => Message | null): ThreadPage[] {
  let changed = false;
  const next = pages.map((page) => {
    const items = page.items.map(change).filter((message) => message !== null);
    if (items.length === page.items.length && items.every((message, index) => message === page.items[index]))
      return page;
    changed = true;
    return { ...page, items };
  });
  return changed ? next : pages;
}

function withMessage(pages: ThreadPage[], message: Message): ThreadPage[] {
  const last = pages.at(-1)!;
  // With newer pages still on the server the message comes when they are loaded.
  if (last.nextAfter !== null || pages.some((page) => page.items.some((item) => item.id === message.id))) return pages;
  const items = [...last.items, message].sort((a, b) => a.seq - b.seq);
  return [...pages.slice(0, -1), { ...last, items }];
}

function withFirstUnread(pages: ThreadPage[], unread: number): ThreadPage[] {
  const first = pages.flatMap((page) => page.items).find((message) => !message.mine && message.readAt === null);
  // An older unread message may lie on a page that is not loaded; the server's answer then stands.
  const firstUnreadId =
    unread === 0 ? null : pages[0]?.nextBefore ? (pages[0].firstUnreadId ?? first?.id ?? null) : (first?.id ?? null);
  return pages.map((page) => (page.firstUnreadId === firstUnreadId ? page : { ...page, firstUnreadId }));
}
