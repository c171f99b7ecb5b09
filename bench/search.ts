// Search at a million messages beside the bare statement, and what indexing adds to storing a message.
// node bench/search.ts [--size 1000000] [--seconds 5] [--readers 4] [--data FOLDER, filled the first time and kept]
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { client, fill, signIn, startBench } from './house.ts';
import type { Bench, BenchPerson } from './house.ts';
import { closedLoop, median, round } from './load.ts';
import { table } from './report.ts';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '5' },
    readers: { type: 'string', default: '4' },
    data: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const readers = Number(values.readers);
const dataDir = values.data ?? (await mkdtemp(path.join(os.tmpdir(), 'healing-space-bench-')));
const bench = await startBench({ GENERAL_REQUESTS_PER_MINUTE: '100000000' }, dataDir);
try {
  const { rows: filled } = await bench.owner.query<{ id: string }>(`select id from account where role = 'clinician'`);
  const clinicians = filled.length > 0 ? filled.map((row) => row.id) : await fill(bench, dataDir, [values.size]);
  const { rows } = await bench.owner.query<{ messages: string; table: string; index: string }>(
    `select (select count(*) from search_entry) as messages, pg_size_pretty(pg_table_size('search_entry')) as table,
            pg_size_pretty(pg_indexes_size('search_entry')) as index`,
  );
  table('What is searched', rows);
  table('Searching', await searching(bench, await signIn(bench, clinicians)));
  table('Storing a message with and without its tokens', [await indexing(bench)]);
} finally {
  await bench.stop();
  if (!values.data) await rm(dataDir, { recursive: true, force: true });
}

async function searching({ owner, ownerUrl, url }: Bench, people: BenchPerson[]) {
  const ask = client(readers);
  const search = async (person: BenchPerson, q: string) => {
    const answer = await ask(
      'GET',
      `${url}/api/messages/search?${new URLSearchParams({ q, limit: '20' })}`,
      person.headers,
    );
    if (answer.status !== 200) throw new Error(`a search was answered with ${answer.status}`);
    return (JSON.parse(answer.body) as { items: { message: { body: string } }[] }).items;
  };
  const sample = (await search(people[0]!, 'mor')).map((hit) => hit.message.body.split(' '));
  const rare = sample.flat().filter((word) => word.length > 5);
  const word = (turn: number) => rare[turn % rare.length]!;
  const kinds: Record<string, (turn: number) => string> = {
    'a frequent word': () => 'sleep ',
    'two frequent words': () => 'morning walk ',
    'a beginning': (turn) => ['sle', 'gard', 'brea', 'kitc'][turn % 4]!,
    'a rarer word': (turn) => `${word(turn)} `,
    'two letters': (turn) => word(turn).slice(0, 2),
    'a word nobody wrote': () => 'lighthouse ',
  };
  const pool = new pg.Pool({ connectionString: ownerUrl, max: readers });
  const raw = await rawSearches(pool, people);
  const lines = [];
  for (const [kind, q] of Object.entries(kinds)) {
    let found = 0;
    const ours = await closedLoop(readers, seconds, async (worker, turn) => {
      found = (await search(people[(turn * readers + worker) % people.length]!, q(turn))).length;
    });
    lines.push({ kind, 'found last': found, 'p50 ms': round(ours.p50), 'p95 ms': round(ours.p95) });
  }
  const bare = await closedLoop(readers, seconds, async (worker, turn) => raw(turn * readers + worker));
  await pool.end();
  await owner.query('select 1');
  return [...lines, { kind: 'bare statement, a random word', 'p50 ms': round(bare.p50), 'p95 ms': round(bare.p95) }];
}

/** The least a database can be asked: one token of a random message, in the conversations of one clinician. */
async function rawSearches(pool: pg.Pool, people: readonly BenchPerson[]) {
  const searches = await Promise.all(
    people.slice(0, 20).map(async ({ id }) => {
      const { rows } = await pool.query<{ places: string[]; words: string[] }>(
        // The first token of a message is its conversation's.
        `with mine as (
           select e.conversation_id, e.tokens from search_entry e
           join member m on m.conversation_id = e.conversation_id and m.account_id = $1
         )
         select (select array_agg(distinct tokens[1]) from mine) as places,
                (select array_agg(t) from (select unnest(tokens[2:]) as t from mine order by random() limit 200) picked) as words`,
        [id],
      );
      return rows[0]!;
    }),
  );
  return async (turn: number) => {
    const { places, words } = searches[turn % searches.length]!;
    await pool.query({
      name: 'raw_search',
      text: `with found as materialized (
               select message_id, sent_at from search_entry where tokens @> $1::bigint[] and tokens && $2::bigint[])
             select * from found order by sent_at desc limit 21`,
      values: [[words[turn % words.length]!], places],
    });
  };
}

/** A message row with and without its tokens, one durable transaction each, over one connection. */
async function indexing({ ownerUrl }: Bench) {
  const connection = new pg.Client({ connectionString: ownerUrl });
  connection.on('error', () => {});
  await connection.connect();
  const { rows } = await connection.query<{ id: string; conversation_id: string; sender_id: string; last: string }>(
    `select msg.conversation_id, msg.sender_id, (select max(seq) from message m where m.conversation_id = msg.conversation_id) as last
     from message msg limit 1`,
  );
  const { conversation_id: conversation, sender_id: sender, last } = rows[0]!;
  const { rows: samples } = await connection.query<{ tokens: string[] }>('select tokens from search_entry limit 500');
  let seq = Number(last);
  const body = randomBytes(129);
  const store = async () => {
    const id = randomUUID();
    await connection.query({
      name: 'raw_message',
      text: `insert into message (id, conversation_id, seq, sender_id, client_id, body_sealed, sent_at) values ($1, $2, $3, $4, $6, $5, now())`,
      values: [id, conversation, (seq += 1), sender, body, `bench ${id}`],
    });
    return id;
  };
  const storeIndexed = async (turn: number) => {
    const id = randomUUID();
    await connection.query({
      name: 'raw_message_indexed',
      text: `with stored as (
               insert into message (id, conversation_id, seq, sender_id, client_id, body_sealed, sent_at) values ($1, $2, $3, $4, $7, $5, now()))
             insert into search_entry (message_id, conversation_id, sender_id, sent_at, tokens) values ($1, $2, $4, now(), $6::bigint[])`,
      values: [id, conversation, (seq += 1), sender, body, samples[turn % samples.length]!.tokens, `bench ${id}`],
    });
  };
  const plain: number[] = [];
  const indexed: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    plain.push((await closedLoop(1, seconds, async () => void (await store()))).p50);
    indexed.push((await closedLoop(1, seconds, async (_, turn) => storeIndexed(turn))).p50);
  }
  // They are noise to a reader: a folder that is kept must not hold them.
  await connection.query(
    `with gone as (delete from message where client_id like 'bench %' returning id)
     delete from search_entry where message_id in (select id from gone)`,
  );
  await connection.end();
  return {
    'stored p50 ms': round(median(plain)),
    'stored with tokens p50 ms': round(median(indexed)),
    'times as long': round(median(indexed) / median(plain)),
  };
}
