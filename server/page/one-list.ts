// A cursor goes on only in the list it came from: from the same endpoint, asked the same question.
import { createHash } from 'node:crypto';
import { madeUpCursor } from './cursor.ts';

const markLength = 8;

export interface Asked {
  /** Name of the endpoint. */
  readonly list: string;
  readonly params: unknown;
  /** With its defaults filled in. */
  readonly query: unknown;
}

/** Stands for everything that was asked, except where to go on and how many. */
function markOf({ list, params, query }: Asked): string {
  const question = Object.entries(query as Record<string, unknown>)
    .filter(([name]) => name !== 'cursor' && name !== 'limit')
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  const whole = JSON.stringify([list, params, question]);
  return createHash('sha256').update(whole).digest('base64url').slice(0, markLength);
}

/** The query with the cursor as the list made it. @throws Refusal for one from anywhere else. */
export function withOwnCursor<Query>(asked: Asked & { readonly query: Query }): Query {
  const { cursor } = (asked.query ?? {}) as { cursor?: string };
  if (cursor === undefined) return asked.query;
  if (!cursor.startsWith(markOf(asked))) throw madeUpCursor();
  return { ...asked.query, cursor: cursor.slice(markLength) };
}

/** The answer with its cursor marked as belonging to what was asked. */
export function withMarkedCursor<Answer>(asked: Asked, answer: Answer): Answer {
  const { nextCursor } = (answer ?? {}) as { nextCursor?: string | null };
  return nextCursor ? { ...answer, nextCursor: markOf(asked) + nextCursor } : answer;
}
