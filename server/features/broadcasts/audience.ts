// Whom a broadcast is for.
import type { Broadcast } from '../../../contract/broadcasts.ts';

export interface Audience {
  readonly name: Broadcast['audience'];
  /** Ids of patients, when only some were chosen. */
  readonly chosen: readonly string[] | null;
}
