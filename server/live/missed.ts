// What one account missed after a number; the same for a reconnecting window and for polling.
import type { LiveEvent } from '../../contract/events.ts';
import type { Deps } from '../deps.ts';
import { faultOf } from '../http/answers.ts';
import { findPublishedConcerning, findPublishedExtent } from '../outbox/published.ts';
import type { Readers } from '../features/messages/load-audience.ts';
import type { PublishedRow } from '../outbox/published.ts';
import { loadFacts } from './facts.ts';
import { render } from './render.ts';

/** Beyond this many, loading everything afresh is less work for everybody. */
const mostEvents = 500;
/** Numbers looked through at most, whoever they concern: some 10 ms. */
export const widestSpan = 20_000;
/** UTF-16 units of text in one answer: in bytes less than the backlog at which a window is dropped. */
const mostText = 256 * 1024;

export interface Missed {
  /** Null when it was too much, or is no longer there. */
  readonly events: LiveEvent[] | null;
  /** Where the reader stands after them. */
  readonly number: number;
}

export async function findMissed(deps: Deps, accountId: string, after: number): Promise<Missed> {
  const { oldest, newest } = await findPublishedExtent(deps.db);
  if (after > newest || after < oldest - 1 || newest - after > widestSpan) return { events: null, number: newest };
  const rows = await findPublishedConcerning(deps.db, accountId, after, newest, mostEvents + 1);
  if (rows.length > mostEvents) return { events: null, number: newest };
  const events = (await renderFor(deps, rows, new Set([accountId]))).get(accountId) ?? [];
  const length = events.reduce(
    (sum, event) => sum + (event.type === 'message.sent' ? event.message.body.length : 0),
    0,
  );
  return { events: length > mostText ? null : events, number: newest };
}

/** Events by account, rendered with what each account may see now. */
export async function renderFor(
  deps: Deps,
  rows: readonly PublishedRow[],
  readers: Readers,
): Promise<Map<string, LiveEvent[]>> {
  if (rows.length === 0 || readers.size === 0) return new Map();
  const facts = await loadFacts(deps, rows, readers);
  return render(deps.vault, rows, readers, facts, (error) =>
    deps.log.error({ fault: faultOf(error) }, 'an event could not be rendered and was left out'),
  );
}
