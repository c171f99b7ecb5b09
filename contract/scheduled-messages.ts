// Scheduled messages: written now, sent at an instant, invisible to everybody else before it.
import { z } from 'zod';
import { person, timeZone } from './accounts.ts';
import { endpoint } from './endpoint.ts';
import { refusalCodes } from './errors.ts';
import { sendRefusals } from './messages.ts';
import { cursor, id, limits, moment, newClientId, nothing, page, pageSize, text } from './text.ts';

export const scheduledStatus = z.enum(['scheduled', 'sent', 'cancelled', 'failed']);

/** Why it was not sent: `expired` (more than 12 hours late), `author_deactivated`, or what a send would have been refused with. */
export const scheduledFailure = z.enum(['expired', 'author_deactivated', ...refusalCodes]);

/** A date and time on the clock of the author, e.g. 2026-11-24T09:30. */
const localTime = z
  .string()
  .regex(/^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'must look like 2026-11-24T09:30');

export const scheduledMessage = z.object({
  id,
  clientId: z.string(),
  /** Whom it is for; null when it goes into a group. */
  to: person.nullable(),
  /** The group it goes into, with its name while the author is a member; null for one person. */
  group: z.object({ id, subject: z.string().nullable() }).nullable(),
  subject: z.string().nullable(),
  body: z.string(),
  sendAt: moment,
  /** The same moment on the clock of `timeZone`. */
  localTime: z.string(),
  timeZone: z.string(),
  status: scheduledStatus,
  /** Only of one that failed. */
  failure: scheduledFailure.nullable(),
  /** When it was sent, cancelled or failed. */
  settledAt: moment.nullable(),
  /** What was sent, and where. */
  messageId: id.nullable(),
  conversationId: id.nullable(),
  createdAt: moment,
});
export type ScheduledMessage = z.infer<typeof scheduledMessage>;

/** An instant, or a time on the author's own clock: exactly one of `sendAt` and `localTime`. */
const when = {
  sendAt: moment.optional(),
  localTime: localTime.optional(),
  /** Zone of `localTime`, and the one to show the moment in; the author's own when absent. */
  timeZone: timeZone.optional(),
};

const content = {
  subject: text(0, limits.subject).nullable(),
  body: text(1, limits.message),
};

const judged = scheduledMessage.extend({
  /** As of a message: its words suggest immediate risk, so ways to urgent help are to be shown. False says nothing. */
  help: z.boolean(),
});
export type JudgedScheduledMessage = z.infer<typeof judged>;

export const scheduleMessage = endpoint({
  name: 'scheduleMessage',
  summary:
    'Have a message sent at an instant within a year, to a person or into a conversation; a repeated clientId answers 200 ' +
    'with the first. Whether it may be sent is looked at now, and again at its time',
  method: 'POST',
  path: '/api/scheduled-messages',
  access: 'session',
  limit: 'send',
  body: z
    .object({
      to: id.optional(),
      conversationId: id.optional(),
      clientId: newClientId,
      subject: content.subject.optional(),
      body: content.body,
      ...when,
    })
    .refine((body) => Boolean(body.to) !== Boolean(body.conversationId), {
      path: ['to'],
      message: 'give either to or conversationId',
    })
    .refine((body) => Boolean(body.sendAt) !== Boolean(body.localTime), {
      path: ['sendAt'],
      message: 'give either sendAt or localTime',
    }),
  reply: judged,
  status: 201,
  refusals: [
    'recipient_is_self',
    'conversation_not_found',
    'announcement_one_way',
    'client_id_reused',
    ...sendRefusals,
  ],
});

export const listScheduled = endpoint({
  name: 'listScheduled',
  summary: 'My scheduled messages; those of status `scheduled` soonest first, every other list latest first',
  method: 'GET',
  path: '/api/scheduled-messages',
  access: 'session',
  query: z.object({ status: scheduledStatus.optional(), cursor: cursor.optional(), limit: pageSize }),
  reply: page(scheduledMessage),
  status: 200,
  refusals: [],
});

export const changeScheduled = endpoint({
  name: 'changeScheduled',
  summary: 'Change text, subject or time of a message that is still scheduled; what is not sent stays',
  method: 'PATCH',
  path: '/api/scheduled-messages/:id',
  access: 'session',
  params: z.object({ id }),
  body: z
    .object({ subject: content.subject.optional(), body: content.body.optional(), ...when })
    .refine((body) => !(body.sendAt && body.localTime), {
      path: ['sendAt'],
      message: 'give sendAt or localTime, not both',
    }),
  reply: judged,
  status: 200,
  refusals: ['scheduled_message_not_found', 'scheduled_message_settled'],
});

export const cancelScheduled = endpoint({
  name: 'cancelScheduled',
  summary: 'Cancel a message that is still scheduled, or take away one that failed; repeating it changes nothing',
  method: 'DELETE',
  path: '/api/scheduled-messages/:id',
  access: 'session',
  params: z.object({ id }),
  reply: nothing,
  status: 204,
  refusals: ['scheduled_message_not_found', 'scheduled_message_settled'],
});

export const scheduledMessageEndpoints = [scheduleMessage, listScheduled, changeScheduled, cancelScheduled] as const;
