// A plan is kept as long as its connection: what was planned while the clinic was empty must be no trap when it is full.
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readClinicianAnalytics } from '../contract/analytics.ts';
import { listCareLinks } from '../contract/care-links.ts';
import { readUpdates } from '../contract/events.ts';
import * as api from '../contract/messages.ts';
import { listPatients } from '../contract/patients.ts';
import { searchMessages } from '../contract/search.ts';
import { chainPending } from './audit/checkpoint.ts';
import { makeNotifications } from './features/notifications/notify.ts';
import { openHouse } from './testing/house.ts';
import type { House } from './testing/house.ts';
import { LiveWindow } from './testing/live.ts';
import { aClinician, anAdmin, aPatient, linked } from './testing/people.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

const stored = 5_000;

test('no statement of writing, reading or finding goes through what others have stored, though it was planned when nothing was', async () => {
  const asked = await recordStatements(async () => {
    const [writer, reader] = [await aClinician(house), await aPatient(house)];
    await linked(house, reader, writer);
    const [windowOfWriter, windowOfReader] = await Promise.all([
      LiveWindow.open(house, writer),
      LiveWindow.open(house, reader, { acknowledge: true }),
    ]);
    const { body: message } = await writer.call(api.sendMessage, {
      body: { to: reader.id, clientId: 'plan', body: 'Walking helps' },
    });
    const told = (change: string) =>
      windowOfWriter.until(() => windowOfWriter.of('receipt.changed').some((event) => event.change === change));
    await told('delivered');
    await reader.call(api.listConversations);
    await reader.call(api.readThread, { params: { id: message.conversationId } });
    await reader.call(api.markMessageRead, { params: { id: message.id } });
    await told('read');
    await writer.call(searchMessages, { query: { q: 'walking' } });
    await writer.call(listPatients);
    await writer.call(readClinicianAnalytics);
    await reader.call(api.listSent);
    await reader.call(readUpdates, { query: { after: 0 } });
    await reader.call(listCareLinks);
    await (await anAdmin(house)).call(listCareLinks);
    await makeNotifications(house.deps);
    await house.app.live.beat();
    await chainPending(house.deps);
    windowOfWriter.socket.close();
    windowOfReader.socket.close();
  });
  expect([...asked.keys()]).toEqual(
    expect.arrayContaining([
      'find_undelivered',
      'lock_conversations',
      'find_usable_among',
      'audit_take_pending',
      'find_search_places',
      'find_care_links',
      'find_own_care_links',
    ]),
  );

  const db = await house.owner.connect();
  try {
    await db.query(`set role healing_space_app; set plan_cache_mode = force_generic_plan; set statement_timeout = 0`);
    const executions = new Map<string, string>();
    for (const [name, { text, values }] of asked) {
      await db.query(`prepare ${name} as ${text}`);
      executions.set(name, `execute ${name}${values.length > 0 ? `(${values.map(literal).join()})` : ''}`);
    }
    const inTurn = async (work: (name: string, execution: string) => Promise<void>) => {
      for (const [name, execution] of executions) {
        await db.query('savepoint before');
        await work(name, execution);
        await db.query('rollback to before');
      }
    };
    await db.query('begin');
    await inTurn(async (_, execution) => void (await db.query(execution)));
    await db.query('reset role');
    await db.query(crowd);
    await db.query('set role healing_space_app');
    const greedy: string[] = [];
    await inTurn(async (name, execution) => {
      const { rows } = await db.query(`explain (analyze, buffers, format json) ${execution}`);
      const { Plan: plan } = rows[0]['QUERY PLAN'][0];
      const most = mostRead(plan);
      if (most > stored / 5) greedy.push(`${name} read ${most} rows`);
      for (const index of walked(plan)) greedy.push(`${name} walked through ${index}`);
    });
    expect(greedy).toEqual([]);
  } finally {
    await db.query('rollback');
    await db.query('reset all');
    await db.query('reset role');
    await db.query('deallocate all');
    db.release();
  }
});

