// The audit trail against its worst enemy, the owner of the database: every change is refused, and what is forced is found.
import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openHouse } from '../testing/house.ts';
import type { House } from '../testing/house.ts';
import { appendAudit } from './append.ts';
import { chainPending } from './checkpoint.ts';
import { startCheckpointer } from './checkpointer.ts';
import { entryColumns } from './digest.ts';
import { verifyAudit } from './verify.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.stop());

const source = { requestId: 'request', address: '192.0.2.7', sessionId: null };

async function append(count: number, action = 'message.sent'): Promise<void> {
  const entry = { actorId: house.deps.newId(), source, action, detail: { count } };
  await house.deps.db.transact((tx) =>
    appendAudit(
      house.deps,
      tx,
      Array.from({ length: count }, () => entry),
    ),
  );
}

/** Three checkpoints of two entries each. */
async function chainThree(): Promise<string[]> {
  for (let round = 0; round < 3; round += 1) {
    await append(2);
    await chainPending(house.deps);
  }
  const { rows } = await house.owner.query<{ id: string }>(
    'select unnest(entry_ids) as id, position from audit_checkpoint order by position, id',
  );
  return rows.map((row) => row.id);
}

async function verify(expectedHead?: string) {
  const findings: string[] = [];
  const verdict = await verifyAudit(
    house.deps.db,
    house.deps.keys.audit,
    (finding) => findings.push(finding),
    expectedHead,
  );
  expect(verdict.findings).toBe(findings.length);
  return { ...verdict, findings };
}

/** The owner of the database, with the triggers out of the way. */
async function attack(text: string, values: unknown[] = []): Promise<pg.QueryResult> {
  await house.owner.query('alter table audit_entry disable trigger all');
  await house.owner.query('alter table audit_checkpoint disable trigger all');
  return house.owner.query(text, values);
}

test('a whole chain is proved, with what waits counted', async () => {
  await chainThree();
  await append(1);
  expect(await verify()).toMatchObject({
    findings: [],
    chained: 6,
    checkpoints: 3,
    waiting: 1,
    head: expect.stringMatching(/^3:[0-9a-f]{64}$/),
  });
});

test('more entries than fit into one checkpoint are all chained', async () => {
  await append(2_300);
  expect(await chainPending(house.deps)).toMatchObject({ chained: 1_000, more: true });
  await chainPending(house.deps);
  expect(await chainPending(house.deps)).toMatchObject({ chained: 300, more: false });
  expect(await verify()).toMatchObject({ findings: [], chained: 2_300, waiting: 0 });
});

test('every column of an entry is signed', async () => {
  const { rows } = await house.owner.query<{ column_name: string }>(
    `select column_name from information_schema.columns where table_name = 'audit_entry'`,
  );
  expect([...entryColumns].toSorted()).toEqual(rows.map((row) => row.column_name).toSorted());
});

test('an edit of any column is found', async () => {
  const edits = {
    at: `at + interval '1 microsecond'`,
    actor_id: 'null',
    action: `'message.read'`,
    outcome: `'denied'`,
    subject_kind: `''`,
    subject_id: 'gen_random_uuid()',
    session_id: 'gen_random_uuid()',
    address: `'192.0.2.8'`,
    request_id: `'request '`,
    detail: `'{"count": 3}'`,
  };
  await append(20);
  await chainPending(house.deps);
  const { rows } = await house.owner.query<{ id: string }>('select id from audit_entry order by id');
  for (const [index, [column, value]] of Object.entries(edits).entries()) {
    await attack(`update audit_entry set ${column} = ${value} where id = $1`, [rows[index]!.id]);
  }
  const edited = Object.keys(edits).map((_, index) => `entry ${rows[index]!.id} (checkpoint 1) was edited`);
  expect((await verify()).findings).toEqual(edited);
});

test('a removed entry is found', async () => {
  const ids = await chainThree();
  await attack('delete from audit_entry where id = $1', [ids[3]]);
  expect((await verify()).findings).toEqual([`entry ${ids[3]} (checkpoint 2) was removed`]);
});

test('entries that changed places are found', async () => {
  const ids = await chainThree();
  await attack('delete from audit_entry where id = any($1::uuid[])', [[ids[0], ids[5]]]);
  const { rows } = await house.owner.query('select * from audit_entry limit 1');
  const copy = `insert into audit_entry select $1, at, actor_id, action, outcome, subject_kind, subject_id, session_id, address, $3, detail
                from audit_entry where id = $2`;
  await attack(copy, [ids[0], rows[0].id, 'of the other']);
  await attack(copy, [ids[5], rows[0].id, 'of the one']);
  expect((await verify()).findings).toEqual([
    `entry ${ids[0]} (checkpoint 1) was edited`,
    `entry ${ids[5]} (checkpoint 3) was edited`,
  ]);
});

test('an entry added beside the chain is found', async () => {
  await chainThree();
  const id = house.deps.newId();
  await attack(`insert into audit_entry (id, at, action, outcome) values ($1, now(), 'session.signed_in', 'allowed')`, [
    id,
  ]);
  expect((await verify()).findings).toEqual([expect.stringContaining(`entry ${id} is in no checkpoint`)]);
});

