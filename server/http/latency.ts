// How long requests took lately, as percentiles.
import { createHistogram } from 'node:perf_hooks';
import type { RecordableHistogram } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';

const turnMs = 5 * 60_000;

export interface Latency {
  readonly requests: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

export interface Latencies {
  /** Of the last 5 to 10 minutes. */
  lately: () => Latency;
  /** Of what was answered since this was asked before. */
  sinceAsked: () => Latency;
}

const percentilesOf = (times: RecordableHistogram): Latency => {
  const at = (percent: number) => (times.count === 0 ? 0 : times.percentile(percent) / 1_000);
  return { requests: times.count, p50Ms: at(50), p95Ms: at(95), p99Ms: at(99) };
};

export function measureLatency(app: FastifyInstance): Latencies {
  let fresh = createHistogram();
  let [earlier, now] = [createHistogram(), createHistogram()];
  let turned = performance.now();
  const turn = () => {
    const age = performance.now() - turned;
    if (age < turnMs) return;
    [earlier, now] = [age < 2 * turnMs ? now : createHistogram(), createHistogram()];
    turned = performance.now();
  };
  app.addHook('onResponse', async (_request, reply) => {
    turn();
    // A histogram counts whole numbers from 1 on: microseconds.
    const microseconds = Math.max(1, Math.round(reply.elapsedTime * 1_000));
    now.record(microseconds);
    fresh.record(microseconds);
  });
  return {
    lately() {
      turn();
      const both = createHistogram();
      both.add(earlier);
      both.add(now);
      return percentilesOf(both);
    },
    sinceAsked() {
      const measured = percentilesOf(fresh);
      fresh = createHistogram();
      return measured;
    },
  };
}
