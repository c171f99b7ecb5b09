// What admins oversee: the audit trail and the message log, page by page and as files.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signOut } from '../../../contract/accounts.ts';
import * as contract from '../../../contract/administration.ts';
import * as api from '../../../contract/messages.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician, anAdmin, aPatient, linked } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';
import { auditOf } from '../../testing/visitors.ts';
import { auditPage } from './audit-log.store.ts';

let house: House;
let admin: TestPerson;
let clinician: TestPerson;
let patient: TestPerson;
const sent: string[] = [];

beforeAll(async () => {
  house = await openHouse();
  admin = await anAdmin(house);
  clinician = await aClinician(house, '=cmd|"/c calc"!A1');
  patient = await aPatient(house);
  await linked(house, patient, clinician);
  for (let n = 0; n < 5; n += 1) {
    const { body } = await clinician.call(api.sendMessage, {
      body: { to: patient.id, clientId: `m${n}`, subject: 'Secret subject', body: 'Secret text' },
    });
    sent.push(body.id);
  }
  await patient.call(api.markMessageRead, { params: { id: sent[0]! } });
});
afterAll(() => house.stop());

const audit = async (query: Record<string, string | number>) => (await admin.call(contract.listAudit, { query })).body;

describe('the audit trail', () => {
  test('is found by who, what, whom and when, newest first', async () => {
    const byActor = await audit({ actor: clinician.id, action: 'message.sent' });
    expect(byActor.items.map((item) => item.subjectId)).toEqual(sent.toReversed());
    expect(byActor.items[0]).toMatchObject({ actor: { id: clinician.id }, outcome: 'allowed', subjectKind: 'message' });
    expect((await audit({ subject: sent[2]! })).items.map((item) => item.action)).toContain('message.sent');
    const [first] = (await audit({ actor: clinician.id, action: 'message.sent', limit: 1 })).items;
    expect((await audit({ actor: clinician.id, after: first!.at })).items.every((item) => item.at >= first!.at)).toBe(
      true,
    );
    expect((await audit({ actor: clinician.id, before: first!.at })).items.every((item) => item.at < first!.at)).toBe(
      true,
    );
  });

  test('comes in pages that hold every entry once', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof audit>> = await audit({
        actor: clinician.id,
        limit: 2,
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    } while (cursor);
    const { rows } = await house.owner.query<{ id: string }>(
      'select id from audit_entry where actor_id = $1 order by at desc, id desc',
      [clinician.id],
    );
    expect(seen).toEqual(rows.map((row) => row.id));
  });

  test('records the look once for a while, not at every poll', async () => {
    const looker = await anAdmin(house);
    for (let n = 0; n < 5; n += 1) await looker.call(contract.listAudit, { query: { subject: patient.id } });
    const looks = async () => (await auditOf(house, 'audit.read')).filter((entry) => entry.actor_id === looker.id);
    expect(await looks()).toMatchObject([{ detail: { subject: patient.id } }]);
    house.advance(11 * 60_000);
    await looker.call(contract.listAudit, { query: { subject: patient.id } });
    expect(await looks()).toHaveLength(2);
  });

  test.each([
    [{ actor: 'x' }, 'audit_entry_by_actor'],
    [{ action: 'x' }, 'audit_entry_by_action'],
    [{ subject: 'x' }, 'audit_entry_by_subject'],
    [{}, 'audit_entry_by_time'],
  ])('%j walks its index', async (filter, index) => {
    const id = house.deps.newId();
    const { statement, values } = auditPage(filter, undefined, 10);
    const client = await house.owner.connect();
    try {
      await client.query(
        'begin; set local enable_seqscan = off; set local enable_sort = off; set local enable_bitmapscan = off',
      );
      const { rows } = await client.query(
        `explain ${statement.text}`,
        values.map((value) => (value === 'x' && index !== 'audit_entry_by_action' ? id : value)),
      );
      expect(JSON.stringify(rows)).toContain(index);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});

test.each(['0000-01-01T00:00:00Z', '2200-01-01T00:00:00Z'])(
  '%s is no moment of ours, in a list or a file',
  async (before) => {
    const list = await admin.call(contract.listAudit, { query: { before } });
    expect([list.status, list.problem.issues?.[0]]).toEqual([
      400,
      { path: 'querystring.before', message: 'must be in the years 1900 to 2199' },
    ]);
    expect((await admin.call(contract.exportAudit, { query: { format: 'csv', before } })).status).toBe(400);
  },
);

describe('the message log', () => {
  const log = async (query: Record<string, string | number>) =>
    (await admin.call(contract.listMessageLog, { query })).body;

  test('shows from whom, to how many and how far it got, and no word of it', async () => {
    const { items } = await log({});
    expect(items.map((item) => item.id)).toEqual(sent.toReversed());
    expect(items.at(-1)).toMatchObject({
      sender: { id: clinician.id },
      recipients: 1,
      delivered: 1,
      read: 1,
      status: 'read',
      conversationKind: 'direct',
    });
    expect(items[0]).toMatchObject({ recipients: 1, delivered: 0, read: 0, status: 'sent', lastReadAt: null });
    expect(JSON.stringify(items)).not.toMatch(/secret/i);
  });

  test('is found by status, in pages', async () => {
    expect((await log({ status: 'read' })).items.map((item) => item.id)).toEqual([sent[0]]);
    const first = await log({ status: 'sent', limit: 3 });
    const second = await log({ status: 'sent', limit: 3, cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map((item) => item.id)).toEqual(sent.slice(1).toReversed());
    expect(second.nextCursor).toBeNull();
  });
});

describe('a file', () => {
  const exported = (name: 'audit' | 'messages', query: string, by = admin) =>
    by.fetch<string>('GET', `/api/admin/${name}/export?${query}`);

  test('of the audit trail is CSV with a header row, and a name that would calculate is only a name', async () => {
    const answer = await exported('audit', `format=csv&actor=${clinician.id}&action=message.sent`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="healing-space-audit-[\d-]+\.csv"$/,
    );
    const lines = answer.body.split('\r\n');
    expect(lines[0]).toBe(
      '"id","at","actorId","actorName","action","outcome","subjectKind","subjectId","sessionId","address","requestId","detail"',
    );
    expect(lines).toHaveLength(sent.length + 2);
    for (const line of lines.slice(1, -1)) expect(line).toContain(`,"'=cmd|""/c calc""!A1","message.sent",`);
  });

  test('of the message log is JSON, and says the same as the pages', async () => {
    const answer = await exported('messages', 'format=json');
    const { items } = (await admin.call(contract.listMessageLog, { query: {} })).body;
    const flat = items
      .toReversed()
      .map(({ sender, ...item }) => ({ ...item, senderId: sender.id, senderName: sender.displayName }));
    expect(answer.body).toEqual(flat);
    expect(JSON.stringify(answer.body)).not.toMatch(/secret/i);
  });

  test('with nothing in it is still a file', async () => {
    const nobody = house.deps.newId();
    expect((await exported('audit', `format=json&actor=${nobody}`)).body).toEqual([]);
    expect((await exported('audit', `format=csv&actor=${nobody}`)).body.trim().split('\r\n')).toHaveLength(1);
  });

  test('is recorded: who, what filter, and how many rows it held', async () => {
    const exporter = await anAdmin(house);
    await exported('audit', `format=csv&subject=${sent[0]}`, exporter);
    const mine = async (action: string) =>
      (await auditOf(house, action)).filter((entry) => entry.actor_id === exporter.id);
    expect(await mine('export.started')).toMatchObject([
      { detail: { export: 'audit', format: 'csv', filter: { subject: sent[0] } } },
    ]);
    await expect.poll(() => mine('export.finished')).toMatchObject([{ detail: { complete: true } }]);
    const [{ detail }] = (await mine('export.finished')) as unknown as [{ detail: { rows: number } }];
    expect(detail.rows).toBeGreaterThan(0);
  });

  test('that nobody reads any more ends its query, and its place is free again', async () => {
    await house.owner.query(`insert into audit_entry (id, at, action, outcome, request_id)
      select gen_random_uuid(), now(), 'padding', 'allowed', repeat('x', 500) from generate_series(1, 60000)`);
    const open = async () => {
      const controller = new AbortController();
      const response = await fetch(`${house.url}/api/admin/audit/export?format=json`, {
        headers: { cookie: admin.cookieHeader() },
        signal: controller.signal,
      });
      const reader = response.body!.getReader();
      await reader.read();
      return { status: response.status, controller };
    };
    const connections = async () =>
      (
        await house.owner.query(
          `select from pg_stat_activity where application_name = 'healing-space-export' and datname = current_database()`,
        )
      ).rowCount;
    const first = await open();
    const second = await open();
    await expect.poll(connections).toBe(2);
    const third = await exported('audit', 'format=csv');
    expect([third.status, third.problem.code, Number(third.headers.get('retry-after')) > 0]).toEqual([
      503,
      'overloaded',
      true,
    ]);
    // The pool serves everybody meanwhile.
    expect((await admin.call(contract.listMessageLog)).status).toBe(200);
    first.controller.abort();
    second.controller.abort();
    await expect.poll(connections).toBe(0);
    await expect
      .poll(async () => (await auditOf(house, 'export.finished')).filter((entry) => !entry.detail.complete).length)
      .toBe(2);
    expect((await exported('audit', `format=csv&action=message.sent`)).status).toBe(200);
  });

  test('ends when whoever reads it is signed out', async () => {
    const leaving = await anAdmin(house);
    const response = await fetch(`${house.url}/api/admin/audit/export?format=json`, {
      headers: { cookie: leaving.cookieHeader() },
    });
    const reader = response.body!.getReader();
    await reader.read();
    await leaving.call(signOut);
    const rest = async () => {
      while (!(await reader.read()).done);
    };
    await expect(rest()).rejects.toThrow('terminated');
    const finished = async () =>
      (await auditOf(house, 'export.finished')).filter((entry) => entry.actor_id === leaving.id);
    await expect.poll(finished).toMatchObject([{ detail: { complete: false } }]);
  });
});
