// Figures of a small world whose every moment is written here, against what they come to by hand.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  listAnswers,
  listWeekMessages,
  readAdminAnalytics,
  readClinicianAnalytics,
} from '../../../contract/analytics.ts';
import { listPatients } from '../../../contract/patients.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { LiveWindow } from '../../testing/live.ts';
import { assess, inCareOf, recordedOf, send } from '../../testing/patients.ts';
import { aClinician, anAdmin, aPatient } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';
import { reportWindows } from './report-windows.ts';

let house: House;
let clinician: TestPerson;
let admin: TestPerson;

/** In London two days after clocks went forward: 11:00 on the wall. */
const now = new Date('2027-03-30T10:00:00Z');

/** Messages at moments of our choosing, which nobody can send. */
async function conversation(
  kind: 'direct' | 'group',
  one: TestPerson,
  other: TestPerson,
  said: [TestPerson, string][],
) {
  const id = house.deps.newId();
  const [low, high] = kind === 'direct' ? [one.id, other.id].toSorted() : [null, null];
  const { owner } = house;
  await owner.query(
    `insert into conversation (id, kind, low_account_id, high_account_id, data_key, last_seq, created_by, created_at)
     values ($1, $2, $3, $4, '\\x00', $5, $6, $7)`,
    [id, kind, low, high, said.length, one.id, now],
  );
  await owner.query(
    'insert into member (conversation_id, account_id, joined_at, active_at) select $1, unnest($2::uuid[]), $3, $3',
    [id, [one.id, other.id], now],
  );
  const ids = said.map(() => house.deps.newId());
  for (const [index, [sender, at]] of said.entries()) {
    await owner.query(
      `insert into message (id, conversation_id, seq, sender_id, client_id, body_sealed, sent_at) values ($1::uuid, $2, $3, $4, $1::uuid::text, '\\x00', $5)`,
      [ids[index], id, index + 1, sender.id, `2027-03-${at}Z`],
    );
  }
  return { id, ids };
}

beforeAll(async () => {
  house = await openHouse();
  house.advance(now.getTime() - house.deps.clock().getTime());
  clinician = await aClinician(house);
  admin = await anAdmin(house);
  const colleague = await aClinician(house);
  const [ada, ben] = (await inCareOf(house, clinician, 'Ada', 'Ben', 'Eve')) as [TestPerson, TestPerson, TestPerson];
  const former = await aPatient(house);
  const withAda = await conversation('direct', clinician, ada, [
    [ada, '16T23:59:00'],
    [clinician, '17T00:00:00'], // last week begins
    [ada, '23T10:59:00'], // last week, up to this time of day
    [ada, '23T11:30:00'], // in neither week
    [clinician, '24T00:00:00'], // this week begins; answers after 13 h 1 min
    [clinician, '24T00:10:00'], // answers nothing
    [ada, '27T23:30:00'],
    [ada, '28T00:30:00'],
    [clinician, '28T23:30:00'], // the 29th on the wall; answers after 24 h
    [ada, '30T09:00:00'], // waits
  ]);
  const withBen = await conversation('direct', ben, clinician, [
    [ben, '29T10:00:00'],
    [clinician, '29T10:10:00'], // answers after 10 min
  ]);
  await conversation('direct', former, clinician, [
    [former, '25T08:00:00'],
    [clinician, '25T08:20:00'], // answers after 20 min somebody no longer in care
  ]);
  await conversation('direct', colleague, clinician, [[clinician, '20T08:00:00']]);
  const group = await conversation('group', clinician, ada, [[clinician, '29T12:00:00']]);
  const { owner } = house;
  await owner.query(
    `with counted as (update conversation set last_seq = 2 where id = $1)
     insert into message (id, conversation_id, seq, sender_id, kind, sent_at) values (gen_random_uuid(), $1, 2, $2, 'renamed', $3)`,
    [group.id, clinician.id, now],
  );
  await owner.query('update message set sender_hidden_at = $2 where id = $1', [withAda.ids[4], now]);
  await owner.query('update member set archived_at = $2 where conversation_id = $1 and account_id = $3', [
    withBen.id,
    now,
    clinician.id,
  ]);
  await owner.query(
    `insert into crisis_flag (id, message_id, conversation_id, patient_id, words_sealed, list_version, raised_at)
     values (gen_random_uuid(), $1, $2, $3, '\\x00', 'v', $4)`,
    [withBen.ids[0], withBen.id, ben.id, now],
  );
  await owner.query(
    `insert into scheduled_message (id, author_id, client_id, to_id, body_sealed, send_at, time_zone, status, failure, settled_at, created_at)
     select gen_random_uuid(), $1, at::text, $2, '\\x00', at, 'UTC', 'failed', 'expired', at, at
     from unnest($3::timestamptz[]) at`,
    [clinician.id, ben.id, ['2027-03-29T00:00:00Z', '2027-03-20T00:00:00Z']],
  );
});
afterAll(() => house.stop());

const day = (date: number, sent: number, received: number) => ({ day: `2027-03-${date}`, sent, received });

