// Publishes the outbox: numbers what was committed, says so, and forgets what is older than a fortnight.
import type { Deps } from '../deps.ts';
import { faultOf } from '../http/answers.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { batchSize, deletePublishedBefore, numberOutboxRows } from './published.ts';

const retentionMs = 14 * 86_400_000;
const cleaningMs = 3_600_000;
/** Also without a ring: a process may have died between its commit and its ring. */
const restMs = 1_000;
/** Under load one round carries the rings of this many milliseconds. */
const spacingMs = 10;

export interface Relay {
  start(): void;
  /** Ends after the round that is under way. */
  stop(): Promise<void>;
  /** How long the oldest row of the last round that had any waited, in milliseconds. */
  lagMs(): number;
}

/** `onRound` is called after every round, also one that numbered nothing: another process may have. */
export function createRelay(
  deps: Pick<Deps, 'db' | 'doorbell' | 'log' | 'clock'>,
  onRound: (published: boolean) => Promise<void>,
): Relay {
  let lagMs = 0;
  let stopped = true;
  let lastStart = 0;
  let spacing: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();

  const round = oneAtATime(async () => {
    lastStart = performance.now();
    let published = false;
    for (;;) {
      const { count, oldest } = await deps.db.transact(numberOutboxRows);
      if (oldest) lagMs = Math.max(0, deps.clock().getTime() - oldest.getTime());
      published ||= count > 0;
      if (count < batchSize) break;
    }
    await onRound(published);
  });

  async function clean(): Promise<void> {
    const before = new Date(deps.clock().getTime() - retentionMs);
    while ((await deletePublishedBefore(deps.db, before)) >= batchSize - 1);
  }

  const attempt = (name: string, work: () => Promise<void>) => {
    if (stopped) return;
    const attempted = work().catch((error: Error) => deps.log.error({ fault: faultOf(error) }, `${name} failed`));
    working = Promise.all([working, attempted]).then(() => {});
  };
  const publish = () => attempt('publishing events', round);

  function ring(): void {
    const wait = lastStart + spacingMs - performance.now();
    if (wait <= 0) publish();
    else
      spacing ??= setTimeout(() => {
        spacing = undefined;
        publish();
      }, wait);
  }

  let stopListening = () => {};
  return {
    start() {
      stopped = false;
      const unhear = deps.doorbell.onRing(ring);
      const resting = setInterval(publish, restMs);
      const cleaning = setInterval(() => attempt('forgetting old events', clean), cleaningMs);
      stopListening = () => {
        unhear();
        clearInterval(resting);
        clearInterval(cleaning);
        clearTimeout(spacing);
      };
      attempt('forgetting old events', clean);
    },
    async stop() {
      stopped = true;
      stopListening();
      await working;
    },
    lagMs: () => lagMs,
  };
}
