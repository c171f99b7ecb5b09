// Events fold into what a window holds: twice as once, late as early, and to what a fresh answer would say.
import { describe, expect, it } from 'vitest';
import type { Person } from '../../contract/accounts.ts';
import type { LiveEvent } from '../../contract/events.ts';
import type { Conversation, Message } from '../../contract/messages.ts';
import { applyToCareLinks, applyToInbox, applyToSent, applyToThread, applyToUnread } from './apply-event.ts';
import type { Inbox, InboxFilter, Sent, Thread } from './cache.ts';

const me: Person = { id: 'me', displayName: 'Rosa', headline: null, role: 'patient' };
const peer: Person = { id: 'peer', displayName: 'Dr Okafor', headline: null, role: 'clinician' };
const at = (seq: number) => new Date(Date.UTC(2026, 0, 1, 10, seq)).toISOString();

const received = (seq: number, readAt: string | null = null): Message => ({
  id: `m${seq}`,
  conversationId: 'c',
  seq,
  kind: 'text',
  sender: peer,
  about: null,
  broadcast: null,
  mine: false,
  clientId: null,
  subject: null,
  body: `body ${seq}`,
  sentAt: at(seq),
  receipts: [],
  readAt,
  reactions: [],
  help: false,
  flag: null,
});
const written = (seq: number): Message => ({
  ...received(seq),
  sender: me,
  mine: true,
  clientId: `k${seq}`,
  receipts: [{ accountId: 'peer', deliveredAt: null, readAt: null }],
});
const conversation = (last: Message | null, unread: number, more: Partial<Conversation> = {}): Conversation => ({
  id: 'c',
  kind: 'direct',
  subject: null,
  peer,
  lastActivityAt: last?.sentAt ?? at(0),
  lastMessage: last && {
    id: last.id,
    seq: last.seq,
    kind: last.kind,
    senderId: last.sender.id,
    senderName: last.sender.displayName,
    about: last.about,
    mine: last.mine,
    subject: null,
    preview: last.body,
    sentAt: last.sentAt,
  },
  memberCount: null,
  unread,
  archivedAt: null,
  mutedAt: null,
  sendRefusal: null,
  ...more,
});
const inbox = (...rows: Conversation[]): Inbox => ({ pages: [{ items: rows, nextCursor: null }], pageParams: [null] });
const thread = (messages: Message[], unread: number): Thread => ({
  pages: [
    {
      conversation: conversation(messages.at(-1) ?? null, unread),
      items: messages,
      firstUnreadId: messages.find((one) => !one.mine && !one.readAt)?.id ?? null,
      nextBefore: null,
      nextAfter: null,
    },
  ],
  pageParams: [null],
});
const sent = (message: Message, unread: number, number = 10): LiveEvent => ({
  number,
  type: 'message.sent',
  message,
  unread: { conversation: unread, total: unread },
});
const receipt = (accountId: string, change: 'delivered' | 'read', seqs: number[], unread = 0): LiveEvent => ({
  number: 11,
  type: 'receipt.changed',
  conversationId: 'c',
  accountId,
  change,
  seqs,
  at: at(30),
  unread: { conversation: unread, total: unread },
});

function foldThread(start: Thread, ...events: LiveEvent[]): Thread {
  return events.reduce<Thread>((held, event) => applyToThread(held, event, 'me') as Thread, start);
}
const foldInbox = (start: Inbox, filter: InboxFilter, ...events: LiveEvent[]) =>
  events.reduce<Inbox | 'stale'>(
    (held, event) => (held === 'stale' ? held : applyToInbox(held, filter, event, 'me')),
    start,
  );

describe('a thread', () => {
  it('that was loaded before events equals one that was loaded after them', () => {
    const read = { ...received(1), readAt: at(30) };
    const told = { ...written(2), receipts: [{ accountId: 'peer', deliveredAt: at(30), readAt: at(30) }] };
    const before = thread([received(1)], 1);
    const after = foldThread(
      before,
      sent(written(2), 1),
      receipt('me', 'read', [1]),
      receipt('peer', 'read', [2]),
      sent(received(3), 1),
    );
    expect(after).toEqual(thread([read, told, received(3)], 1));
  });

  it('is the same when an event comes twice', () => {
    const events = [sent(written(2), 1), receipt('peer', 'delivered', [2], 1), receipt('me', 'read', [1])];
    const once = foldThread(thread([received(1)], 1), ...events);
    expect(foldThread(once, ...events).pages[0]!.items).toEqual(once.pages[0]!.items);
  });

  it('puts messages in the order of the conversation, whichever comes first', () => {
    const after = foldThread(thread([received(1)], 1), sent(received(3), 3), sent(received(2), 3));
    expect(after.pages[0]!.items.map((message) => message.seq)).toEqual([1, 2, 3]);
    expect(after.pages[0]!.conversation.lastMessage?.seq).toBe(3);
  });

  it('never turns a read receipt back to delivered', () => {
    const after = foldThread(thread([written(1)], 0), receipt('peer', 'read', [1]), receipt('peer', 'delivered', [1]));
    expect(after.pages[0]!.items[0]!.receipts[0]!.readAt).toBe(at(30));
  });

  it('shows the reactions to a message as they are now', () => {
    const event = (...kinds: ('heart' | 'hope')[]): LiveEvent => ({
      number: 12,
      type: 'reactions.changed',
      conversationId: 'c',
      messageId: 'm1',
      reactions: kinds.map((kind) => ({ kind, by: peer })),
    });
    const after = foldThread(thread([written(1), written(2)], 0), event('heart'), event('hope'), event('hope'));
    expect(after.pages[0]!.items.map((message) => message.reactions)).toEqual([[{ kind: 'hope', by: peer }], []]);
    expect(foldThread(after, event()).pages[0]!.items[0]!.reactions).toEqual([]);
  });

  it('loses a deleted message and keeps the rest', () => {
    const deletion: LiveEvent = {
      number: 12,
      type: 'message.deleted',
      conversationId: 'c',
      messageId: 'm2',
      unread: { conversation: 0, total: 0 },
    };
    const after = foldThread(thread([written(1), written(2)], 0), deletion, deletion);
    expect(after.pages[0]!.items.map((message) => message.id)).toEqual(['m1']);
  });

  it('leaves newer messages to the server while newer pages are not loaded', () => {
    const start = thread([received(1)], 1);
    start.pages[0]!.nextAfter = 'm1';
    expect(foldThread(start, sent(received(9), 2)).pages[0]!.items).toHaveLength(1);
  });

  it('is not touched by events of other conversations', () => {
    const start = thread([received(1)], 1);
    expect(foldThread(start, sent({ ...received(4), conversationId: 'other' }, 2))).toBe(start);
  });
});

