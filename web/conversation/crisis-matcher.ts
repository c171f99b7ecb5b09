// The crisis list with what the clinic changed in it; a part of the pages that is fetched when somebody may write.
import { readCrisisEdits } from '../../contract/crisis-words.ts';
import { createMatcher, noEdits } from '../../contract/crisis/match.ts';
import type { CrisisMatcher } from '../../contract/crisis/match.ts';
import { call } from '../api/call.ts';

/** How long the clinic's changes hold before whoever writes asks for them again, in milliseconds. */
const freshMs = 5 * 60_000;

/** How long after a failure they are asked for again, in milliseconds. */
const againMs = 10_000;

/** How long help waits for them, in milliseconds. */
const patienceMs = 1_500;

let whole: CrisisMatcher | undefined;
let asItCame: CrisisMatcher | undefined;
let asking: Promise<void> | undefined;
let dueAt = Number.NEGATIVE_INFINITY;

function askWhenDue(): void {
  if (performance.now() < dueAt) return;
  dueAt = performance.now() + againMs;
  asking = call(readCrisisEdits, {}).then(
    (edits) => {
      whole = createMatcher(edits);
      dueAt = performance.now() + freshMs;
    },
    (error: Error) => console.warn(error),
  );
}

/** Where the clinic's changes cannot be had just now, those before are better than none, and so is the list as it came. */
export async function worries(text: string): Promise<boolean> {
  askWhenDue();
  if (whole?.(text)) return true;
  await Promise.race([asking, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
  const match = whole ?? (asItCame ??= createMatcher(noEdits));
  return match(text) !== null;
}
