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
    .meta({
      description:
        'What was done, such as `message.sent`; of what was refused, the name of the endpoint (`operationId`), such as `sendMessage`',
    })
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

const proof = z.object({
  at: moment,
  /** Entries that were edited, removed, added beside the chain or moved. */
  findings: z.number().int(),
  /** Entries in the chain, and those that wait for the next checkpoint. */
  chained: z.number().int(),
  waiting: z.number().int(),
  checkpoints: z.number().int(),
  /** `position:mac` of the newest checkpoint; null while there is none. */
  head: z.string().nullable(),
});
const proofState = z.object({
  /** Whether this process is at it now. */
  running: z.boolean(),
  /** The newest proof of any process; null before the first. */
  last: proof.nullable(),
});

export const verifyAudit = endpoint({
  name: 'verifyAudit',
  summary: 'Begin to prove the audit chain, unless that is going on already; read how it went with GET',
  method: 'POST',
  path: '/api/admin/audit/verify',
  access: ['admin'],
  reply: proofState,
  status: 200,
  refusals: [],
});

export const readAuditProof = endpoint({
  name: 'readAuditProof',
  summary: 'How the newest proof of the audit chain went',
  method: 'GET',
  path: '/api/admin/audit/verify',
  access: ['admin'],
  reply: proofState,
  status: 200,
  refusals: [],
});

const milliseconds = z.number().nonnegative();

export const health = z.object({
  /** What is not as it should be; empty when all is well. */
  problems: z.array(
    z.enum([
      'database_slow',
      'jobs_late',
      'jobs_failed',
      'live_late',
      'audit_late',
      'audit_broken',
      'mail_failing',
      'backup_missing',
    ]),
  ),
  database: z.object({
    /** Of one trivial statement, just now. */
    roundTripMs: milliseconds,
    version: z.string(),
    bytes: z.number(),
    connections: z.object({ open: z.number(), idle: z.number(), waiting: z.number() }),
  }),
  jobs: z.object({
    /** Due now and not done, and for how long the oldest has been. */
    due: z.number().int(),
    oldestDueSeconds: z.number().nonnegative(),
    /** Scheduled for later. */
    later: z.number().int(),
    /** Given up within the last 24 hours. */
    failed: z.number().int(),
  }),
  /** Of requests that this process answered in the last 5 to 10 minutes. */
  latency: z.object({ requests: z.number().int(), p50Ms: milliseconds, p95Ms: milliseconds, p99Ms: milliseconds }),
  live: z.object({ windows: z.number().int(), relayLagMs: milliseconds }),
  memory: z.object({ residentBytes: z.number(), heapUsedBytes: z.number() }),
  upSince: moment,
  keys: z.object({
    /** Id of the master key that seals what is new. */
    current: z.string(),
    /** Since when keys of the installation have been sealed with it. */
    since: moment,
  }),
  /** E-mails that the clinic's server did not take. */
  mail: z.object({
    configured: z.boolean(),
    retrying: z.number().int(),
    givenUp: z.number().int(),
    oldestAt: moment.nullable(),
  }),
  audit: z.object({ waiting: z.number().int(), last: proof.nullable() }),
  /** When a backup was last finished; null when there never was one. */
  lastBackupAt: moment.nullable(),
});
export type Health = z.infer<typeof health>;

export const readHealth = endpoint({
  name: 'readHealth',
  summary: 'How the house is doing, measured just now',
  method: 'GET',
  path: '/api/admin/health',
  access: ['admin'],
  reply: health,
  status: 200,
  refusals: [],
});

export const healthHistory = z.object({
  /** How far the samples lie apart, and how many are kept. */
  everySeconds: z.number(),
  mostSamples: z.number().int(),
  /** Oldest first, none from before this process began. */
  samples: z.array(
    z.object({
      at: moment,
      /** Requests since the sample before, and how long they took; null where there was none. */
      requests: z.number().int(),
      p50Ms: milliseconds.nullable(),
      p95Ms: milliseconds.nullable(),
      p99Ms: milliseconds.nullable(),
      /** How long the oldest job that is due had waited; null while the database did not answer. */
      jobLagMs: milliseconds.nullable(),
      relayLagMs: milliseconds,
    }),
  ),
});
export type HealthHistory = z.infer<typeof healthHistory>;

export const readHealthHistory = endpoint({
  name: 'readHealthHistory',
  summary: 'What this process measured of itself in the last hour, as long as it runs',
  method: 'GET',
  path: '/api/admin/health/history',
  access: ['admin'],
  reply: healthHistory,
  status: 200,
  refusals: [],
});

export const administrationEndpoints = [
  listAudit,
  listMessageLog,
  exportAudit,
  exportMessageLog,
  verifyAudit,
  readAuditProof,
  readHealth,
  readHealthHistory,
] as const;