describe('the inbox', () => {
  const other = conversation(received(7), 0, { id: 'other', lastActivityAt: at(40) });

  it('brings a conversation with a new message to the top, once', () => {
    const start = inbox(other, conversation(received(1), 0));
    const after = foldInbox(start, 'all', sent(received(2), 1), sent(received(2), 1));
    expect((after as Inbox).pages[0]!.items.map((row) => [row.id, row.unread, row.lastMessage?.preview])).toEqual([
      ['c', 1, 'body 2'],
      ['other', 0, 'body 7'],
    ]);
  });

  it('asks the server about a conversation it has never seen', () => {
    expect(foldInbox(inbox(other), 'all', sent(received(1), 1))).toBe('stale');
    expect(foldInbox(inbox(other), 'unread', sent(written(1), 0))).not.toBe('stale');
  });

  it('does not take an older event for news', () => {
    const after = foldInbox(inbox(conversation(received(5), 2)), 'all', sent(received(4), 2)) as Inbox;
    expect(after.pages[0]!.items[0]!.lastMessage?.seq).toBe(5);
  });

  it('moves a conversation out of a list it no longer belongs to', () => {
    const archived: LiveEvent = {
      number: 13,
      type: 'conversation.archived',
      conversationId: 'c',
      archivedAt: at(50),
      unread: { conversation: 0, total: 0 },
    };
    expect((foldInbox(inbox(conversation(received(1), 0), other), 'all', archived) as Inbox).pages[0]!.items).toEqual([
      other,
    ]);
    expect(
      (foldInbox(inbox(conversation(received(1), 1)), 'unread', receipt('me', 'read', [1])) as Inbox).pages[0]!.items,
    ).toEqual([]);
    expect(
      (foldInbox(inbox(conversation(received(1), 0, { archivedAt: at(2) })), 'archived', sent(received(2), 1)) as Inbox)
        .pages[0]!.items,
    ).toEqual([]);
  });

  it('keeps the count of my own device when somebody else reads', () => {
    const start = inbox(conversation(received(1), 3));
    expect((foldInbox(start, 'all', receipt('peer', 'read', [1], 0)) as Inbox).pages[0]!.items[0]!.unread).toBe(3);
  });

  it('closes the composer when the care link ends', () => {
    const careLink = {
      id: 'l',
      patient: me,
      clinician: peer,
      status: 'ended' as const,
      askedBy: 'me',
      askedAt: at(1),
      acceptedAt: at(2),
      endedAt: at(3),
      mayAccept: false,
    };
    const event: LiveEvent = { number: 14, type: 'care-link.changed', careLink };
    expect(
      (foldInbox(inbox(conversation(received(1), 0)), 'all', event) as Inbox).pages[0]!.items[0]!.sendRefusal,
    ).toBe('care_link_ended');
    const announcement = conversation(received(1), 0, { kind: 'announcement', sendRefusal: 'care_link_ended' });
    const again: LiveEvent = { ...event, careLink: { ...careLink, status: 'active' } };
    expect((foldInbox(inbox(announcement), 'all', again) as Inbox).pages[0]!.items[0]!.sendRefusal).toBe(
      'announcement_one_way',
    );
    expect(applyToCareLinks([], event)).toEqual([careLink]);
    expect(applyToCareLinks([{ ...careLink, status: 'active' }], event)).toEqual([careLink]);
  });
});

describe('counts and sent messages', () => {
  it('takes the unread count as the server states it', () => {
    expect(applyToUnread(9, sent(received(1), 2))).toBe(2);
  });

  it('shows receipts on sent messages', () => {
    const list: Sent = { pages: [{ items: [{ ...written(1), to: [peer] }], nextCursor: null }], pageParams: [null] };
    const after = applyToSent(list, receipt('peer', 'read', [1]), 'me') as Sent;
    expect(after.pages[0]!.items[0]!.receipts[0]!.readAt).toBe(at(30));
    expect(applyToSent(list, sent(written(2), 0), 'me')).toBe('stale');
  });
});
