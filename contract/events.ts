// Every live event, one discriminated union, and the frames a live connection carries.
import { z } from 'zod';
import { careLink } from './care-links.ts';
import { endpoint } from './endpoint.ts';
import { message } from './messages.ts';
import { reaction } from './reactions.ts';
import { scheduledStatus } from './scheduled-messages.ts';
import { id, moment } from './text.ts';

const numbered = {
  /** Place in the installation's one sequence of events; later events have higher numbers. */
  number: z.number().int().positive(),
};

/** What became different about a patient for the clinicians who look after them. */
export const patientChange = z.enum(['risk.assessed', 'flag.raised', 'flag.acknowledged']);

/** The reader's unread counts as they stand after the event; the client stores them and never adds up. */
const unread = z.object({
  conversation: z.number().int().nonnegative(),
  total: z.number().int().nonnegative(),
});

export const liveEvent = z.discriminatedUnion('type', [
  z.object({ ...numbered, type: z.literal('message.sent'), message, unread }),
  z.object({
    ...numbered,
    type: z.literal('receipt.changed'),
    conversationId: id,
    /** Whose receipts changed: another member's, or the reader's own from another device. */
    accountId: id,
    change: z.enum(['delivered', 'read']),
    seqs: z.array(z.number().int()),
    at: moment,
    unread,
  }),
  /** All reactions to a message as they are now. */
  z.object({
    ...numbered,
    type: z.literal('reactions.changed'),
    conversationId: id,
    messageId: id,
    reactions: z.array(reaction),
  }),
  z.object({ ...numbered, type: z.literal('message.deleted'), conversationId: id, messageId: id, unread }),
  z.object({
    ...numbered,
    type: z.literal('conversation.archived'),
    conversationId: id,
    archivedAt: moment.nullable(),
    unread,
  }),
  /** To one's own windows alone; no count changes. */
  z.object({ ...numbered, type: z.literal('conversation.muted'), conversationId: id, mutedAt: moment.nullable() }),
  z.object({ ...numbered, type: z.literal('care-link.changed'), careLink }),
  /** To the blocker's own windows alone. */
  z.object({ ...numbered, type: z.literal('block.changed'), accountId: id, blocked: z.boolean() }),
  z.object({
    ...numbered,
    type: z.literal('membership.changed'),
    conversationId: id,
    accountId: id,
    joined: z.boolean(),
    unread,
  }),
  /** To whom it invites, and to the clinicians and admins in the group; it is ended by an answer or by being taken back. */
  z.object({
    ...numbered,
    type: z.literal('invitation.changed'),
    conversationId: id,
    accountId: id,
    open: z.boolean(),
  }),
  /** To the author's own windows alone. */
  z.object({
    ...numbered,
    type: z.literal('scheduled-message.changed'),
    scheduledMessageId: id,
    status: scheduledStatus,
  }),
  /** To their own windows alone: something is new, or was read. */
  z.object({ ...numbered, type: z.literal('notification.changed') }),
  /** To the author's own windows alone, as it goes out. */
  z.object({ ...numbered, type: z.literal('broadcast.progressed'), broadcastId: id, completed: z.boolean() }),
  /** To the clinicians who have the patient in their care: a risk was assessed, a flag was raised or seen to. */
  z.object({
    ...numbered,
    type: z.literal('patient.changed'),
    patientId: id,
    change: patientChange,
  }),
]);
export type LiveEvent = z.infer<typeof liveEvent>;
export type LiveEventOf<T extends LiveEvent['type']> = Extract<LiveEvent, { type: T }>;

/** What the server writes to a live connection. */
export const serverFrame = z.discriminatedUnion('type', [
  /** First frame. `number` is where the connection stands: everything later will come as `updates`. */
  z.object({ type: z.literal('hello'), number: z.number().int().nonnegative(), accountId: id }),
  /** Events in order; afterwards the connection stands at `number`. */
  z.object({ type: z.literal('updates'), events: z.array(liveEvent), number: z.number().int().nonnegative() }),
  /** Too much was missed: load everything afresh, then go on from `number`. */
  z.object({ type: z.literal('resync'), number: z.number().int().nonnegative() }),
  z.object({ type: z.literal('typing'), conversationId: id, accountId: id }),
  z.object({ type: z.literal('pong') }),
]);
export type ServerFrame = z.infer<typeof serverFrame>;

/** What a client may write. */
export const clientFrame = z.discriminatedUnion('type', [
  /** Everything up to `number` has arrived on this device: marks messages delivered. */
  z.object({ type: z.literal('ack'), number: z.number().int().nonnegative() }),
  z.object({ type: z.literal('typing'), conversationId: id }),
  z.object({ type: z.literal('ping') }),
]);
export type ClientFrame = z.infer<typeof clientFrame>;

/** Close codes of a live connection. */
export const closeCodes = { sessionEnded: 4001, tooSlow: 4002, badFrame: 4003, goingAway: 1001 } as const;

export const eventNumber = z.coerce
  .string()
  .regex(/^\d{1,16}$/, 'must be the number of an event')
  .refine((digits) => Number(digits) <= Number.MAX_SAFE_INTEGER, 'must be the number of an event')
  .transform(Number);

/** The WebSocket is `GET /api/live?after=` with the session cookie; the same events come from here by polling. */
export const readUpdates = endpoint({
  name: 'readUpdates',
  summary:
    'Events after a number, oldest first; without `after` only the present number. Asking acknowledges all up to `after`',
  method: 'GET',
  path: '/api/updates',
  access: 'session',
  query: z.object({ after: eventNumber.optional() }),
  reply: z.object({
    events: z.array(liveEvent),
    number: z.number().int().nonnegative(),
    /** True when too much was missed: load everything afresh. */
    resync: z.boolean(),
  }),
  status: 200,
  refusals: [],
});
