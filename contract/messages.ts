// Messages and conversations: the eight direct-message operations, receipts and the unread count.
import { z } from 'zod';
import { person } from './accounts.ts';
import { crisisFlag } from './crisis-flags.ts';
import { endpoint } from './endpoint.ts';
import { refusalCodes } from './errors.ts';
import { reaction } from './reactions.ts';
import { clientId, cursor, id, limits, moment, newClientId, nothing, page, pageSize, text } from './text.ts';

export const receipt = z.object({ accountId: id, deliveredAt: moment.nullable(), readAt: moment.nullable() });

/** A text that somebody wrote, or a notice of what happened to the group, which has no text. */
export const messageKind = z.enum(['text', 'created', 'joined', 'left', 'removed', 'renamed']);

export const message = z.object({
  id,
  conversationId: id,
  /** Place in the conversation, the same for everybody; starts at 1. */
  seq: z.number().int().positive(),
  kind: messageKind,
  /** Who wrote it; of a notice, who did what it says. */
  sender: person,
  /** Of what arrived as a broadcast, otherwise null. */
  broadcast: z.object({ urgent: z.boolean() }).nullable(),
  /** Of a notice: who joined, left or was removed. Null for everything else. */
  about: person.nullable(),
  /** True when the reader wrote it. */
  mine: z.boolean(),
  /** What the writer's client called it; null to everybody else, and of a notice. */
  clientId: z.string().nullable(),
  subject: z.string().nullable(),
  body: z.string(),
  sentAt: moment,
  /** One per recipient, to the writer alone; empty to everybody else. */
  receipts: z.array(receipt),
  /** When the reader read it; null for the reader's own messages and while unread. */
  readAt: moment.nullable(),
  /** To the writer alone: its words suggest immediate risk, so ways to urgent help are to be shown. False says nothing. */
  help: z.boolean(),
  /** Of everybody who sees it, oldest first. */
  reactions: z.array(reaction),
  /** To clinicians who received it: what its words raised. Null says nothing, and is never to be shown as safe. */
  flag: crisisFlag.nullable(),
});
export type Message = z.infer<typeof message>;

export const conversationKind = z.enum(['direct', 'group', 'announcement']);

export const conversation = z.object({
  id,
  kind: conversationKind,
  /** Name of a group, otherwise null. */
  subject: z.string().nullable(),
  /** The other person of a direct conversation, or whose announcements arrive here; null for a group. */
  peer: person.nullable(),
  lastActivityAt: moment,
  /** People in a group, without those who have not accepted; null for every other kind. */
  memberCount: z.number().int().nonnegative().nullable(),
  /** Newest message the reader can see, its text cut to 140 characters; a notice has no preview. */
  lastMessage: z
    .object({
      id,
      seq: z.number().int(),
      kind: messageKind,
      senderId: id,
      senderName: z.string(),
      /** As in the message itself. */
      about: person.nullable(),
      mine: z.boolean(),
      subject: z.string().nullable(),
      preview: z.string(),
      sentAt: moment,
    })
    .nullable(),
  unread: z.number().int().nonnegative(),
  archivedAt: moment.nullable(),
  /** Since when the reader is not notified of messages here, or null. */
  mutedAt: moment.nullable(),
  /** Why the reader cannot write here now, or null; `announcement_one_way` means that they can write to the peer directly. */
  sendRefusal: z.enum(refusalCodes).nullable(),
});
export type Conversation = z.infer<typeof conversation>;

export const sendRefusals = [
  'recipient_not_found',
  'recipient_unavailable',
  'you_blocked_them',
  'care_link_pending',
  'care_link_ended',
  'overloaded',
] as const;

const written = {
  subject: text(0, limits.subject).nullable().optional(),
  body: text(1, limits.message),
};

export const sendMessage = endpoint({
  name: 'sendMessage',
  summary: 'Write to one person; 201 means committed to disk, a repeated clientId answers 200 with the first message',
  method: 'POST',
  path: '/api/messages',
  access: 'session',
  limit: 'send',
  body: z.object({ to: id, clientId, ...written }),
  reply: message,
  status: 201,
  refusals: ['recipient_is_self', 'client_id_reused', ...sendRefusals],
});

