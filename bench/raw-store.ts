// The limit set by PostgreSQL: the rows of one message in one durable transaction, from as many connections as senders, at most 64.
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { closedLoop } from './load.ts';
import type { Figures, Work } from './load.ts';

// One round trip a message, autocommitted: the least a database can be asked for the same rows.
const store = {
  name: 'raw_store',
  text: `with placed as (
           update conversation set last_seq = last_seq + 1 where id = $1 returning id, last_seq
         ), stored as (
           insert into message (id, conversation_id, seq, sender_id, client_id, body_sealed, sent_at)
           select $2, id, last_seq, $3, $4, $5, now() from placed returning id, conversation_id, seq
         ), received as (
           insert into receipt (message_id, account_id, conversation_id, seq) select id, $6, conversation_id, seq from stored
         ), surfaced as (
           update member set active_at = now(), archived_at = null where conversation_id = $1
         ), audited as (
           insert into audit_entry (id, at, actor_id, action, outcome, subject_kind, subject_id, detail)
           select $7, now(), $3, 'message.sent', 'allowed', 'message', id, '{}' from stored returning id
         ), queued as (
           insert into audit_pending select id from audited
         ), indexed as (
           insert into search_entry (message_id, conversation_id, sender_id, sent_at, tokens)
           select id, conversation_id, $3, now(), $8::bigint[] from stored
         )
         insert into outbox (type, conversation_id, message_id, account_id, at)
         select 'message.sent', conversation_id, id, $3, now() from stored`,
};

/** More connections than the server admits beside the product's own make the raw database no faster. */
const mostConnections = 64;

export async function rawStore(
  ownerUrl: string,
  pairs: readonly (readonly [string, string])[],
  bodyBytes: number,
  seconds: number,
): Promise<Figures> {
  const clients = await Promise.all(
    pairs.slice(0, mostConnections).map(async ([sender, recipient]) => {
      const connection = new pg.Client({ connectionString: ownerUrl });
      await connection.connect();
      const { rows } = await connection.query<{ id: string; tokens: string[] }>(
        `select c.id, s.tokens::text[] from conversation c join search_entry s on s.conversation_id = c.id
         where c.low_account_id = least($1::uuid, $2::uuid) and c.high_account_id = greatest($1::uuid, $2::uuid) limit 1`,
        [sender, recipient],
      );
      return { connection, conversation: rows[0]!.id, tokens: rows[0]!.tokens, sender, recipient };
    }),
  );
  const body = randomBytes(bodyBytes + 29);
  const result = await closedLoop(clients.length, seconds, async (worker) => {
    const { connection, conversation, tokens, sender, recipient } = clients[worker]!;
    await connection.query({
      ...store,
      values: [conversation, randomUUID(), sender, randomUUID(), body, recipient, randomUUID(), tokens],
    });
  });
  await Promise.all(clients.map(({ connection }) => connection.end()));
  return result;
}

/** The least a database can be asked to keep of a message: one row, one statement, one durable commit. */
export async function rawRow(
  ownerUrl: string,
  senders: number,
  bodyBytes: number,
  drive: (senders: number, work: Work) => Promise<Figures>,
): Promise<Figures> {
  const clients = await Promise.all(
    Array.from({ length: Math.min(senders, mostConnections) }, async () => {
      const connection = new pg.Client({ connectionString: ownerUrl });
      await connection.connect();
      return connection;
    }),
  );
  await clients[0]!.query(
    'create table if not exists bench_row (id uuid primary key, room uuid not null, body bytea not null, sent_at timestamptz not null)',
  );
  const body = randomBytes(bodyBytes);
  const row = { name: 'raw_row', text: 'insert into bench_row values ($1, $2, $3, now())' };
  const result = await drive(clients.length, async (worker) => {
    await clients[worker % clients.length]!.query({ ...row, values: [randomUUID(), randomUUID(), body] });
  });
  await Promise.all(clients.map((connection) => connection.end()));
  return result;
}
