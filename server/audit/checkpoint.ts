// Chains the entries that wait: one checkpoint signs up to 1,000 of them and the checkpoint before. No sender ever waits for it.
import type { Deps } from '../deps.ts';
import { findHead, insertCheckpoint, takePending, tryChainLock } from './checkpoint.store.ts';
import { digestOf, headName, macOf } from './digest.ts';

const entriesPerCheckpoint = 1_000;

export interface Round {
  readonly chained: number;
  /** True when more entries may be waiting. */
  readonly more: boolean;
  /** `position:mac` of the newest checkpoint; null when this round made none. */
  readonly head: string | null;
}

/** Makes at most one checkpoint. Does nothing while another process is making one. */
export async function chainPending(deps: Pick<Deps, 'db' | 'clock' | 'keys'>): Promise<Round> {
  return deps.db.transact(async (tx) => {
    const nothing = { chained: 0, more: false, head: null };
    if (!(await tryChainLock(tx))) return nothing;
    const entries = await takePending(tx, entriesPerCheckpoint);
    if (entries.length === 0) return nothing;
    const previous = await findHead(tx);
    const checkpoint = {
      position: (previous?.position ?? 0) + 1,
      madeAt: deps.clock().getTime() * 1_000,
      previousMac: previous?.mac ?? null,
      entryIds: entries.map((entry) => entry.id),
      digests: entries.map((entry) => digestOf(entry.text)),
    };
    const mac = macOf(deps.keys.audit, checkpoint);
    await insertCheckpoint(tx, checkpoint, mac);
    return {
      chained: entries.length,
      more: entries.length === entriesPerCheckpoint,
      head: headName(checkpoint.position, mac),
    };
  });
}
