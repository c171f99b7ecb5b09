// Keeps the audit chain close behind the entries: after a commit, at most every 250 ms, and every 2 s in any case.
import type { Deps } from '../deps.ts';
import { faultOf } from '../http/answers.ts';
import { chainPending } from './checkpoint.ts';

const notOftenerThanMs = 250;
const atLeastEveryMs = 2_000;
const headLoggedEveryMs = 86_400_000;

export interface Checkpointer {
  /** Chains what waits and stops. */
  stop(): Promise<void>;
}

export function startCheckpointer(deps: Pick<Deps, 'db' | 'clock' | 'keys' | 'log' | 'doorbell'>): Checkpointer {
  let timer: NodeJS.Timeout | undefined;
  let timerEndsAt = Infinity;
  let lastRound = -Infinity;
  let running: Promise<void> | undefined;
  let rungMeanwhile = false;
  let stopped = false;
  let headLoggedAt = -Infinity;

  async function round(): Promise<void> {
    try {
      for (let more = true; more;) {
        const result = await chainPending(deps);
        more = result.more;
        if (result.head) logHead(result.head);
      }
    } catch (error) {
      deps.log.error({ fault: faultOf(error as Error) }, 'audit entries could not be chained; they wait');
    }
  }

  /** A head kept where the database's owner cannot change it shows later that the end of the chain was cut off. */
  function logHead(head: string): void {
    if (performance.now() - headLoggedAt < headLoggedEveryMs) return;
    headLoggedAt = performance.now();
    deps.log.info({ head }, 'head of the audit chain');
  }

  function run(): void {
    timerEndsAt = Infinity;
    lastRound = performance.now();
    running = round().finally(() => {
      running = undefined;
      if (!stopped) runIn(rungMeanwhile ? notOftenerThanMs : atLeastEveryMs);
      rungMeanwhile = false;
    });
  }

  function runIn(milliseconds: number): void {
    const endsAt = performance.now() + milliseconds;
    if (endsAt >= timerEndsAt) return;
    clearTimeout(timer);
    timerEndsAt = endsAt;
    timer = setTimeout(run, milliseconds);
  }

  const stopListening = deps.doorbell.onRing(() => {
    if (running) rungMeanwhile = true;
    else runIn(Math.max(0, lastRound + notOftenerThanMs - performance.now()));
  });
  run();

  return {
    async stop() {
      stopped = true;
      stopListening();
      clearTimeout(timer);
      await running;
      await round();
    },
  };
}
