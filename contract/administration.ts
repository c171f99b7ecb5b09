// What admins oversee: the audit trail and the message log (never a text), both as files too, and how the house is doing.
import { z } from 'zod';
import { person } from './accounts.ts';
import { endpoint } from './endpoint.ts';
import { cursor, file, id, moment, page, pageSize } from './text.ts';

const auditEntry = z.object({
  id,
  at: moment,
  /** Null when nobody was signed in, or the house itself acted. */
  actor: person.nullable(),
  /** `noun.verb` such as `message.sent`, or the name of the endpoint that was refused. */
  action: z.string(),
  outcome: z.enum(['allowed', 'denied']),
  subjectKind: z.string().nullable(),
  subjectId: id.nullable(),
  /** Whom it is about, when that is an account. */
  subject: person.nullable(),
  sessionId: id.nullable(),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
  /** Ids, counts and codes. */
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const auditFilter = {
  /** Id of the account that acted. */
  actor: id.optional(),
  action: z
    .string()
    .regex(/^[\w.-]{1,64}$/, 'must be an action such as message.sent')
    .optional(),
  /** Id of what it was done to. */
  subject: id.optional(),
  /** From this moment on. */
  after: moment.optional(),
  /** Before this moment. */
  before: moment.optional(),
};

export const listAudit = endpoint({
  name: 'listAudit',
  summary: 'The audit trail, newest first. The look is recorded once in ten minutes for each session and filter',
  method: 'GET',
  path: '/api/admin/audit',
  access: ['admin'],
  query: z.object({ ...auditFilter, cursor: cursor.optional(), limit: pageSize }),
  reply: page(auditEntry),
  status: 200,
  refusals: ['role_refused'],
});

const loggedMessage = z.object({
  id,
  conversationId: id,
  conversationKind: z.enum(['direct', 'group', 'announcement']),
  sender: person,
  sentAt: moment,
  recipients: z.number().int().nonnegative(),
  delivered: z.number().int().nonnegative(),
  read: z.number().int().nonnegative(),
  lastDeliveredAt: moment.nullable(),
  lastReadAt: moment.nullable(),
  /** `delivered` and `read` when that is true of every recipient. */
  status: z.enum(['sent', 'delivered', 'read']),
});
export type LoggedMessage = z.infer<typeof loggedMessage>;
const messageFilter = { status: loggedMessage.shape.status.optional() };

export const listMessageLog = endpoint({
  name: 'listMessageLog',
  summary:
    'All messages as metadata, newest first: from whom, to how many, delivered and read; never a subject or a text. ' +
    'With a status a page may hold fewer than the limit and still not be the last',
  method: 'GET',
  path: '/api/admin/messages',
  access: ['admin'],
  query: z.object({ ...messageFilter, cursor: cursor.optional(), limit: pageSize }),
  reply: page(loggedMessage),
  status: 200,
  refusals: ['role_refused'],
});

const format = z.enum(['csv', 'json']);

export const exportAudit = endpoint({
  name: 'exportAudit',
  summary:
    'The audit trail as a file, oldest first, as it is at this moment; recorded with the filter and the number of rows',
  method: 'GET',
  path: '/api/admin/audit/export',
  access: ['admin'],
  query: z.object({ format, ...auditFilter }),
  reply: file,
  status: 200,
  refusals: ['role_refused', 'overloaded'],
});

export const exportMessageLog = endpoint({
  name: 'exportMessageLog',
  summary:
    'The message log as a file, oldest first, as it is at this moment; recorded with the filter and the number of rows',
  method: 'GET',
  path: '/api/admin/messages/export',
  access: ['admin'],
  query: z.object({ format, ...messageFilter }),
  reply: file,
  status: 200,
  refusals: ['role_refused', 'overloaded'],
});

export const administrationEndpoints = [listAudit, listMessageLog, exportAudit, exportMessageLog] as const;