describe('fault: dashboards with invented numbers', () => {
  test("a clinician's week is what its messages come to by hand, across the night when clocks change", async () => {
    const eve = await house.owner.query(`select id from account where display_name = 'Eve'`);
    await assess(clinician, eve.rows[0] as { id: string }, 'critical');
    const { body } = await clinician.call(readClinicianAnalytics);
    expect(body).toEqual({
      computedAt: body.computedAt,
      timeZone: 'Europe/London',
      // 600 s, 1,200 s, 46,860 s and 86,400 s
      responseTime: { averageSeconds: 33_765, medianSeconds: 24_030, answered: 4 },
      messages: { thisWeek: 10, sent: 5, received: 5, lastWeek: 2, changePercent: 400 },
      engagement: { wrote: 2, inCare: 3, percent: 66.7 },
      waitingNow: 1,
      critical: 1,
      flagged: 1,
      series: [day(24, 2, 0), day(25, 1, 1), day(26, 0, 0), day(27, 0, 1), day(28, 0, 1), day(29, 2, 1), day(30, 0, 1)],
    });
  });

  test('behind every figure stand as many rows as it says, page after page', async () => {
    const { body: week } = await clinician.call(readClinicianAnalytics);
    const all = async <Row>(page: (cursor?: string) => Promise<{ items: Row[]; nextCursor: string | null }>) => {
      const rows: Row[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const { items, nextCursor } = await page(cursor);
        rows.push(...items);
        cursor = nextCursor;
      }
      return rows;
    };
    const answers = await all(
      async (cursor) => (await clinician.call(listAnswers, { query: { limit: 3, ...(cursor && { cursor }) } })).body,
    );
    expect(answers.map((row) => row.seconds)).toEqual([600, 86_400, 1_200, 46_860]);
    expect(answers[0]).toMatchObject({ askedAt: '2027-03-29T10:00:00.000Z', answeredAt: '2027-03-29T10:10:00.000Z' });
    const messages = await all(
      async (cursor) =>
        (await clinician.call(listWeekMessages, { query: { limit: 3, ...(cursor && { cursor }) } })).body,
    );
    expect(messages.filter((row) => row.mine)).toHaveLength(week.messages.sent);
    expect(messages.filter((row) => !row.mine)).toHaveLength(week.messages.received);
  });

  test('who has nothing is told nothing: no average, no change, no share', async () => {
    const fresh = await aClinician(house);
    const { body } = await fresh.call(readClinicianAnalytics);
    expect(body).toMatchObject({
      responseTime: { averageSeconds: null, medianSeconds: null, answered: 0 },
      messages: { thisWeek: 0, lastWeek: 0, changePercent: null },
      engagement: { wrote: 0, inCare: 0, percent: null },
      waitingNow: 0,
      critical: 0,
      flagged: 0,
    });
    expect(body.series).toHaveLength(7);
  });

  test('the figures of the house are what it holds, without notices and whoever is gone', async () => {
    const { deps } = house;
    await deps.db.transact((tx) =>
      deps.jobs.enqueue(tx, 'scheduled-message.due', [
        { data: { id: deps.newId() } },
        { data: { id: deps.newId() }, startAfter: new Date(now.getTime() + 86_400_000) },
      ]),
    );
    await house.owner.query('insert into live_process (id, windows, seen_at) values (gen_random_uuid(), 7, $1)', [
      new Date(now.getTime() - 60_000),
    ]);
    const other = await house.startProcess();
    const windows = await Promise.all([
      LiveWindow.open(house, clinician),
      LiveWindow.open(house, admin),
      LiveWindow.open(other, admin),
    ]);
    await reportWindows(other.deps, other.app.live.windows());
    const { body } = await admin.call(readAdminAnalytics);
    expect(body).toEqual({
      computedAt: body.computedAt,
      timeZone: 'Europe/London',
      totalMessages: 16,
      activeConversations: 4,
      last24Hours: 3,
      failedSends: 1,
      queue: 1,
      connectedNow: 3,
      series: [2, 2, 0, 1, 1, 4, 1].map((messages, index) => ({ day: `2027-03-${24 + index}`, messages })),
    });
    await Promise.all(windows.map((window) => window.close()));
    expect((await admin.call(readAdminAnalytics)).body.connectedNow).toBe(1);
    await other.stop();
  });

  test('behind every figure of patients stand as many patients as it says', async () => {
    const carer = await aClinician(house);
    const [wrote, silent] = await inCareOf(house, carer, 'Olu', 'Pia');
    await send(wrote!, carer);
    await assess(carer, silent!, 'critical');
    const those = async (filter: 'waiting' | 'critical' | 'wrote') =>
      (await carer.call(listPatients, { query: { filter } })).body.items.map((row) => row.patient.id);
    expect(await those('waiting')).toEqual([wrote!.id]);
    expect(await those('critical')).toEqual([silent!.id]);
    expect(await those('wrote')).toEqual([wrote!.id]);
    const { body } = await carer.call(readClinicianAnalytics);
    expect(body).toMatchObject({ waitingNow: 1, critical: 1, engagement: { wrote: 1, inCare: 2 } });
    expect((await carer.call(listAnswers)).body.items).toEqual([]);
    expect((await carer.call(listWeekMessages)).body.items).toHaveLength(1);
  });

  test('a message more is a message more, in each of them', async () => {
    const [patient] = await inCareOf(house, clinician, 'Nora');
    const before = [await clinician.call(readClinicianAnalytics), await admin.call(readAdminAnalytics)] as const;
    await send(patient!, clinician);
    const after = [await clinician.call(readClinicianAnalytics), await admin.call(readAdminAnalytics)] as const;
    expect(after[0].body.messages.received).toBe(before[0].body.messages.received + 1);
    expect(after[0].body.waitingNow).toBe(before[0].body.waitingNow + 1);
    expect(after[1].body.totalMessages).toBe(before[1].body.totalMessages + 1);
    expect(after[1].body.series.at(-1)!.messages).toBe(before[1].body.series.at(-1)!.messages + 1);
  });
});

test('every look at figures is recorded', async () => {
  await clinician.call(readClinicianAnalytics);
  await admin.call(readAdminAnalytics);
  expect((await recordedOf(house, clinician)).at(-1)!.action).toBe('clinician_analytics.read');
  expect((await recordedOf(house, admin)).at(-1)!.action).toBe('admin_analytics.read');
});
