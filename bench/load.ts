// Runs work in closed or paced loops and says how fast it went.
export interface Figures {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly count: number;
}

export type Work = (worker: number, turn: number) => Promise<void>;

/** Every worker works without pause for `seconds`, after a tenth of it as warm-up. Latencies in milliseconds. */
export async function closedLoop(workers: number, seconds: number, work: Work): Promise<Figures> {
  const begin = performance.now();
  const counted = begin + seconds * 100;
  const end = begin + seconds * 1_100;
  const latencies: number[] = [];
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      for (let turn = 0; performance.now() < end; turn += 1) {
        const start = performance.now();
        await work(worker, turn);
        if (start >= counted) latencies.push(performance.now() - start);
      }
    }),
  );
  return figures(latencies, (performance.now() - counted) / 1_000);
}

/** Starts work at a steady rate whatever happens to the earlier ones, so that waiting is counted. */
export async function paced(perSecond: number, seconds: number, work: Work): Promise<Figures> {
  const latencies: number[] = [];
  const begin = performance.now();
  const total = Math.round(perSecond * seconds);
  const all: Promise<void>[] = [];
  for (let turn = 0; turn < total; turn += 1) {
    const due = begin + (turn * 1_000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
    all.push(work(turn, turn).then(() => void latencies.push(performance.now() - due)));
  }
  await Promise.all(all);
  return figures(latencies, (performance.now() - begin) / 1_000);
}

export function figures(latencies: number[], seconds: number): Figures {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { perSecond: sorted.length / seconds, p50: at(0.5), p95: at(0.95), p99: at(0.99), count: sorted.length };
}

export const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
export const round = (value: number) => (value >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
