// Sending through the whole product, beside the raw database and a bare HTTP server in the same run.
// node bench/send.ts [--seconds 5] [--senders 1,16,64,256] [--rounds 3]
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { client, lineOf, makePeople, startBench } from './house.ts';
import type { BenchPerson } from './house.ts';
import { closedLoop, median, paced, round } from './load.ts';
import type { Figures } from './load.ts';
import { rawRow, rawStore } from './raw-store.ts';
import { goal, table } from './report.ts';
import { cpuSeconds, serverCpuSeconds } from './usage.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    senders: { type: 'string', default: '1,16,64,256' },
    rounds: { type: 'string', default: '3' },
  },
});
const seconds = Number(values.seconds);
const steps = values.senders.split(',').map(Number);
const most = Math.max(...steps);
const body = 'I slept a little better this week, but the mornings are still hard. Could we talk about it on Thursday?';

const bench = await startBench();
try {
  const people = await makePeople(bench, most * 2);
  const pairs = Array.from({ length: most }, (_, index) => [people[index * 2]!, people[index * 2 + 1]!] as const);
  const ask = client(most);
  const send = async ([from, to]: readonly [BenchPerson, BenchPerson]) => {
    const answer = await ask(
      'POST',
      `${bench.url}/api/messages`,
      from.headers,
      JSON.stringify({ to: to.id, clientId: randomUUID(), body }),
    );
    if (answer.status !== 201) throw new Error(`a send was answered with ${answer.status}`);
    return answer.body;
  };
  /** As pages do: what is refused for now, because the machine stood still a moment, is tried again. */
  const sendAtLast = async ([from, to]: readonly [BenchPerson, BenchPerson]) => {
    const text = JSON.stringify({ to: to.id, clientId: randomUUID(), body });
    for (;;) {
      const { status, retryAfter } = await ask('POST', `${bench.url}/api/messages`, from.headers, text);
      if (status === 201) return;
      if (status !== 503 || !retryAfter) throw new Error(`a send was answered with ${status}`);
      await setTimeout(Number(retryAfter) * 1_000);
    }
  };
  let sample = '';
  for (const pair of pairs) sample = await send(pair);

  const bare = spawn(process.execPath, ['bench/bare-http.ts', sample], { stdio: ['ignore', 'pipe', 'inherit'] });
  const bareUrl = await lineOf(bare, /^http/);
  const askBare = client(most);
  const rows: Record<string, number>[] = [];
  for (const senders of steps) {
    const rounds: { ours: Figures; raw: Figures; row: Figures; http: Figures; node: number; database: number }[] = [];
    for (let n = 0; n < Number(values.rounds); n += 1) {
      const before = [await cpuSeconds(bench.pid), await serverCpuSeconds(bench.databasePid)] as const;
      const ours = await closedLoop(senders, seconds, async (worker) => void (await send(pairs[worker]!)));
      const each = 1_000 / (ours.count * 1.1);
      const node = ((await cpuSeconds(bench.pid)) - before[0]) * each;
      const database = ((await serverCpuSeconds(bench.databasePid)) - before[1]) * each;
      const raw = await rawStore(
        bench.ownerUrl,
        pairs.slice(0, senders).map(([from, to]) => [from.id, to.id]),
        body.length,
        seconds,
      );
      const row = await rawRow(bench.ownerUrl, senders, body.length, (clients, work) =>
        closedLoop(clients, seconds / 2, work),
      );
      const request = JSON.stringify({ to: pairs[0]![1].id, clientId: randomUUID(), body });
      const http = await closedLoop(
        senders,
        seconds / 2,
        async (worker) => void (await askBare('POST', bareUrl, pairs[worker]![0].headers, request)),
      );
      rounds.push({ ours, raw, row, http, node, database });
    }
    const of = (pick: (r: (typeof rounds)[number]) => number) => round(median(rounds.map(pick)));
    rows.push({
      senders,
      'sends/s': of((r) => r.ours.perSecond),
      'p50 ms': of((r) => r.ours.p50),
      'p95 ms': of((r) => r.ours.p95),
      'raw database/s': of((r) => r.raw.perSecond),
      'of raw': of((r) => r.ours.perSecond / r.raw.perSecond),
      'one row/s': of((r) => r.row.perSecond),
      'of one row': of((r) => r.ours.perSecond / r.row.perSecond),
      'bare HTTP/s': of((r) => r.http.perSecond),
      'of bare HTTP': of((r) => r.ours.perSecond / r.http.perSecond),
      'Node CPU ms/send': of((r) => r.node),
      'database CPU ms/send': of((r) => r.database),
    });
  }
  table('Sends, without pause', rows);
  const at = (senders: number) => rows.find((row) => row['senders'] === senders);
  const full = (at(64) ?? rows.at(-1)!)['sends/s']!;
  const tenth = await paced(full / 10, seconds, (turn) => sendAtLast(pairs[turn % most]!));
  const half = await paced(full / 2, seconds, (turn) => sendAtLast(pairs[turn % most]!));
  table('Sends at part of the load', [
    {
      load: 'a tenth',
      'sends/s': round(tenth.perSecond),
      'p50 ms': round(tenth.p50),
      'p95 ms': round(tenth.p95),
      'p99 ms': round(tenth.p99),
    },
    {
      load: 'half',
      'sends/s': round(half.perSecond),
      'p50 ms': round(half.p50),
      'p95 ms': round(half.p95),
      'p99 ms': round(half.p99),
    },
  ]);
  const [at16, at64, at256] = [at(16), at(64), at(256)];
  if (at64) goal('sends at 64 senders, times the raw database', at64['of raw']!, { atLeast: 1 });
  if (at16) {
    goal('Node CPU of a send at 16 senders, ms', at16['Node CPU ms/send']!, { atMost: 0.5 });
    goal('database CPU of a send at 16 senders, ms', at16['database CPU ms/send']!, { atMost: 0.7 });
    if (at256)
      goal('rate at 256 senders, times that of 16', round(at256['sends/s']! / at16['sends/s']!), { atLeast: 0.8 });
  }
  goal('p95 of a send at half load, ms', round(half.p95), { atMost: 50 });
  bare.kill();
} finally {
  await bench.stop();
}
