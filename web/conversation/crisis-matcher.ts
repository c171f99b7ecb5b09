// The crisis list with what the clinic changed in it; a part of the pages that is fetched when somebody may write.
import { readCrisisEdits } from '../../contract/crisis-words.ts';
import { createMatcher, noEdits } from '../../contract/crisis/match.ts';
import type { CrisisMatcher } from '../../contract/crisis/match.ts';
import { call } from '../api/call.ts';

/** How long after a failure the clinic's changes are asked for again, in milliseconds. */
const againMs = 10_000;

/** How long help waits for them, in milliseconds. */
const patienceMs = 1_500;

let whole: CrisisMatcher | undefined;
let asItCame: CrisisMatcher | undefined;
let asking: Promise<void> | undefined;
let askedAt = Number.NEGATIVE_INFINITY;

/** Where the clinic's changes cannot be had just now, the list as it came is better than none. */
export async function loadMatcher(): Promise<CrisisMatcher> {
  if (whole) return whole;
  if (performance.now() - askedAt > againMs) {
    askedAt = performance.now();
    asking = call(readCrisisEdits, {}).then(
      (edits) => {
        whole = createMatcher(edits);
      },
      (error: Error) => console.warn(error),
    );
  }
  await Promise.race([asking, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
  return whole ?? (asItCame ??= createMatcher(noEdits));
}
