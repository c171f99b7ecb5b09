// Search: in the text of messages, in their subjects and in the names of people, as far as the searcher can see.
import { z } from 'zod';
import { person } from './accounts.ts';
import { endpoint } from './endpoint.ts';
import { conversationKind, message } from './messages.ts';
import { cursor, id, inOurTimes, limits, ourTimes, pageSize, text } from './text.ts';

/** A day, which begins at midnight UTC, or an instant. */
const dayOrInstant = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).refine(inOurTimes, ourTimes);

/** Places in a text, `[start, end)` in UTF-16 units, in order and apart. */
const ranges = z.array(z.tuple([z.number().int(), z.number().int()]));

export const searchHit = z.object({
  message,
  conversation: z.object({
    id,
    kind: conversationKind,
    /** Name of a group or announcement; null for a direct conversation. */
    subject: z.string().nullable(),
    /** The other person of a direct conversation, otherwise null. */
    peer: person.nullable(),
  }),
  /** Where the text matches, the first hundred places of each. */
  highlights: z.object({ subject: ranges, body: ranges }),
});
export type SearchHit = z.infer<typeof searchHit>;

export const searchMessages = endpoint({
  name: 'searchMessages',
  summary: 'Messages that hold every word in subject or text, newest first, and people whose names do',
  method: 'GET',
  path: '/api/messages/search',
  access: 'session',
  limit: 'search',
  query: z.object({
    /**
     * Words in any of their English forms, without regard to case and accents; the last one may be the beginning of
     * a word. Words in double quotes stand beside each other exactly so. Signs such as % and _ mean themselves.
     */
    q: text(limits.search.min, limits.search.max),
    /** Id of the writer. */
    from: id.optional(),
    conversationId: id.optional(),
    /** The earliest moment that counts. */
    after: dayOrInstant.optional(),
    /** The first moment that does not count any more. */
    before: dayOrInstant.optional(),
    /** No message has an attachment yet: with this filter nothing is found. */
    has: z.enum(['attachment']).optional(),
    cursor: cursor.optional(),
    limit: pageSize,
  }),
  reply: z.object({
    items: z.array(searchHit),
    /** Whom I may write to and whose name begins or goes on like this, at most 20; on the first page. */
    people: z.array(person),
    /** A page may hold fewer messages than asked for, even none, while there is a next one. */
    nextCursor: cursor.nullable(),
  }),
  status: 200,
  refusals: [],
});
export type SearchQuery = z.output<NonNullable<(typeof searchMessages)['query']>>;
