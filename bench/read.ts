// Pages of inbox and thread, search, unread count: at growing numbers of stored messages, which must not make them dearer.
// The sizes stand side by side and take turns, so that whatever else the machine does slows all of them.
// node bench/read.ts [--sizes 10000,100000,1000000] [--seconds 2] [--rounds 5] [--readers 4]
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { client, lineOf, signIn, startBench } from './house.ts';
import type { Bench } from './house.ts';
import { closedLoop, median, round } from './load.ts';
import type { Figures } from './load.ts';
import { multiply } from './multiply.ts';
import { goal, table } from './report.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '5' },
    readers: { type: 'string', default: '4' },
  },
});
const sizes = values.sizes.split(',').map(Number);
const readers = Number(values.readers);
/** As many everywhere: a session that was looked up a moment ago is not looked up again. */
const sessions = 100;
/** Messages that are sealed and indexed one by one; beyond them they are copied. */
const mostSealed = 50_000;
const operations = [
  'inbox',
  'thread newest',
  'thread in the middle',
  'sent',
  'search, a frequent word',
  'search, a rarer word',
  'unread count',
] as const;
type Operation = (typeof operations)[number];
type Read = (operation: Operation, turn: number) => Promise<void>;

const benches: Bench[] = [];
const figures = new Map<string, Figures[]>();
const at = (size: number, operation: Operation) => `${operation} ${size}`;
const middle = (size: number, operation: Operation, pick: 'p50' | 'p95') =>
  median(figures.get(at(size, operation))!.map((figure) => figure[pick]));
try {
  const houses: [size: number, read: Read][] = [];
  for (const size of sizes) {
    const bench = await startBench({ GENERAL_REQUESTS_PER_MINUTE: '100000000' });
    benches.push(bench);
    houses.push([size, await prepare(bench, size)]);
  }
  for (const operation of operations) {
    for (let n = 0; n < Number(values.rounds); n += 1) {
      for (const [size, read] of houses) {
        const figure = await closedLoop(readers, Number(values.seconds), (worker, turn) =>
          read(operation, turn * readers + worker),
        );
        figures.set(at(size, operation), [...(figures.get(at(size, operation)) ?? []), figure]);
      }
    }
  }
} finally {
  for (const bench of benches) await bench.stop();
}

const growth = operations.map((operation) => {
  const before = figures.get(at(sizes[0]!, operation))!;
  return median(figures.get(at(sizes.at(-1)!, operation))!.map(({ p50 }, n) => p50 / before[n]!.p50));
});
table(
  'Reading, as more is stored',
  operations.map((operation, index) => ({
    operation,
    ...Object.fromEntries(sizes.map((size) => [`p50 ms at ${size}`, round(middle(size, operation, 'p50'))])),
    ...Object.fromEntries(sizes.map((size) => [`p95 ms at ${size}`, round(middle(size, operation, 'p95'))])),
    'p50 last / first': round(growth[index]!),
  })),
);
goal(`reading at ${sizes.at(-1)} messages, times as long as at ${sizes[0]}`, round(Math.max(...growth)), {
  atMost: 1.5,
});

/** Clinicians with 40 conversations of 250 messages each, as many as it takes; of a large number only some are read. */
async function prepare(bench: Bench, size: number): Promise<Read> {
  const fill = spawn(process.execPath, ['server/cli/fill.ts', String(Math.min(size, mostSealed))], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: bench.ownerUrl, DATA_DIR: bench.folder },
  });
  const clinicians = JSON.parse(await lineOf(fill, /^\[/)) as string[];
  if (size > mostSealed) await multiply(bench.ownerUrl, Math.round(size / mostSealed));
  await bench.owner.query('vacuum analyze');
  const people = await signIn(
    bench,
    Array.from({ length: sessions }, (_, n) => clinicians[n % clinicians.length]!),
  );
  const { rows } = await bench.owner.query<{ account_id: string; conversation_id: string; message_id: string }>(
    `select m.account_id, m.conversation_id, msg.id as message_id from member m
     join message msg on msg.conversation_id = m.conversation_id and msg.seq = 125 where m.account_id = any ($1::uuid[])`,
    [clinicians],
  );
  const places = Map.groupBy(rows, (row) => row.account_id);
  const ask = client(readers);
  return async (operation, turn) => {
    const person = people[turn % people.length]!;
    const own = places.get(person.id)!;
    // Steps that share no factor with the number of sessions, so that each meets all conversations.
    const place = own[(turn * 7 + Math.floor(turn / people.length)) % own.length]!;
    const thread = `/api/conversations/${place.conversation_id}/messages`;
    const target: Record<Operation, string> = {
      inbox: '/api/conversations',
      'thread newest': thread,
      'thread in the middle': `${thread}?before=${place.message_id}`,
      sent: '/api/messages/sent',
      // The second and the last of the words that the fill writes most.
      'search, a frequent word': '/api/messages/search?q=morning%20&limit=20',
      'search, a rarer word': '/api/messages/search?q=week%20&limit=20',
      'unread count': '/api/messages/unread-count',
    };
    const answer = await ask('GET', `${bench.url}${target[operation]}`, person.headers);
    if (answer.status !== 200) throw new Error(`${operation} was answered with ${answer.status}`);
  };
}
