// How long requests took lately, as percentiles.
import { createHistogram } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';

const turnMs = 5 * 60_000;

export interface Latency {
  readonly requests: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/** @returns what tells the percentiles of the last 5 to 10 minutes, in milliseconds. */
export function measureLatency(app: FastifyInstance): () => Latency {
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
    now.record(Math.max(1, Math.round(reply.elapsedTime * 1_000)));
  });
  return () => {
    turn();
    const both = createHistogram();
    both.add(earlier);
    both.add(now);
    const at = (percent: number) => (both.count === 0 ? 0 : both.percentile(percent) / 1_000);
    return { requests: both.count, p50Ms: at(50), p95Ms: at(95), p99Ms: at(99) };
  };
}
