// Three times the load it can carry: what is accepted stays quick, the rest is refused at once, and afterwards all is as before.
// node bench/overload.ts [--seconds 10] [--connections 512]
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { client, makePeople, startBench } from './house.ts';
import { closedLoop, paced, round } from './load.ts';
import { goal, table } from './report.ts';
import { memoryMiB } from './usage.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '10' }, connections: { type: 'string', default: '512' } },
});
const seconds = Number(values.seconds);
const connections = Number(values.connections);
const senders = 64;
/** How long it is waited for all to be as before, in seconds. */
const patience = 30;
const body = 'I slept a little better this week, but the mornings are still hard. Could we talk about it on Thursday?';

const bench = await startBench();
try {
  const people = await makePeople(bench, senders * 2);
  const ask = client(connections);
  const send = (turn: number) => {
    const [from, to] = [people[(turn % senders) * 2]!, people[(turn % senders) * 2 + 1]!];
    const text = JSON.stringify({ to: to.id, clientId: randomUUID(), body });
    return ask('POST', `${bench.url}/api/messages`, from.headers, text);
  };
  const accepted = async (turn: number) => {
    const { status } = await send(turn);
    if (status !== 201) throw new Error(`a send was answered with ${status}`);
  };
  for (let turn = 0; turn < senders; turn += 1) await accepted(turn);
  await closedLoop(senders, seconds / 2, accepted);
  const full = await closedLoop(senders, seconds / 2, accepted);
  const before = await memoryMiB(bench.pid);

  // Connections are there before: it is about sends.
  await closedLoop(
    connections,
    1,
    async (worker) => void (await ask('GET', `${bench.url}/healthz`, people[worker % people.length]!.headers)),
  );
  const unexpected: unknown[] = [];
  const kinds = { accepted: [] as number[], refused: [] as number[] };
  /** Accepted once it was known that it is too much: before that 256 are let in at once. */
  const steady: number[] = [];
  let highest = before;
  let watching = true;
  const watched = (async () => {
    while (watching) {
      highest = Math.max(highest, await memoryMiB(bench.pid));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  })();
  const started = performance.now();
  // Steady for all connections together; one that still waits for its answer is late, not doubled.
  const everyMs = (connections * 1_000) / (full.perSecond * 3);
  await closedLoop(connections, seconds, async (worker, turn) => {
    const due = started + (turn + worker / connections) * everyMs;
    const early = due - performance.now();
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
    const begun = performance.now();
    const answer = await send(worker + turn * connections).catch((error: NodeJS.ErrnoException) => error.code);
    if (typeof answer !== 'object' || (answer.status !== 201 && !(answer.status === 503 && answer.retryAfter))) {
      unexpected.push(typeof answer === 'object' ? answer.status : answer);
      return;
    }
    const { status } = answer;
    const took = performance.now() - begun;
    kinds[status === 201 ? 'accepted' : 'refused'].push(took);
    if (status === 201 && begun - started > 500) steady.push(took);
  });
  const lasted = (performance.now() - started) / 1_000;
  watching = false;
  await watched;

  const calm = performance.now();
  const calmFor = () => (performance.now() - calm) / 1_000;
  let normal = false;
  while (!normal && calmFor() < patience) {
    let refused = 0;
    const after = await paced(full.perSecond / 2, 1, async (turn) => {
      if ((await send(turn)).status !== 201) refused += 1;
    });
    normal = refused === 0 && after.p95 <= full.p95;
  }
  const normalAfter = normal ? round(calmFor()) : Number.POSITIVE_INFINITY;
  const at = (times: readonly number[], share: number) =>
    round(times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN);
  table('Three times the load', [
    {
      what: 'all it can carry',
      'a second': round(full.perSecond),
      'p50 ms': round(full.p50),
      'p99 ms': round(full.p99),
    },
    ...Object.entries(kinds).map(([kind, times]) => ({
      what: `at three times that: ${kind}`,
      'a second': round(times.length / lasted),
      'p50 ms': at(times, 0.5),
      'p99 ms': at(times, 0.99),
    })),
  ]);
  table('Under it and after it', [
    {
      'accepted p99, times as long': round(at(kinds.accepted, 0.99) / full.p99),
      'after the first half second': round(at(steady, 0.99) / full.p99),
      'memory before MiB': round(before),
      'highest MiB': round(highest),
      'as before after s': normalAfter,
    },
  ]);
  goal('p99 of what is accepted at three times the load, times as long', round(at(kinds.accepted, 0.99) / full.p99), {
    atMost: 2,
  });
  goal('p99 of a refusal then, ms', at(kinds.refused, 0.99), { atMost: 50 });
  goal('all is as before after, s', normalAfter, { atMost: 10 });
} finally {
  await bench.stop();
}