/** Conversations of pairs, each with an unread message, an open session for everybody, and all that goes with it. */
const crowd = `
  create temporary table crowd on commit drop as
    select n, gen_random_uuid() as one, gen_random_uuid() as other, gen_random_uuid() as room, gen_random_uuid() as message
    from generate_series(1, ${stored}) n;
  insert into account (id, username, display_name, role, password_hash, created_at)
    select id, 'crowd-' || id, 'Crowd', 'patient', 'unusable', now() from (select one as id from crowd union all select other from crowd) ids;
  insert into care_link (id, patient_id, clinician_id, status, asked_by, asked_at, accepted_at)
    select gen_random_uuid(), one, other, 'active', one, now(), now() from crowd;
  insert into session (id, account_id, token_hash, created_at, last_seen_at, expires_at)
    select gen_random_uuid(), one, sha256(one::text::bytea), now(), now(), now() + interval '1 day' from crowd;
  insert into conversation (id, kind, low_account_id, high_account_id, data_key, created_by, created_at, last_seq)
    select room, 'direct', least(one, other), greatest(one, other), '\\x00', one, now(), 1 from crowd;
  insert into member (conversation_id, account_id, joined_at, active_at)
    select room, id, now(), now() from crowd, unnest(array[one, other]) as id;
  insert into message (id, conversation_id, seq, sender_id, client_id, body_sealed, sent_at)
    select message, room, 1, one, 'crowd-' || n, '\\x00', now() from crowd;
  insert into receipt (message_id, account_id, conversation_id, seq) select message, other, room, 1 from crowd;
  insert into search_entry (message_id, conversation_id, sender_id, sent_at, tokens) select message, room, one, now(), array[n] from crowd;
  insert into notification (id, account_id, kind, subject_id, created_at, updated_at)
    select gen_random_uuid(), other, 'message', room, now(), now() from crowd;
  insert into outbox (type, conversation_id, message_id, account_id, at, number)
    select 'message.sent', room, message, one, now(), nextval('outbox_number') from crowd;
  insert into audit_entry (id, at, actor_id, action, outcome, subject_kind, subject_id, detail)
    select gen_random_uuid(), now(), one, 'message.sent', 'allowed', 'message', message, '{}' from crowd;
  insert into audit_pending (entry_id) select id from audit_entry limit 3;
  select gin_clean_pending_list('search_entry_tokens')`;

interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Named statements that only look or change, with what they were last asked with; one that inserts cannot be asked twice. */
async function recordStatements(work: () => Promise<void>): Promise<Map<string, Asked>> {
  const spy = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    const asked = new Map<string, Asked>();
    for (const [config] of spy.mock.calls) {
      const { name, text, values } = config as unknown as Partial<Asked> & { name?: string };
      if (name && text && !/insert/.test(name)) asked.set(name, { text, values: values ?? [] });
    }
    return asked;
  } finally {
    spy.mockRestore();
  }
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value))
    return pg.escapeLiteral(`{${value.map((one) => (one === null ? 'null' : JSON.stringify(plain(one)))).join()}}`);
  return pg.escapeLiteral(plain(value));
}

function plain(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : String(value);
}

interface Node {
  readonly 'Index Name'?: string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Node[];
}

/** Rows that the greediest scan of a plan went through. */
function mostRead(node: Node): number {
  const read = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
  return Math.max(read, ...(node.Plans ?? []).map(mostRead));
}

/** Indexes of which far more pages were read than the rows found there need: a condition on a later column alone goes through all of it. */
function walked(node: Node): string[] {
  const pages = node['Shared Hit Blocks'] + node['Shared Read Blocks'];
  const found = (1 + node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
  const own = node['Index Name'] && pages > 5 * found ? [node['Index Name']] : [];
  return [...own, ...(node.Plans ?? []).flatMap(walked)];
}
