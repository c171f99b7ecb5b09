// The crisis list as it holds here: for admins with its sources, for writing pages what the clinic changed.
import type { CrisisWords } from '../../../contract/crisis-words.ts';
import { noEdits } from '../../../contract/crisis/match.ts';
import type { Deps } from '../../deps.ts';
import { findNewestEdit } from './crisis-words.store.ts';
import { viewCrisisWords } from './crisis-words.view.ts';

export async function readCrisisWords(deps: Deps): Promise<CrisisWords> {
  return viewCrisisWords(await findNewestEdit(deps.db));
}

export async function readCrisisEdits(deps: Deps): Promise<Pick<CrisisWords, 'number' | 'additions' | 'removals'>> {
  const { number, additions, removals } = (await findNewestEdit(deps.db)) ?? noEdits;
  return { number, additions: [...additions], removals: [...removals] };
}
