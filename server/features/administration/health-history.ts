// What this process measured of itself in the last hour: kept in memory, gone when it ends.
import type { HealthHistory } from '../../../contract/administration.ts';
import { isUnavailable } from '../../db/unavailable.ts';
import type { Deps } from '../../deps.ts';
import { readJobs } from './upkeep.store.ts';

const everySeconds = 15;
const mostSamples = 240;

interface Measured {
  readonly requests: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

interface Measures {
  /** Of the requests since it was asked before. */
  readonly latency: () => Measured;
  readonly relayLagMs: () => number;
}

export interface History {
  take: () => Promise<void>;
  read: () => HealthHistory;
  /** Takes a sample again and again. @returns what ends it. */
  start: () => () => void;
}

export function createHistory(deps: Pick<Deps, 'db' | 'clock' | 'log'>, measures: Measures): History {
  const samples: HealthHistory['samples'] = [];
  const take = async () => {
    const { requests, ...percentiles } = measures.latency();
    const jobLagMs = await readJobs(deps.db).then(
      (jobs) => jobs.oldest * 1_000,
      (error: Error) => {
        if (isUnavailable(error)) return null;
        throw error;
      },
    );
    samples.push({
      at: deps.clock().toISOString(),
      requests,
      ...(requests > 0 ? percentiles : { p50Ms: null, p95Ms: null, p99Ms: null }),
      jobLagMs,
      relayLagMs: measures.relayLagMs(),
    });
    if (samples.length > mostSamples) samples.shift();
  };
  return {
    take,
    read: () => ({ everySeconds, mostSamples, samples }),
    start() {
      const timer = setInterval(() => {
        take().catch((error: unknown) =>
          deps.log.error({ err: error }, 'a sample of how this process is doing failed'),
        );
      }, everySeconds * 1_000).unref();
      return () => clearInterval(timer);
    },
  };
}
