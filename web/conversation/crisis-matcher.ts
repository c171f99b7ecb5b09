// The crisis list with what the clinic changed in it; a part of the pages that is fetched when somebody writes.
import { readCrisisEdits } from '../../contract/crisis-words.ts';
import { createMatcher, noEdits } from '../../contract/crisis/match.ts';
import type { CrisisMatcher } from '../../contract/crisis/match.ts';
import { call } from '../api/call.ts';

/** Where the clinic's changes cannot be asked for, the list as it came is better than none. */
export async function loadMatcher(): Promise<CrisisMatcher> {
  return createMatcher(await call(readCrisisEdits, {}).catch(() => noEdits));
}
