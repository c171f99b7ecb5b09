// Figures of a clinician's week and of the whole house. Each says what is counted; docs/DATA.md says it at length.
import { z } from 'zod';
import { person } from './accounts.ts';
import { endpoint } from './endpoint.ts';
import { cursor, id, moment, page, pageSize } from './text.ts';

const count = z.number().int().nonnegative();
/** Percent with one decimal; null where there is nothing to divide by. */
const percent = z.number().nullable();
/** Seconds; null when nothing was answered. */
const seconds = z.number().nonnegative().nullable();

const dated = {
  computedAt: moment,
  /** Whose midnights divide the days: the reader's own. */
  timeZone: z.string(),
};

export const readClinicianAnalytics = endpoint({
  name: 'readClinicianAnalytics',
  summary:
    'My week in figures: today and the six days before on my clock, from direct conversations between patients and me',
  method: 'GET',
  path: '/api/clinician/analytics',
  access: ['clinician'],
  reply: z.object({
    ...dated,
    /** From the oldest unanswered message of a patient to my next message; of answers I gave this week. */
    responseTime: z.object({ averageSeconds: seconds, medianSeconds: seconds, answered: count }),
    /** Against the same stretch seven days earlier, up to the same time of day. */
    messages: z.object({ thisWeek: count, sent: count, received: count, lastWeek: count, changePercent: percent }),
    /** Patients in my care now who wrote to me this week, of all in my care. */
    engagement: z.object({ wrote: count, inCare: count, percent }),
    /** Patients in my care whose last word is theirs. */
    waitingNow: count,
    /** Patients in my care whose risk a clinician set to critical, and those with a flag nobody acknowledged. */
    critical: count,
    flagged: count,
    /** Seven days, today last; their sum is `messages.thisWeek`. */
    series: z.array(z.object({ day: z.iso.date(), sent: count, received: count })).length(7),
  }),
  status: 200,
  refusals: [],
});

const ofConversation = { conversationId: id, patient: person };
const rows = { query: z.object({ cursor: cursor.optional(), limit: pageSize }), status: 200, refusals: [] } as const;

export const listAnswers = endpoint({
  name: 'listAnswers',
  summary: 'The answers that the time to answer of my week is computed from, newest first',
  method: 'GET',
  path: '/api/clinician/analytics/answers',
  access: ['clinician'],
  reply: page(z.object({ id, ...ofConversation, askedAt: moment, answeredAt: moment, seconds: z.number() })),
  ...rows,
});

export const listWeekMessages = endpoint({
  name: 'listWeekMessages',
  summary: 'The messages that my week counts, newest first, without their text',
  method: 'GET',
  path: '/api/clinician/analytics/messages',
  access: ['clinician'],
  reply: page(z.object({ id, ...ofConversation, mine: z.boolean(), sentAt: moment })),
  ...rows,
});

export const readAdminAnalytics = endpoint({
  name: 'readAdminAnalytics',
  summary:
    'The house in figures. A broadcast counts once for each person it went to; notices in groups are no messages. ' +
    'The look is recorded once in ten minutes for each session',
  method: 'GET',
  path: '/api/admin/analytics',
  access: ['admin'],
  reply: z.object({
    ...dated,
    totalMessages: count,
    /** Conversations with a message in the last seven times 24 hours. */
    activeConversations: count,
    last24Hours: count,
    /** Scheduled messages that failed in the last seven times 24 hours. */
    failedSends: count,
    /** Jobs whose time has come and that are not done. */
    queue: count,
    /** Windows that hold a live connection to any process of the house. */
    connectedNow: count,
    /** Seven days, today last. */
    series: z.array(z.object({ day: z.iso.date(), messages: count })).length(7),
  }),
  status: 200,
  refusals: [],
});

export const analyticsEndpoints = [readClinicianAnalytics, listAnswers, listWeekMessages, readAdminAnalytics] as const;
