// A clinician's patients: who comes first, what is shown of whom, and what a look costs and leaves behind.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archiveConversation } from '../../../contract/archiving.ts';
import { deleteMessage, markMessageRead } from '../../../contract/messages.ts';
import { listPatients, readPatient } from '../../../contract/patients.ts';
import type { Patient } from '../../../contract/patients.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { assess, inCareOf, list, names, recordedOf, send } from '../../testing/patients.ts';
import { aClinician } from '../../testing/people.ts';
import type { TestPerson } from '../../testing/people.ts';
import { countQueries } from '../../testing/queries.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

describe('the list', () => {
  test('puts risk first, then who has waited longest; other orders are what they say', async () => {
    const clinician = await aClinician(house);
    const [ada, ben, cem, dov] = await inCareOf(house, clinician, 'Ada', 'Ben', 'Cem', 'Dov');
    await send(ben!, clinician, 'First to wait');
    house.advance(1000);
    await send(cem!, clinician, 'Second to wait');
    house.advance(1000);
    await send(dov!, clinician, 'Answered');
    await send(clinician, dov!, 'Answer');
    await assess(clinician, ada!, 'critical');
    expect(await names(clinician)).toEqual(['Ada', 'Ben', 'Cem', 'Dov']);
    await assess(clinician, cem!, 'high');
    expect(await names(clinician, { sort: 'urgent' })).toEqual(['Ada', 'Cem', 'Ben', 'Dov']);
    expect(await names(clinician, { sort: 'waiting' })).toEqual(['Ben', 'Cem', 'Ada', 'Dov']);
    expect(await names(clinician, { sort: 'recent' })).toEqual(['Dov', 'Cem', 'Ben', 'Ada']);
    expect(await names(clinician, { sort: 'name' })).toEqual(['Ada', 'Ben', 'Cem', 'Dov']);
  });

  test('waiting begins with the oldest message after my last one and ends with my answer', async () => {
    const clinician = await aClinician(house);
    const [patient] = await inCareOf(house, clinician, 'Wanda Waits');
    const shown = async (): Promise<Patient> => (await list(clinician)).items[0]!;
    expect(await shown()).toMatchObject({ waitingSince: null, lastMessage: null, conversationId: null, unread: 0 });
    const first = await send(patient!, clinician, 'One');
    house.advance(1000);
    const second = await send(patient!, clinician, 'Two  lines\nhere');
    expect(await shown()).toMatchObject({
      waitingSince: first.sentAt,
      conversationId: first.conversationId,
      unread: 2,
      lastMessage: { id: second.id, mine: false, preview: 'Two lines here', sentAt: second.sentAt },
    });
    await clinician.call(markMessageRead, { params: { id: first.id } });
    expect(await shown()).toMatchObject({ waitingSince: first.sentAt, unread: 1 });
    await send(clinician, patient!, 'Answer');
    expect(await shown()).toMatchObject({ waitingSince: null, lastMessage: { mine: true, preview: 'Answer' } });
    house.advance(1000);
    const third = await send(patient!, clinician, 'Three');
    expect((await shown()).waitingSince).toBe(third.sentAt);
    await clinician.call(deleteMessage, { params: { id: third.id } });
    expect(await shown()).toMatchObject({ lastMessage: { preview: 'Answer' }, unread: 1, waitingSince: third.sentAt });
    await clinician.call(archiveConversation, { params: { id: third.conversationId } });
    expect((await shown()).unread).toBe(0);
  });

  test('filters by unread and by today on the clock of the clinician', async () => {
    const clinician = await aClinician(house);
    await house.owner.query(`update account set time_zone = 'Pacific/Auckland' where id = $1`, [clinician.id]);
    const [old, fresh, silent] = await inCareOf(house, clinician, 'Old', 'Fresh', 'Silent');
    const first = await send(old!, clinician);
    const now = house.deps.clock();
    const local = new Intl.DateTimeFormat('en', { timeZone: 'Pacific/Auckland', hour: 'numeric', hourCycle: 'h23' });
    house.advance((24 - Number(local.format(now))) * 3_600_000);
    await send(fresh!, clinician);
    expect(await names(clinician, { filter: 'today' })).toEqual(['Fresh']);
    expect(await names(clinician, { filter: 'unread', sort: 'name' })).toEqual(['Fresh', 'Old']);
    await clinician.call(markMessageRead, { params: { id: first.id } });
    expect(await names(clinician, { filter: 'unread' })).toEqual(['Fresh']);
    expect(await names(clinician, { filter: 'flagged' })).toEqual([]);
    expect(await names(clinician, { sort: 'name' })).toEqual(['Fresh', 'Old', silent && 'Silent']);
  });

  test('finds any part of a name without case and accents, and takes % and _ as they are', async () => {
    const clinician = await aClinician(house);
    await inCareOf(house, clinician, 'Zoë Ångström', 'Ann O_Hara', 'Bo 100%');
    expect(await names(clinician, { query: 'ANGSTR' })).toEqual(['Zoë Ångström']);
    expect(await names(clinician, { query: 'zoe' })).toEqual(['Zoë Ångström']);
    expect(await names(clinician, { query: '_' })).toEqual(['Ann O_Hara']);
    expect(await names(clinician, { query: '%' })).toEqual(['Bo 100%']);
    expect(await names(clinician, { query: 'nobody' })).toEqual([]);
  });

  test.each(['urgent', 'waiting', 'name', 'recent'])(
    'pages by %s without losing or repeating anybody',
    async (sort) => {
      const clinician = await aClinician(house);
      const patients = await inCareOf(
        house,
        clinician,
        ...Array.from({ length: 7 }, (_, index) => `Person ${index % 3}`),
      );
      for (const patient of patients.slice(0, 4)) await send(patient, clinician);
      await assess(clinician, patients[5]!, 'high');
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof list>> = await list(clinician, {
          sort,
          limit: 2,
          ...(cursor && { cursor }),
        });
        seen.push(...page.items.map((item) => item.patient.id));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual((await list(clinician, { sort })).items.map((item) => item.patient.id));
      expect(new Set(seen).size).toBe(7);
      const foreign = await clinician.call(listPatients, { query: { cursor: 'bm9uc2Vuc2U' } });
      expect([foreign.status, foreign.problem.issues?.[0]?.path]).toEqual([400, 'querystring.cursor']);
    },
  );

  test('every look is recorded with whom it showed, without a name', async () => {
    const clinician = await aClinician(house);
    const [patient] = await inCareOf(house, clinician, 'Lola Look');
    await list(clinician, { query: 'lola' });
    await clinician.call(readPatient, { params: { id: patient!.id } });
    await assess(clinician, patient!, 'high', 'A note');
    const actions = await recordedOf(house, clinician);
    expect(actions.map((entry) => entry.action)).toEqual(['patients.read', 'patient.read', 'risk.assessed']);
    expect(actions[0]!.detail).toEqual({ filter: 'all', sort: 'urgent', patientIds: [patient!.id] });
    expect(actions[1]!.subject_id).toBe(patient!.id);
    expect(actions[2]!.detail).toEqual({ level: 'high', before: 'unknown' });
    expect(JSON.stringify(actions)).not.toMatch(/Lola|A note/i);
  });

  test('asks the database as often for five hundred patients as for one', async () => {
    const [one, many] = [await aClinician(house), await aClinician(house)];
    const [single] = await inCareOf(house, one, 'Single');
    await send(single!, one);
    await house.owner.query(
      `with made as (
         insert into account (id, username, display_name, role, password_hash, created_at)
         select gen_random_uuid(), 'bulk' || n, 'Bulk ' || n, 'patient', 'unusable', now() from generate_series(1, 500) n returning id
       ) insert into care_link (id, patient_id, clinician_id, status, asked_by, asked_at, accepted_by, accepted_at)
         select gen_random_uuid(), id, $1, 'active', id, now(), $1, now() from made`,
      [many.id],
    );
    const cost = (who: TestPerson) => countQueries(() => list(who, { limit: 100 }));
    expect(await cost(many)).toBe(await cost(one));
    expect((await list(many, { limit: 100 })).items).toHaveLength(100);
  });
});
