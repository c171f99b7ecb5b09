// Risk: set by clinicians with a reason, kept as a history, and never low while nobody knows.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeCareLink } from '../../../contract/care-links.ts';
import { readPatient } from '../../../contract/patients.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { LiveWindow } from '../../testing/live.ts';
import { assess, inCareOf, list, recordedOf } from '../../testing/patients.ts';
import { aClinician, anAdmin, aPatient, linked } from '../../testing/people.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

describe('fault: risk shown as "low" when it is unknown or failed', () => {
  test('a patient whom nobody assessed is unknown, in the list and alone, with nobody and no moment', async () => {
    const clinician = await aClinician(house);
    const [patient] = await inCareOf(house, clinician, 'Una Unknown');
    const nobody = { level: 'unknown', assessedBy: null, assessedAt: null };
    expect((await list(clinician)).items[0]!.risk).toEqual(nobody);
    const alone = await clinician.call(readPatient, { params: { id: patient!.id } });
    expect([alone.body.risk, alone.body.assessments]).toEqual([nobody, []]);
  });

  test('a level that cannot be stored leaves what stood before', async () => {
    const clinician = await aClinician(house);
    const [patient] = await inCareOf(house, clinician, 'Hal High');
    await assess(clinician, patient!, 'high');
    expect((await assess(clinician, patient!, 'none')).status).toBe(400);
    expect((await assess(clinician, patient!, 'low', ' ')).status).toBe(400);
    await house.owner.query('alter table risk_assessment add constraint broken check (level <> $$low$$)');
    expect((await assess(clinician, patient!, 'low')).status).toBe(500);
    await house.owner.query('alter table risk_assessment drop constraint broken');
    expect((await list(clinician)).items[0]!.risk.level).toBe('high');
  });

  test('taking an opinion back makes it unknown again, and unknown stands above low', async () => {
    const clinician = await aClinician(house);
    const [back, low] = await inCareOf(house, clinician, 'Zoe Back', 'Abe Low');
    await assess(clinician, back!, 'low');
    await assess(clinician, back!, 'unknown', 'Not seen for months');
    await assess(clinician, low!, 'low');
    const { items } = await list(clinician);
    expect(items.map((item) => [item.patient.displayName, item.risk.level])).toEqual([
      ['Zoe Back', 'unknown'],
      ['Abe Low', 'low'],
    ]);
  });
});

describe('risk', () => {
  test('has a source, an age and a history with reasons, for every clinician in care, live', async () => {
    const [one, other] = [await aClinician(house, 'Carl One'), await aClinician(house, 'Cleo Other')];
    const [patient] = await inCareOf(house, one, 'Rita Risk');
    await linked(house, patient!, other);
    const window = await LiveWindow.open(house, other);
    const first = await assess(one, patient!, 'high', 'Said she has a plan');
    await window.until(() => window.of('patient.changed').length === 1);
    expect(window.of('patient.changed')[0]).toMatchObject({ patientId: patient!.id, change: 'risk.assessed' });
    await window.close();
    house.advance(60_000);
    await assess(other, patient!, 'moderate', 'Calmer now');
    const { body } = await one.call(readPatient, { params: { id: patient!.id } });
    expect(body.risk).toMatchObject({ level: 'moderate', assessedBy: { id: other.id, displayName: 'Cleo Other' } });
    expect(body.assessments.map(({ level, note, assessedBy }) => [level, note, assessedBy.displayName])).toEqual([
      ['moderate', 'Calmer now', 'Cleo Other'],
      ['high', 'Said she has a plan', 'Carl One'],
    ]);
    expect(body.assessments[1]).toEqual(first.body);
  });

  test('repeating a client id keeps the first, and refuses what would vanish', async () => {
    const clinician = await aClinician(house);
    const [patient] = await inCareOf(house, clinician, 'Rosa Repeat');
    const first = await assess(clinician, patient!, 'high', 'Once', 'same');
    const again = await assess(clinician, patient!, 'high', 'Once', 'same');
    expect([again.status, again.body]).toEqual([200, first.body]);
    for (const [level, note] of [
      ['high', 'Twice'],
      ['low', 'Once'],
    ] as const) {
      const other = await assess(clinician, patient!, level, note, 'same');
      expect([other.status, other.problem.code]).toEqual([409, 'client_id_reused']);
    }
    const { body } = await clinician.call(readPatient, { params: { id: patient!.id } });
    expect(body.assessments).toHaveLength(1);
  });

  test('nobody but a clinician in active care sets or sees it, and the attempt is recorded', async () => {
    const [clinician, stranger] = [await aClinician(house), await aClinician(house)];
    const [patient] = await inCareOf(house, clinician, 'Olga Own');
    for (const who of [stranger, patient!, await anAdmin(house)]) {
      const expected = who === stranger ? [404, 'patient_not_found'] : [403, 'role_refused'];
      const set = await assess(who, patient!, 'low');
      const seen = await who.call(readPatient, { params: { id: patient!.id } });
      for (const answer of [set, seen]) expect([answer.status, answer.problem.code]).toEqual(expected);
    }
    expect(
      (await recordedOf(house, stranger)).filter((entry) => entry.outcome === 'denied').map((e) => e.action),
    ).toEqual(['assessRisk', 'readPatient']);
    const nobody = await stranger.call(readPatient, { params: { id: house.deps.newId() } });
    expect([nobody.status, nobody.problem.code]).toEqual([404, 'patient_not_found']);
  });

  test('ends being seen with the care link; notes are nowhere readable in the database', async () => {
    const clinician = await aClinician(house);
    const patient = await aPatient(house);
    const link = await linked(house, patient, clinician);
    await assess(clinician, patient, 'critical', 'Unmistakable sentence of a note');
    const { rows } = await house.owner.query(
      `select count(*)::int as n from risk_assessment where position('Unmistakable'::bytea in note_sealed) > 0`,
    );
    expect(rows[0].n).toBe(0);
    await clinician.call(changeCareLink, { params: { id: link }, body: { status: 'ended' } });
    expect((await list(clinician)).items).toEqual([]);
    expect((await assess(clinician, patient, 'low')).status).toBe(404);
    expect((await clinician.call(readPatient, { params: { id: patient.id } })).status).toBe(404);
  });
});
