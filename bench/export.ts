// The whole audit log as a file: how long a million rows take beside the bare query, and how much memory the server grows by.
// The server's heap is held to 256 MiB, so that what it does not need is collected and what it keeps would end it.
// node bench/export.ts [--rows 1000000]
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { parseArgs } from 'node:util';
import pg from 'pg';
import Cursor from 'pg-cursor';
import { signIn, startBench } from './house.ts';
import type { Bench, BenchPerson } from './house.ts';
import { round } from './load.ts';
import { table } from './report.ts';
import { memoryMiB } from './usage.ts';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } });
const rows = Number(values.rows);

const bench = await startBench({ NODE_OPTIONS: '--max-old-space-size=256' });
try {
  const adminId = randomUUID();
  await bench.owner.query(
    `insert into account (id, username, display_name, role, password_hash, created_at) values ($1, 'bench-admin', 'Admin', 'admin', 'unusable', now())`,
    [adminId],
  );
  await bench.owner.query(
    `insert into audit_entry (id, at, actor_id, action, outcome, subject_kind, subject_id, request_id, detail)
     select gen_random_uuid(), now() - n * interval '1 second', $1, 'message.sent', 'allowed', 'message', gen_random_uuid(), 'bench-' || n,
            '{"conversationId": "018f0000-0000-7000-8000-000000000000", "recipients": 1}'
     from generate_series(1, $2::int) n`,
    [adminId, rows],
  );
  await bench.owner.query('vacuum analyze audit_entry');
  const [admin] = await signIn(bench, [adminId]);
  const exports = [];
  for (const format of ['csv', 'json'] as const) exports.push(await exported(bench, admin!, format));
  const bare = await bareQuery(bench);
  table(
    'The audit log as a file',
    exports.map((line) => ({ ...line, 'bare query s': round(bare), 'of bare': round(bare / line.s) })),
  );
} finally {
  await bench.stop();
}

async function exported({ url, pid }: Bench, admin: BenchPerson, format: 'csv' | 'json') {
  const before = await memoryMiB(pid);
  let highest = before;
  const watch = setInterval(() => void memoryMiB(pid).then((now) => (highest = Math.max(highest, now))), 50);
  const begin = performance.now();
  let bytes = 0;
  let lines = 0;
  await new Promise<void>((resolve, reject) => {
    http.get(`${url}/api/admin/audit/export?format=${format}`, { headers: admin.headers }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`the export was answered with ${response.statusCode}`));
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
      });
      response.on('end', resolve);
      response.on('error', reject);
    });
  });
  const seconds = (performance.now() - begin) / 1_000;
  clearInterval(watch);
  if (lines < rows) throw new Error(`${lines} lines of ${rows} rows came`);
  return {
    format,
    rows,
    MiB: round(bytes / 2 ** 20),
    s: round(seconds),
    'rows/s': round(rows / seconds),
    'memory before MiB': round(before),
    'highest MiB': round(highest),
  };
}

/** The same rows through a cursor of the driver, and nothing done with them. */
async function bareQuery({ ownerUrl }: Bench): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const begin = performance.now();
  const cursor = client.query(new Cursor('select * from audit_entry order by id', [], { rowMode: 'array' }));
  while ((await cursor.read(1_000)).length > 0);
  const seconds = (performance.now() - begin) / 1_000;
  await client.end();
  return seconds;
}