export const sendToConversation = endpoint({
  name: 'sendToConversation',
  summary:
    'Write into a conversation I am a member of; the same promises as sending to one person. ' +
    'What answers an announcement becomes a direct message to whoever made it',
  method: 'POST',
  path: '/api/conversations/:id/messages',
  access: 'session',
  limit: 'send',
  params: z.object({ id }),
  body: z.object({ clientId: newClientId, ...written }),
  reply: message,
  status: 201,
  refusals: ['conversation_not_found', 'announcement_one_way', 'client_id_reused', ...sendRefusals],
});

export const listConversations = endpoint({
  name: 'listConversations',
  summary: 'My inbox, newest activity first',
  method: 'GET',
  path: '/api/conversations',
  access: 'session',
  query: z.object({
    filter: z.enum(['all', 'unread', 'archived', 'groups']).default('all'),
    cursor: cursor.optional(),
    limit: pageSize,
  }),
  reply: page(conversation),
  status: 200,
  refusals: [],
});

export const readThread = endpoint({
  name: 'readThread',
  summary:
    'A page of a conversation, oldest first within the page; the newest page unless before, after or around is given',
  method: 'GET',
  path: '/api/conversations/:id/messages',
  access: 'session',
  params: z.object({ id }),
  query: z
    .object({
      /** Id of a message: the page ends just before it. */
      before: id.optional(),
      /** Id of a message: the page starts just after it. */
      after: id.optional(),
      /** Id of a message: it stands in the middle of the page. */
      around: id.optional(),
      limit: pageSize,
    })
    .refine(({ before, after }) => !(before && after), { path: ['after'], message: 'give before or after, not both' })
    .refine(({ before, after, around }) => !(around && (before || after)), {
      path: ['around'],
      message: 'give around alone, without before or after',
    }),
  reply: z.object({
    conversation,
    items: z.array(message),
    /** Id of the first message in the whole conversation that I have not read, or null. */
    firstUnreadId: id.nullable(),
    /** Give as `before` for the page of older messages; null when there is none. */
    nextBefore: id.nullable(),
    /** Give as `after` for the page of newer messages; null when there is none. */
    nextAfter: id.nullable(),
  }),
  status: 200,
  refusals: ['conversation_not_found', 'message_not_found'],
});

export const listSent = endpoint({
  name: 'listSent',
  summary: 'Messages I sent, newest first, with a receipt per recipient',
  method: 'GET',
  path: '/api/messages/sent',
  access: 'session',
  query: z.object({ cursor: cursor.optional(), limit: pageSize }),
  reply: page(message.extend({ to: z.array(person) })),
  status: 200,
  refusals: [],
});

const unreadCount = z.object({
  /** Messages to me that I have not read, in conversations that are in my inbox. */
  unread: z.number().int().nonnegative(),
  /** Conversations that hold at least one of them. */
  conversations: z.number().int().nonnegative(),
});
export type UnreadCount = z.infer<typeof unreadCount>;

export const markConversationRead = endpoint({
  name: 'markConversationRead',
  summary: 'Mark everything up to and including a message as read',
  method: 'PUT',
  path: '/api/conversations/:id/read',
  access: 'session',
  params: z.object({ id }),
  body: z.object({ upTo: id }),
  reply: unreadCount,
  status: 200,
  refusals: ['conversation_not_found', 'message_not_found'],
});

export const markMessageRead = endpoint({
  name: 'markMessageRead',
  summary: 'Mark one message as read',
  method: 'PUT',
  path: '/api/messages/:id/read',
  access: 'session',
  params: z.object({ id }),
  reply: unreadCount,
  status: 200,
  refusals: ['message_not_found'],
});

export const deleteMessage = endpoint({
  name: 'deleteMessage',
  summary: 'Hide a message for me alone; everybody else keeps it',
  method: 'DELETE',
  path: '/api/messages/:id',
  access: 'session',
  params: z.object({ id }),
  reply: nothing,
  status: 204,
  refusals: ['message_not_found'],
});

export const countUnread = endpoint({
  name: 'countUnread',
  summary: 'How much I have not read',
  method: 'GET',
  path: '/api/messages/unread-count',
  access: 'session',
  reply: unreadCount,
  status: 200,
  refusals: [],
});

export const messageEndpoints = [
  sendMessage,
  sendToConversation,
  listConversations,
  readThread,
  listSent,
  markConversationRead,
  markMessageRead,
  deleteMessage,
  countUnread,
] as const;
