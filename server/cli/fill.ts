// Fills a database with synthetic clinicians, patients and messages, for measuring; never for a real clinic.
// DATABASE_URL=… node server/cli/fill.ts MESSAGES [--each 250, in a conversation]   prints the clinicians' ids as one line of JSON.
import { parseArgs } from 'node:util';
import { v7 as uuidv7 } from 'uuid';
import { readConfig } from '../config.ts';
import { createPool } from '../db/pool.ts';
import { createDatabase } from '../db/transact.ts';
import type { Database } from '../db/transact.ts';
import { loadInstallationKeys } from '../vault/installation-keys.ts';
import { loadKeyFile, parseKeyRing } from '../vault/key-ring.ts';
import { createSearchTokens } from '../vault/search-tokens.ts';
import { createVault } from '../vault/vault.ts';
import type { Vault } from '../vault/vault.ts';

const patientsPerClinician = 40;
const unreadPerConversation = 3;
const frequent = 'sleep morning walk quiet letter window garden worry breath evening kitchen talk doctor week'.split(
  ' ',
);
const between = 'and the to of a in my was it for with on'.split(' ');
const syllables = 'ba ce di fo gu la me ni po ru sa te vi wo xu za che dri flo gra'.split(' ');
const vocabulary = 30_000;
let seed = 1;

const config = readConfig(process.env);
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { each: { type: 'string', default: '250' } },
});
const messagesPerConversation = Number(values.each);
const wanted = Number(positionals[0]);
const conversations = Math.ceil(wanted / messagesPerConversation);
const vault = createVault(
  config.masterKeys ? parseKeyRing(config.masterKeys) : (await loadKeyFile(config.dataDir)).keyRing,
);
const pool = createPool(config.databaseUrl!, { max: 2, statementTimeout: 600_000 });
const db = createDatabase(pool);
const searchTokens = createSearchTokens((await loadInstallationKeys(db, vault)).search);
// Filling it row by row would take most of the time.
const { rows: indexes } = await pool.query<{ indexdef: string }>(
  `select indexdef from pg_indexes where indexname = 'search_entry_tokens'`,
);
await pool.query('drop index search_entry_tokens');

const clinicians: string[] = [];
for (let n = 0; n < conversations; n += patientsPerClinician) {
  clinicians.push(await fillClinician(db, vault, Math.min(patientsPerClinician, conversations - n)));
}
await pool.query(`set maintenance_work_mem = '512MB'; ${indexes[0]!.indexdef}`);
await pool.query('analyze');
await pool.end();
process.stdout.write(`${JSON.stringify(clinicians)}\n`);

async function fillClinician(to: Database, sealer: Vault, patients: number): Promise<string> {
  const clinician = uuidv7();
  const pairs = Array.from({ length: patients }, () => ({ patient: uuidv7(), id: uuidv7() }));
  const people = [clinician, ...pairs.map((pair) => pair.patient)];
  const begin = Date.now() - 200 * 86_400_000;
  await to.run(
    {
      name: 'fill_accounts',
      text: `insert into account (id, username, display_name, role, password_hash, created_at)
        select id, 'fill-' || id, 'Person ' || id, case when id = $2 then 'clinician' else 'patient' end, 'unusable', now() from unnest($1::uuid[]) given(id)`,
    },
    [people, clinician],
  );
  await to.run(
    {
      name: 'fill_links',
      text: `insert into care_link (id, patient_id, clinician_id, status, asked_by, asked_at, accepted_at)
        select gen_random_uuid(), id, $2, 'active', id, now(), now() from unnest($1::uuid[]) given(id)`,
    },
    [pairs.map((pair) => pair.patient), clinician],
  );
  const rows: Record<'id' | 'conversation' | 'sender' | 'recipient', string>[] = [];
  const bodies: Buffer[] = [];
  const tokens: string[] = [];
  const numbers: number[] = [];
  const moments: Date[] = [];
  const keys = pairs.map((pair) => sealer.makeDataKey(pair.id));
  for (let seq = 1; seq <= messagesPerConversation; seq += 1) {
    for (const [index, pair] of pairs.entries()) {
      const id = uuidv7();
      const fromPatient = seq % 2 === 0 || seq > messagesPerConversation - unreadPerConversation;
      rows.push({
        id,
        conversation: pair.id,
        sender: fromPatient ? pair.patient : clinician,
        recipient: fromPatient ? clinician : pair.patient,
      });
      const body = sentence();
      bodies.push(sealer.seal(keys[index]!, { conversationId: pair.id, rowId: id, field: 'body' }, body));
      tokens.push(`{${searchTokens.ofMessage(pair.id, null, body).join(',')}}`);
      numbers.push(seq);
      moments.push(new Date(begin + (seq * patients + index) * 60_000));
    }
  }
  await to.run(
    {
      name: 'fill_conversations',
      text: `with made as (
          insert into conversation (id, kind, low_account_id, high_account_id, data_key, last_seq, created_by, created_at)
          select id, 'direct', least(patient, $4), greatest(patient, $4), key, $5, $4, now()
          from unnest($1::uuid[], $2::uuid[], $3::bytea[]) given(id, patient, key) returning id, low_account_id, high_account_id, created_at)
        insert into member (conversation_id, account_id, joined_at, active_at)
        select id, account_id, created_at, $6 from made, lateral (values (low_account_id), (high_account_id)) pair(account_id)`,
    },
    [
      pairs.map((pair) => pair.id),
      pairs.map((pair) => pair.patient),
      keys,
      clinician,
      messagesPerConversation,
      moments.at(-1),
    ],
  );
  await to.run(
    {
      name: 'fill_messages',
      text: `with stored as (
          insert into message (id, conversation_id, seq, sender_id, client_id, body_sealed, sent_at)
          select id, conversation, seq, sender, id::text, body, at
          from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::bytea[], $6::timestamptz[]) given(id, conversation, seq, sender, body, at)
        ), indexed as (
          insert into search_entry (message_id, conversation_id, sender_id, sent_at, tokens)
          select id, conversation, sender, at, tokens::bigint[]
          from unnest($1::uuid[], $2::uuid[], $4::uuid[], $6::timestamptz[], $9::text[]) given(id, conversation, sender, at, tokens))
        insert into receipt (message_id, account_id, conversation_id, seq, delivered_at, read_at)
        select id, recipient, conversation, seq, at, case when seq <= $8 then at end
        from unnest($1::uuid[], $7::uuid[], $2::uuid[], $3::bigint[], $6::timestamptz[]) given(id, recipient, conversation, seq, at)`,
    },
    [
      rows.map((row) => row.id),
      rows.map((row) => row.conversation),
      numbers,
      rows.map((row) => row.sender),
      bodies,
      moments,
      rows.map((row) => row.recipient),
      messagesPerConversation - unreadPerConversation,
      tokens,
    ],
  );
  return clinician;
}

/** Some 8 to 24 words, about half of them stop words; the word of rank n is n times as rare as the first (Zipf). */
function sentence(): string {
  const length = 8 + Math.floor(chance() * 17);
  return Array.from({ length }, (_, n) =>
    n % 2 ? between[Math.floor(chance() * between.length)] : wordOf(rank()),
  ).join(' ');
}

function rank(): number {
  return Math.floor(vocabulary ** chance());
}

function wordOf(n: number): string {
  if (n <= frequent.length) return frequent[n - 1]!;
  let word = '';
  for (let rest = n; rest > 0; rest = Math.floor(rest / syllables.length)) word += syllables[rest % syllables.length];
  return word;
}

/** The same numbers every time (mulberry32). */
function chance(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
