// One, two and four processes of the product on one database: what they carry together, how soon a message is in windows of
// the others, and that no window misses one, sees one twice, or sees another number than its neighbours.
// node bench/processes.ts [--processes 1,2,4] [--people 200] [--seconds 10] [--rate 100]
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { client, makePeople, startBench, startHouse } from './house.ts';
import type { Bench } from './house.ts';
import { closedLoop, figures, paced, round } from './load.ts';
import { goal, table } from './report.ts';
import { openWindows, stamped } from './windows.ts';
import type { Report, Windows } from './windows.ts';

const { values } = parseArgs({
  options: {
    processes: { type: 'string', default: '1,2,4' },
    people: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '10' },
    rate: { type: 'string', default: '100' },
  },
});
const seconds = Number(values.seconds);
const senders = 64;
const windowsEach = 2;
const body = 'I slept a little better this week, but the mornings are still hard. Could we talk about it on Thursday?';

interface Sent {
  readonly id: string;
  readonly between: readonly string[];
}

const rows: Record<string, number>[] = [];
for (const processes of values.processes.split(',').map(Number)) {
  const bench = await startBench({ GENERAL_REQUESTS_PER_MINUTE: '100000000' });
  const others = await Promise.all(
    Array.from({ length: processes - 1 }, () => startHouse(bench, { GENERAL_REQUESTS_PER_MINUTE: '100000000' })),
  );
  try {
    rows.push({
      processes,
      ...(await measure(
        bench,
        [bench, ...others].map(({ url }) => url),
      )),
    });
  } finally {
    await Promise.all(others.map((house) => house.stop()));
    await bench.stop();
  }
}
table(
  'Processes on one database',
  rows.map((row) => ({ ...row, 'times one': round(row['sends/s']! / rows[0]!['sends/s']!) })),
);
goal(
  'messages that a window missed, saw twice or under another number',
  Math.max(...rows.map((row) => row['wrong']!)),
  {
    atMost: 0,
  },
);

async function measure(bench: Bench, urls: readonly string[]) {
  const people = await makePeople(bench, Number(values.people));
  // Two windows each, at neighbouring processes.
  const windows = await openWindows(
    people.flatMap(({ id, headers }, index) =>
      Array.from({ length: windowsEach }, (_, nth) => ({
        url: `${urls[(index + nth) % urls.length]!.replace('http', 'ws')}/api/live`,
        cookie: headers['cookie']!,
        accountId: id,
      })),
    ),
  );
  try {
    const asks = urls.map(() => client(senders));
    const sent: Sent[] = [];
    let sends = 0;
    const send = async () => {
      const turn = (sends += 1);
      const from = people[turn % people.length]!;
      const to = people[(turn + 1) % people.length]!;
      const at = turn % urls.length;
      const request = JSON.stringify({ to: to.id, clientId: randomUUID(), body: stamped(body) });
      const answer = await asks[at]!('POST', `${urls[at]}/api/messages`, from.headers, request);
      if (answer.status !== 201) throw new Error(`a send was answered with ${answer.status}`);
      sent.push({ id: (JSON.parse(answer.body) as { id: string }).id, between: [from.id, to.id] });
    };
    for (const _ of people) await send();
    await closedLoop(senders, 1, send);
    const before = await settled(windows, sent);
    const full = await closedLoop(senders, seconds, send);
    const during = await settled(windows, sent);
    await paced(Number(values.rate), seconds, send);
    const after = await settled(windows, sent);
    const { p50, p99 } = figures(after.latencies, seconds);
    return {
      windows: people.length * windowsEach,
      'sends/s': round(full.perSecond),
      [`p50 ms at ${values.rate}/s`]: round(p50),
      [`p99 ms at ${values.rate}/s`]: round(p99),
      arrived: before.arrived + during.arrived + after.arrived,
      wrong: before.wrong + during.wrong + after.wrong,
    };
  } finally {
    await windows.close();
  }
}

/** Waits for what was sent, counts what is wrong with it, and begins anew. */
async function settled(windows: Windows, sent: Sent[]) {
  await windows.until(sent.length * 2 * windowsEach);
  const report = await windows.report();
  const wrong = countWrong(report, sent);
  const arrived = report.arrived.reduce((sum, [, messages]) => sum + messages.length, 0);
  sent.length = 0;
  await windows.forget();
  return { latencies: report.latencies, arrived, wrong };
}

function countWrong({ arrived, faults }: Report, sent: readonly Sent[]): number {
  const owed = new Map<string, Set<string>>();
  for (const { id, between } of sent)
    for (const account of between) owed.set(account, (owed.get(account) ?? new Set()).add(id));
  const numbers = new Map<string, number>();
  let wrong = faults.length;
  for (const [account, messages] of arrived) {
    const missing = new Set(owed.get(account));
    for (const [id, number] of messages) {
      if (!missing.delete(id)) wrong += 1;
      if ((numbers.get(id) ?? number) !== number) wrong += 1;
      numbers.set(id, number);
    }
    wrong += missing.size;
  }
  return wrong;
}
