// Many people with an open window each: how soon a message is in the recipient's, and what a window costs the server;
// beside a bare `ws` server with as many sockets and frames of the same size, and the disk: one small row for each
// message, committed. A message waits for two commits one after the other.
// node bench/deliver.ts [--sockets 5000,20000] [--seconds 20] [--rate 200] [--settle 30]
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { askTokens, client, lineOf, makeAccounts, openSessions, startBench } from './house.ts';
import type { BenchPerson } from './house.ts';
import { figures, paced, round } from './load.ts';
import { goal, remark, table } from './report.ts';
import { rawRow } from './raw-store.ts';
import { cpuSeconds, memoryMiB } from './usage.ts';
import { openWindows, stamped } from './windows.ts';
import type { Windows } from './windows.ts';

const { values } = parseArgs({
  options: {
    sockets: { type: 'string', default: '5000,20000' },
    seconds: { type: 'string', default: '20' },
    rate: { type: 'string', default: '200' },
    settle: { type: 'string', default: '30' },
  },
});
const seconds = Number(values.seconds);
const rate = Number(values.rate);
const settle = Number(values.settle);
const body = 'I slept a little better this week, but the mornings are still hard. Could we talk about it on Thursday?';

/** A server with windows on it: ours, or the bare one. */
interface Subject {
  readonly pid: number;
  heapBytes(): Promise<number>;
  open(): Promise<Windows>;
  /** Whatever has to be asked before anybody can send. */
  prepare(): Promise<void>;
  /** From one half of a pair to the other; resolves with the answer. */
  send(turn: number): Promise<string>;
}

const rows: Record<string, string | number>[] = [];
for (const wanted of values.sockets.split(',').map(Number)) {
  const count = reachable(wanted);
  const ours = await measureOurs(count);
  const bare = await measureBare(count, ours.sample);
  const disk = {
    server: 'one row, committed',
    'messages/s': round(ours.disk.perSecond),
    'p50 ms': round(ours.disk.p50),
    'p99 ms': round(ours.disk.p99),
  };
  rows.push(ours.row, bare.row, disk);
  goal(`p99 of delivery at ${count} windows, ms`, ours.row['p99 ms'], { atMost: 100 });
  goal(`server memory for each of ${count} idle windows, KiB`, ours.row['KiB each'], { atMost: 20 });
}
table(`${rate} messages a second between people with a window each`, rows);

/** The server needs a descriptor for each window, and some of its own. */
function reachable(wanted: number): number {
  const limit = Number(execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }));
  const most = limit - 200;
  if (!(wanted > most)) return wanted;
  remark(`${wanted} windows are out of reach: a process here may have ${limit} files open. Measured with ${most}.`);
  return most;
}

async function measureOurs(count: number) {
  const bench = await startBench({ GENERAL_REQUESTS_PER_MINUTE: '100000000' });
  try {
    const { url, pid } = bench;
    const sessions = await openSessions(bench, await makeAccounts(bench, count));
    const ask = client(32);
    let people: BenchPerson[] = [];
    const measured = await measure('Healing Space', count, {
      pid,
      async heapBytes() {
        const { body: metrics } = await ask('GET', `${url}/metrics`, {});
        return Number(/^nodejs_heap_size_used_bytes (\S+)$/m.exec(metrics)![1]);
      },
      open: () =>
        openWindows(
          sessions.map(({ id, cookie }) => ({ url: `${url.replace('http', 'ws')}/api/live`, cookie, accountId: id })),
        ),
      async prepare() {
        people = await askTokens(bench, sessions);
      },
      async send(turn) {
        const [from, to] = pairOf(turn, count);
        const request = JSON.stringify({ to: people[to]!.id, clientId: randomUUID(), body: stamped(body) });
        const answer = await ask('POST', `${url}/api/messages`, people[from]!.headers, request);
        if (answer.status !== 201) throw new Error(`a send was answered with ${answer.status}`);
        return answer.body;
      },
    });
    const disk = await rawRow(bench.ownerUrl, 16, body.length, (_, work) => paced(rate, seconds, work));
    return { ...measured, disk };
  } finally {
    await bench.stop();
  }
}

async function measureBare(count: number, sample: string) {
  const message = { ...(JSON.parse(sample) as Record<string, unknown>), mine: false, body: 'MARK' };
  const bare = spawn(process.execPath, ['bench/bare-live.ts', JSON.stringify(message)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await lineOf(bare, /^http/);
    const ask = client(32);
    return await measure('bare ws server', count, {
      pid: bare.pid!,
      heapBytes: async () => Number((await ask('GET', url, {})).body),
      open: () =>
        openWindows(
          Array.from({ length: count }, (_, n) => ({
            url: `${url.replace('http', 'ws')}/?${n}`,
            cookie: '',
            accountId: String(n),
          })),
        ),
      prepare: async () => {},
      async send(turn) {
        const [from, to] = pairOf(turn, count);
        const request = JSON.stringify({ from: String(from), to: String(to), body: stamped(body) });
        return (await ask('POST', url, {}, request)).body;
      },
    });
  } finally {
    bare.kill();
  }
}

/** Everybody has one other to write to, and writes when the other has. */
function pairOf(turn: number, count: number): [number, number] {
  const pairs = Math.floor(count / 2);
  const one = (turn % pairs) * 2;
  return Math.floor(turn / pairs) % 2 ? [one + 1, one] : [one, one + 1];
}

async function measure(server: string, count: number, subject: Subject) {
  const { pid } = subject;
  await pause(2);
  const before = { rss: await memoryMiB(pid), heap: await subject.heapBytes() };
  const opening = performance.now();
  const windows = await subject.open();
  try {
    const opened = (performance.now() - opening) / 1_000;
    await pause(settle / 2);
    const idle = await cpuSeconds(pid);
    await pause(settle / 2);
    const idleCpu = ((await cpuSeconds(pid)) - idle) / (settle / 2);
    const after = { rss: await memoryMiB(pid), heap: await subject.heapBytes() };

    // The first message of each pair makes their conversation: not what is measured.
    await subject.prepare();
    const pairs = Math.floor(count / 2);
    let sample = '';
    let next = 0;
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let turn = next++; turn < pairs; turn = next++) sample = await subject.send(turn);
      }),
    );
    // Each reaches both windows of the pair.
    await windows.until(pairs * 2);
    await windows.forget();
    const busy = await cpuSeconds(pid);
    const sent = await paced(rate, seconds, async (turn) => void (await subject.send(turn)));
    const busyCpu = ((await cpuSeconds(pid)) - busy) / seconds;
    await windows.until(sent.count * 2);
    const { latencies, arrived, faults } = await windows.report();
    const complete = arrived.reduce((sum, [, messages]) => sum + messages.length, 0) === sent.count * 2;
    if (!complete || faults.length > 0) throw new Error(`windows: ${faults.slice(0, 5).join(', ') || 'too much came'}`);
    const { p50, p99 } = figures(latencies, seconds);
    return {
      sample,
      row: {
        server,
        windows: count,
        'opened/s': round(count / opened),
        'KiB each': round(((after.rss - before.rss) * 1_024) / count),
        'of it heap': round((after.heap - before.heap) / 1_024 / count),
        'idle CPU %': round(idleCpu * 100),
        'messages/s': round(sent.perSecond),
        'p50 ms': round(p50),
        'p99 ms': round(p99),
        'CPU %': round(busyCpu * 100),
        'MiB then': round(await memoryMiB(pid)),
      },
    };
  } finally {
    await windows.close();
  }
}

function pause(wait: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, wait * 1_000));
}
