// The queues of the house, by name, with how often and how patiently each is tried again.
import type { QueueOptions } from 'pg-boss';

export const jobSchema = 'job';

/** `retryLimit` counts attempts after the first; delays are in seconds. */
export const queues = {
  /** Data `{ id }`: a scheduled message that is due. Tried until it is too late to send; what is late is marked so. */
  'scheduled-message.due': {
    retryLimit: 200,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 300,
    expireInSeconds: 60,
    heartbeatSeconds: 20,
    retentionSeconds: 400 * 86_400,
    deleteAfterSeconds: 86_400,
  },
  /** Data `{ id }`: a link to choose a password. Tried for as long as one is worth something. */
  'password-link.mail': {
    retryLimit: 60,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 300,
    expireInSeconds: 120,
    heartbeatSeconds: 20,
    retentionSeconds: 8 * 86_400,
    deleteAfterSeconds: 86_400,
  },
  /** Data `{ id }`: a broadcast with recipients that do not have it yet. */
  'broadcast.deliver': {
    retryLimit: 200,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 300,
    expireInSeconds: 3_600,
    heartbeatSeconds: 20,
    retentionSeconds: 7 * 86_400,
    deleteAfterSeconds: 86_400,
  },
} as const satisfies Record<string, QueueOptions & { heartbeatSeconds?: number }>;

export type QueueName = keyof typeof queues;
