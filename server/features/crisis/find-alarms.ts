// Which of a set of messages by patients hold words that suggest immediate risk, by the list as it holds now.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Role } from '../../../contract/endpoint.ts';
import { createMatcher, noEdits } from '../../../contract/crisis/match.ts';
import type { CrisisEdits, CrisisMatch, CrisisMatcher } from '../../../contract/crisis/match.ts';
import type { Queries } from '../../db/transact.ts';
import { findNewestEdit } from './crisis-words.store.ts';

interface Written {
  readonly actor: { readonly role: Role };
  readonly subject: string | null;
  readonly body: string;
}

/** A text of this length takes as long as a request; the longest takes some 25 ms. */
const long = 1_000;

/** Best before anything is locked, and before a transaction: others have their turn between two long texts. */
export async function findAlarms<T extends Written>(db: Queries, messages: readonly T[]): Promise<Map<T, CrisisMatch>> {
  const alarms = new Map<T, CrisisMatch>();
  const byPatients = messages.filter((message) => message.actor.role === 'patient');
  if (byPatients.length === 0) return alarms;
  const match = matcherFor((await findNewestEdit(db)) ?? noEdits);
  for (const message of byPatients) {
    const found = match(message.subject ? `${message.subject}\n\n${message.body}` : message.body);
    if (found) alarms.set(message, found);
    if (message.body.length > long) await nextTurn();
  }
  return alarms;
}

let compiled: { readonly edits: CrisisEdits; readonly match: CrisisMatcher } | undefined;

function matcherFor(edits: CrisisEdits): CrisisMatcher {
  const same =
    compiled?.edits.number === edits.number &&
    JSON.stringify([compiled.edits.additions, compiled.edits.removals]) ===
      JSON.stringify([edits.additions, edits.removals]);
  if (!compiled || !same) compiled = { edits, match: createMatcher(edits) };
  return compiled.match;
}
