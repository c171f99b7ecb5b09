// What clinicians do with their patients, for tests, each in one word.
import { sendMessage } from '../../contract/messages.ts';
import { assessRisk, listPatients } from '../../contract/patients.ts';
import type { House } from './house.ts';
import { aPatient, linked } from './people.ts';
import type { TestPerson } from './people.ts';

let count = 0;
export const send = async (from: TestPerson, to: { id: string }, body = 'Hello') =>
  (await from.call(sendMessage, { body: { to: to.id, clientId: `p-${(count += 1)}`, body } })).body;
export const list = async (by: TestPerson, query: Record<string, string | number> = {}) =>
  (await by.call(listPatients, { query })).body;
export const names = async (by: TestPerson, query: Record<string, string | number> = {}) =>
  (await list(by, query)).items.map((item) => item.patient.displayName);
export const assess = (by: TestPerson, patient: { id: string }, level: string, note = 'Because', clientId?: string) =>
  by.call(assessRisk, { params: { id: patient.id }, body: { level, note, ...(clientId && { clientId }) } });

interface Recorded {
  readonly action: string;
  readonly outcome: string;
  readonly subject_id: string | null;
  readonly detail: Record<string, unknown>;
}

export async function recordedOf(house: House, actor: TestPerson): Promise<Recorded[]> {
  const { rows } = await house.owner.query<Recorded>(
    'select action, outcome, subject_id, detail from audit_entry where actor_id = $1 order by at, id',
    [actor.id],
  );
  return rows;
}

/** New patients of these names, with an active care link each. */
export async function inCareOf(house: House, clinician: TestPerson, ...patientNames: string[]): Promise<TestPerson[]> {
  const patients = [];
  for (const name of patientNames) {
    const patient = await aPatient(house, name);
    await linked(house, patient, clinician);
    patients.push(patient);
  }
  return patients;
}
