// Which of a set of messages by patients hold words that suggest immediate risk, by the list as it holds now.
import type { Role } from '../../../contract/endpoint.ts';
import { createMatcher, noEdits } from '../../../contract/crisis/match.ts';
import type { CrisisEdits, CrisisMatch, CrisisMatcher } from '../../../contract/crisis/match.ts';
import type { Tx } from '../../db/transact.ts';
import { findNewestEdit } from './crisis-words.store.ts';

interface Written {
  readonly actor: { readonly role: Role };
  readonly subject: string | null;
  readonly body: string;
}

/** Before anything is locked: judging a long text takes some milliseconds. */
export async function findAlarms<T extends Written>(tx: Tx, messages: readonly T[]): Promise<Map<T, CrisisMatch>> {
  const byPatients = messages.filter((message) => message.actor.role === 'patient');
  if (byPatients.length === 0) return new Map();
  const match = matcherFor((await findNewestEdit(tx)) ?? noEdits);
  return new Map(
    byPatients.flatMap((message) => {
      const found = match(message.subject ? `${message.subject}\n\n${message.body}` : message.body);
      return found ? [[message, found] as const] : [];
    }),
  );
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
