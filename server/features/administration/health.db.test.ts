// How the house is doing, and the proof of the audit chain, as admins see both.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as contract from '../../../contract/administration.ts';
import { chainPending } from '../../audit/checkpoint.ts';
import { createHistory } from './health-history.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { LiveWindow } from '../../testing/live.ts';
import { anAdmin } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';

let house: House;
let admin: TestPerson;

beforeAll(async () => {
  house = await openHouse();
  admin = await anAdmin(house);
});
afterAll(() => house.stop());

describe('how the house is doing', () => {
  test('an hour of what was measured is kept, with gaps where nothing was', async () => {
    const latencies = [{ requests: 3, p50Ms: 1, p95Ms: 2, p99Ms: 3 }];
    const none = { requests: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0 };
    const history = createHistory(house.deps, { latency: () => latencies.pop() ?? none, relayLagMs: () => 7 });
    expect(history.read().samples).toEqual([]);
    await history.take();
    await history.take();
    const { samples, mostSamples } = history.read();
    expect(samples).toMatchObject([
      { requests: 3, p50Ms: 1, p95Ms: 2, p99Ms: 3, jobLagMs: 0, relayLagMs: 7 },
      { requests: 0, p50Ms: null, p95Ms: null, p99Ms: null },
    ]);
    for (let n = 0; n < mostSamples; n += 1) await history.take();
    expect(history.read().samples).toHaveLength(mostSamples);
    expect(history.read().samples[0]!.requests).toBe(0);
    expect((await admin.call(contract.readHealthHistory)).body.everySeconds).toBeGreaterThan(0);
  });

  const health = async () => (await admin.call(contract.readHealth)).body;

  test('is measured, not invented: latency, sockets, jobs, keys, and a backup that never was', async () => {
    for (let n = 0; n < 20; n += 1) await admin.call(contract.readAuditProof);
    const before = await health();
    expect(before.latency.requests).toBeGreaterThanOrEqual(20);
    expect(before.latency.p99Ms).toBeGreaterThanOrEqual(before.latency.p50Ms);
    expect(before.database.roundTripMs).toBeGreaterThan(0);
    expect(before.lastBackupAt).toBeNull();
    expect(before.problems).toContain('backup_missing');
    const window = await LiveWindow.open(house, admin);
    expect((await health()).live.windows).toBe(before.live.windows + 1);
    await window.close();
    await house.deps.db.transact((tx) =>
      house.deps.jobs.enqueue(tx, 'broadcast.deliver', [{ data: { id: house.deps.newId() } }]),
    );
    expect((await health()).jobs.due).toBe(before.jobs.due + 1);
    await house.owner.query(`insert into upkeep values ('backup', $1, '{}')`, [house.deps.clock()]);
    expect((await health()).problems).not.toContain('backup_missing');
  });

  test('the audit chain is proved from the page, and what was edited is found', async () => {
    const proved = async () => {
      await admin.call(contract.verifyAudit);
      await expect
        .poll(async () => (await admin.call(contract.readAuditProof)).body.running, { timeout: 10_000 })
        .toBe(false);
      return (await admin.call(contract.readAuditProof)).body.last!;
    };
    await admin.call(contract.listAudit);
    await chainPending(house.deps);
    const whole = await proved();
    expect(whole.findings).toBe(0);
    expect(whole.chained).toBeGreaterThan(0);
    await house.owner.query(
      `alter table audit_entry disable trigger all;
       update audit_entry set outcome = 'denied' where id = (select entry_ids[1] from audit_checkpoint order by position limit 1);
       alter table audit_entry enable trigger all`,
    );
    const broken = await proved();
    expect(broken.findings).toBeGreaterThan(0);
    expect((await health()).problems).toContain('audit_broken');
  });
});