test('an edited entry that was queued again is still found', async () => {
  const ids = await chainThree();
  await attack(`update audit_entry set action = 'x' where id = $1`, [ids[1]]);
  await attack('insert into audit_pending values ($1)', [ids[1]]);
  await chainPending(house.deps);
  expect((await verify()).findings).toEqual([`entry ${ids[1]} (checkpoint 1) was edited`]);
});

test('an edit of any column of a checkpoint is found', async () => {
  const edits = [
    `digests = array_replace(digests, digests[1], sha256('x'))`,
    'entry_ids = array[entry_ids[2], entry_ids[1]]',
    `made_at = made_at + interval '1 microsecond'`,
    `previous_mac = sha256('x')`,
    `mac = sha256('x')`,
  ];
  for (const _ of edits) {
    await append(2);
    await chainPending(house.deps);
  }
  for (const [index, edit] of edits.entries())
    await attack(`update audit_checkpoint set ${edit} where position = $1`, [index + 1]);
  const { findings } = await verify();
  expect(findings).toEqual(
    expect.arrayContaining(edits.map((_, index) => `checkpoint ${index + 1} was edited or moved`)),
  );
});

test('a removed checkpoint is found, and so are the entries it held', async () => {
  const ids = await chainThree();
  await attack('delete from audit_checkpoint where position = 2');
  const { findings } = await verify();
  expect(findings).toHaveLength(3);
  expect(findings[0]).toBe('checkpoint 2 was removed');
  expect(findings.join()).toContain(ids[2]);
  expect(findings.join()).toContain(ids[3]);
});

test('a removed checkpoint with the later ones moved down is found', async () => {
  await chainThree();
  await attack('delete from audit_checkpoint where position = 2');
  await attack('update audit_checkpoint set position = 2 where position = 3');
  expect((await verify()).findings).toContain('checkpoint 2 was edited or moved');
});

test('checkpoints that changed places are found', async () => {
  await chainThree();
  await attack(
    'update audit_checkpoint set position = case position when 2 then 30 else 20 end where position in (2, 3)',
  );
  await attack('update audit_checkpoint set position = position / 10 where position > 9');
  const { findings } = await verify();
  expect(findings).toContain('checkpoint 2 was edited or moved');
  expect(findings).toContain('checkpoint 3 was edited or moved');
});

test('a chain signed with another key is found', async () => {
  await chainThree();
  const findings: string[] = [];
  await verifyAudit(house.deps.db, Buffer.alloc(32), (finding) => findings.push(finding));
  expect(findings).toHaveLength(3);
});

test('a cut-off end is found by whoever kept an earlier head, and only then', async () => {
  const ids = await chainThree();
  const { head } = await verify();
  expect((await verify(head!)).findings).toEqual([]);
  await attack('delete from audit_checkpoint where position = 3');
  await attack('delete from audit_entry where id = any($1::uuid[])', [ids.slice(4)]);
  expect((await verify()).findings).toEqual([]);
  await append(1);
  await chainPending(house.deps);
  expect((await verify(head!)).findings).toEqual([expect.stringContaining('was expected and is not there')]);
});

test('changing the trail is denied to the application and refused even to the owner', async () => {
  await chainThree();
  for (const table of ['audit_entry', 'audit_checkpoint']) {
    for (const text of [
      `update ${table} set ${table === 'audit_entry' ? 'action = action' : 'mac = mac'}`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
    ]) {
      await expect(house.deps.db.pool.query(text), text).rejects.toThrow(/permission denied for table audit_/);
      await expect(house.owner.query(text), text).rejects.toThrow('audit is append-only');
    }
  }
  expect((await verify()).findings).toEqual([]);
});

test('two chainers at once make one chain', async () => {
  await append(500);
  await Promise.all([chainPending(house.deps), chainPending(house.deps), append(10), chainPending(house.deps)]);
  await chainPending(house.deps);
  expect(await verify()).toMatchObject({ findings: [], chained: 510, waiting: 0 });
});

test('entries can be appended while a checkpoint is being made', async () => {
  await append(5);
  const client = await house.owner.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(6021001)');
    await client.query('delete from audit_pending');
    await append(3);
    await client.query('rollback');
  } finally {
    client.release();
  }
  await chainPending(house.deps);
  expect(await verify()).toMatchObject({ findings: [], chained: 8 });
});

test('the checkpointer chains soon after a ring, and everything when it stops', async () => {
  const checkpointer = startCheckpointer(house.deps);
  await append(4);
  house.deps.doorbell.ring();
  await expect.poll(async () => (await verify()).chained).toBe(4);
  await append(6);
  await checkpointer.stop();
  expect(await verify()).toMatchObject({ findings: [], chained: 10, waiting: 0 });
  expect(house.logged.filter((line) => line.includes('head of the audit chain'))).toHaveLength(1);
});
