// Ten thousand at once: scheduled messages that are due at one instant, and a broadcast, until each recipient has it.
// node bench/burst.ts [--count 10000]
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { client, makePeople, signIn, startBench } from './house.ts';
import type { Bench } from './house.ts';
import { round } from './load.ts';
import { rawStore } from './raw-store.ts';
import { table } from './report.ts';

const { values } = parseArgs({ options: { count: { type: 'string', default: '10000' } } });
const count = Number(values.count);
const body = 'I slept a little better this week, but the mornings are still hard. Could we talk about it on Thursday?';

const bench = await startBench();
try {
  table('Due at one instant', [await scheduled(bench)]);
  table('A broadcast', [await broadcast(bench)]);
} finally {
  await bench.stop();
}

/** Written by 100 clinicians over HTTP, each to 10 others in turn; their time is then set to one instant by SQL. */
async function scheduled({ owner, url, ownerUrl }: Bench) {
  const authors = await makePeople(bench, 100);
  const ask = client(16);
  const later = new Date(Date.now() + 3_600_000).toISOString();
  const writing = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let n = next++; n < count; n = next++) {
        const author = authors[n % 100]!;
        const to = authors[(n + 1 + (Math.floor(n / 100) % 10)) % 100]!.id;
        const request = JSON.stringify({ to, clientId: randomUUID(), body, sendAt: later });
        const answer = await ask('POST', `${url}/api/scheduled-messages`, author.headers, request);
        if (answer.status !== 201) throw new Error(`scheduling was answered with ${answer.status}`);
      }
    }),
  );
  const written = (performance.now() - writing) / 1_000;
  const begin = performance.now();
  await owner.query('update scheduled_message set send_at = now()');
  await owner.query(`update job.job set start_after = now() where name = 'scheduled-message.due'`);
  await until(owner, `select count(*)::int as n from scheduled_message where status = 'sent'`);
  const seconds = (performance.now() - begin) / 1_000;
  const { rows } = await owner.query<{ n: number }>('select count(distinct client_id)::int as n from message');
  if (rows[0]!.n !== count) throw new Error(`${rows[0]!.n} of ${count} were sent`);
  const pairs = authors.slice(0, 16).map((author, index) => [author.id, authors[index + 1]!.id] as const);
  const raw = await rawStore(ownerUrl, pairs, body.length, 5);
  return {
    what: 'scheduled, due at one instant',
    count,
    'all sent s': round(seconds),
    'messages/s': round(count / seconds),
    'raw database/s': round(raw.perSecond),
    'of raw': round(count / seconds / raw.perSecond),
    'made before, /s': round(count / written),
  };
}

async function broadcast({ owner, url, ownerUrl }: Bench) {
  await owner.query(
    `insert into account (id, username, display_name, role, password_hash, created_at)
     select gen_random_uuid(), 'listener-' || n, 'Listener ' || n, 'patient', 'unusable', now() from generate_series(1, $1::int) n`,
    [count],
  );
  const adminId = randomUUID();
  await owner.query(
    `insert into account (id, username, display_name, role, password_hash, created_at) values ($1, 'bench-admin', 'Admin', 'admin', 'unusable', now())`,
    [adminId],
  );
  const [admin] = await signIn(bench, [adminId]);
  const ask = client(1);
  const begin = performance.now();
  const request = JSON.stringify({ audience: 'patients', clientId: randomUUID(), body });
  const answer = await ask('POST', `${url}/api/admin/broadcasts`, admin!.headers, request);
  if (answer.status !== 201) throw new Error(`the broadcast was answered with ${answer.status}`);
  const answered = (performance.now() - begin) / 1_000;
  await until(owner, `select count(*)::int as n from broadcast_recipient where status = 'sent'`);
  const seconds = (performance.now() - begin) / 1_000;
  const listing = performance.now();
  await ask('GET', `${url}/api/admin/broadcasts`, admin!.headers);
  const listed = performance.now() - listing;
  const { rows } = await owner.query<{ low_account_id: string; high_account_id: string }>(
    `select low_account_id, high_account_id from conversation where kind = 'direct' limit 16`,
  );
  const raw = await rawStore(
    ownerUrl,
    rows.map((row) => [row.low_account_id, row.high_account_id]),
    body.length,
    5,
  );
  return {
    what: 'broadcast',
    count,
    'all sent s': round(seconds),
    'messages/s': round(count / seconds),
    'raw database/s': round(raw.perSecond),
    'of raw': round(count / seconds / raw.perSecond),
    'answered s': round(answered),
    'reach listed ms': round(listed),
  };
}

/** Asks the database ten times a second: the house has no reason to tell a bench. */
async function until(owner: pg.Pool, sql: string): Promise<void> {
  for (;;) {
    const { rows } = await owner.query<{ n: number }>(sql);
    if (rows[0]!.n >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
