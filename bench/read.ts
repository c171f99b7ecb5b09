// Pages of inbox and thread, unread count: at growing numbers of stored messages, which must not make them dearer.
// node bench/read.ts [--sizes 10000,1000000] [--seconds 5] [--readers 4]
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { client, lineOf, signIn, startBench } from './house.ts';
import type { Bench, BenchPerson } from './house.ts';
import { closedLoop, round } from './load.ts';
import type { Figures } from './load.ts';
import { table } from './report.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,1000000' },
    seconds: { type: 'string', default: '5' },
    readers: { type: 'string', default: '4' },
  },
});
const sizes = values.sizes.split(',').map(Number);
const readers = Number(values.readers);
const operations = ['inbox', 'thread newest', 'thread in the middle', 'sent', 'unread count'] as const;
const results = new Map<number, Map<string, Figures>>();

for (const size of sizes) {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'healing-space-bench-'));
  const bench = await startBench({ GENERAL_REQUESTS_PER_MINUTE: '100000000' }, dataDir);
  try {
    results.set(size, await measure(bench, dataDir, size));
  } finally {
    await bench.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
table(
  'Reading, as more is stored',
  operations.map((operation) => {
    const figures = sizes.map((size) => results.get(size)!.get(operation)!);
    return {
      operation,
      ...Object.fromEntries(
        sizes.flatMap((size, index) => [
          [`p50 ms at ${size}`, round(figures[index]!.p50)],
          [`p95 ms at ${size}`, round(figures[index]!.p95)],
        ]),
      ),
      'p50 last / first': round(figures.at(-1)!.p50 / figures[0]!.p50),
    };
  }),
);

async function measure(bench: Bench, dataDir: string, size: number): Promise<Map<string, Figures>> {
  const fill = spawn(process.execPath, ['server/cli/fill.ts', String(size)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: bench.ownerUrl, DATA_DIR: dataDir },
  });
  const clinicians = JSON.parse(await lineOf(fill, /^\[/)) as string[];
  await bench.owner.query('vacuum analyze');
  const people = await signIn(bench, clinicians);
  const ask = client(readers);
  const get = async (person: BenchPerson, target: string) => {
    const answer = await ask('GET', `${bench.url}${target}`, person.headers);
    if (answer.status !== 200) throw new Error(`${target.replace(/\?.*/, '')} was answered with ${answer.status}`);
    return answer.body;
  };
  const places = await Promise.all(
    people.map(async (person) => {
      const { rows } = await bench.owner.query<{ conversation_id: string; middle: string }>(
        `select m.conversation_id, msg.id as middle from member m
         join message msg on msg.conversation_id = m.conversation_id and msg.seq = 125 where m.account_id = $1`,
        [person.id],
      );
      return rows;
    }),
  );
  const pick = (worker: number, turn: number) => (turn * readers + worker) % people.length;
  const targets: Record<(typeof operations)[number], (of: number, turn: number) => string> = {
    inbox: () => '/api/conversations',
    'thread newest': (of, turn) =>
      `/api/conversations/${places[of]![turn % places[of]!.length]!.conversation_id}/messages`,
    'thread in the middle': (of, turn) => {
      const place = places[of]![turn % places[of]!.length]!;
      return `/api/conversations/${place.conversation_id}/messages?before=${place.middle}`;
    },
    sent: () => '/api/messages/sent',
    'unread count': () => '/api/messages/unread-count',
  };
  const figures = new Map<string, Figures>();
  for (const operation of operations) {
    figures.set(
      operation,
      await closedLoop(readers, Number(values.seconds), async (worker, turn) => {
        const of = pick(worker, turn);
        await get(people[of]!, targets[operation](of, turn));
      }),
    );
  }
  return figures;
}
