// The crisis list as a clinic has it. Apart from flags, so that a page loads the list only where somebody writes.
import { z } from 'zod';
import { person } from './accounts.ts';
import { crisisList } from './crisis/list.ts';
import { listSources } from './crisis/sources.ts';
import { endpoint } from './endpoint.ts';
import { limits, moment, text } from './text.ts';

const entryIds = crisisList.map((entry) => entry.id) as [string, ...string[]];

const edits = {
  /** How many times the clinic has changed the list; 0 for the list as it came. */
  number: z.number().int().nonnegative(),
  /** Words or phrases of the clinic's own. */
  additions: z.array(z.string()),
  /** Ids of entries that do not count here. */
  removals: z.array(z.enum(entryIds)),
};

const crisisWords = z.object({
  ...edits,
  version: z.string(),
  changedBy: person.nullable(),
  changedAt: moment.nullable(),
  /** The built-in list. */
  entries: z.array(
    z.object({ id: z.enum(entryIds), example: z.string(), source: z.string(), patterns: z.number().int().positive() }),
  ),
  /** What the sources of entries stand for. */
  sources: z.record(z.enum(Object.keys(listSources) as [string, ...string[]]), z.string()),
});
export type CrisisWords = z.infer<typeof crisisWords>;

export const readCrisisEdits = endpoint({
  name: 'readCrisisEdits',
  summary: 'What the clinic changed in the crisis list, for the page in which somebody writes',
  method: 'GET',
  path: '/api/crisis-words',
  access: 'session',
  reply: z.object(edits),
  status: 200,
  refusals: [],
});

export const readCrisisWords = endpoint({
  name: 'readCrisisWords',
  summary: 'The crisis list as it holds here: built-in entries with their sources, and the changes of the clinic',
  method: 'GET',
  path: '/api/admin/crisis-words',
  access: ['admin'],
  reply: crisisWords,
  status: 200,
  refusals: [],
});

export const changeCrisisWords = endpoint({
  name: 'changeCrisisWords',
  summary:
    'Set what the clinic adds and takes away, on top of change `number`; a newer change since then is a conflict. The same again changes nothing',
  method: 'PUT',
  path: '/api/admin/crisis-words',
  access: ['admin'],
  body: z.object({
    number: edits.number,
    additions: z
      .array(text(1, limits.crisisWords).refine((phrase) => /[\p{L}\p{N}]/u.test(phrase), 'must contain a word'))
      .max(500),
    removals: edits.removals,
  }),
  reply: crisisWords,
  status: 200,
  refusals: ['crisis_words_changed'],
});

export const crisisWordEndpoints = [readCrisisEdits, readCrisisWords, changeCrisisWords] as const;
