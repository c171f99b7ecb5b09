// Copies what fill.ts stored, many times over, by SQL: other people, other conversations, the same words. The copied texts open
// for nobody, so only the originals are read; to them the copies are what everybody else has stored.
import pg from 'pg';

const large = ['message', 'receipt', 'search_entry'];
const copies = [
  `create function pg_temp.copy(id uuid, n int) returns uuid immutable language sql
     return (left(id::text, 19) || right(md5(id::text || n)::uuid::text, 17))::uuid`,
  // References hold because the originals' do; looking each of them up would take most of the time.
  'set session_replication_role = replica',
  // Indexes are made at the end, sorted: every copied id would land in another place of them.
  `update pg_index set indisready = false, indisvalid = false where indrelid in (${large.map((name) => `'${name}'::regclass`).join(', ')})`,
  `insert into account (id, username, display_name, role, password_hash, created_at)
   select pg_temp.copy(id, n), 'fill-' || pg_temp.copy(id, n), display_name, role, password_hash, created_at
   from account, generate_series(1, $1::int) n`,
  `insert into care_link (id, patient_id, clinician_id, status, asked_by, asked_at, accepted_at)
   select pg_temp.copy(id, n), pg_temp.copy(patient_id, n), pg_temp.copy(clinician_id, n), status, pg_temp.copy(asked_by, n), asked_at, accepted_at
   from care_link, generate_series(1, $1::int) n`,
  `insert into conversation (id, kind, low_account_id, high_account_id, data_key, last_seq, created_by, created_at)
   select pg_temp.copy(id, n), kind, least(low, high), greatest(low, high), data_key, last_seq, pg_temp.copy(created_by, n), created_at
   from conversation, generate_series(1, $1::int) n,
        lateral (select pg_temp.copy(low_account_id, n) as low, pg_temp.copy(high_account_id, n) as high) pair`,
  `insert into member (conversation_id, account_id, joined_at, active_at)
   select pg_temp.copy(conversation_id, n), pg_temp.copy(account_id, n), joined_at, active_at from member, generate_series(1, $1::int) n`,
  `insert into message (id, conversation_id, seq, sender_id, client_id, body_sealed, sent_at)
   select pg_temp.copy(id, n), pg_temp.copy(conversation_id, n), seq, pg_temp.copy(sender_id, n), client_id, body_sealed, sent_at
   from message, generate_series(1, $1::int) n`,
  `insert into receipt (message_id, account_id, conversation_id, seq, delivered_at, read_at)
   select pg_temp.copy(message_id, n), pg_temp.copy(account_id, n), pg_temp.copy(conversation_id, n), seq, delivered_at, read_at
   from receipt, generate_series(1, $1::int) n`,
  // The first token of a message is its conversation's.
  `insert into search_entry (message_id, conversation_id, sender_id, sent_at, tokens)
   select pg_temp.copy(message_id, n), pg_temp.copy(conversation_id, n), pg_temp.copy(sender_id, n), sent_at,
          hashtextextended(pg_temp.copy(conversation_id, n)::text, 0) || tokens[2:]
   from search_entry, generate_series(1, $1::int) n`,
];

/** Afterwards there is `times` as much. */
export async function multiply(ownerUrl: string, times: number): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  for (const sql of copies) await client.query(sql, sql.includes('$1') ? [times - 1] : []);
  await client.query(`set maintenance_work_mem = '1GB'`);
  for (const table of large) await client.query(`reindex table ${table}`);
  await client.end();
}
