// All SQL for risk assessments and for looking at and acknowledging flags.
import type { Person } from '../../../contract/accounts.ts';
import type { RiskLevel } from '../../../contract/patients.ts';
import type { Queries, Tx } from '../../db/transact.ts';

const lockCare = {
  name: 'lock_active_care',
  text: `select a.id from care_link l join account a on a.id = l.patient_id
         where l.patient_id = $1 and l.clinician_id = $2 and l.status = 'active' and a.role = 'patient' and a.deactivated_at is null
         for share of l`,
};

/** Whether the clinician has the patient in active care; it cannot end before the commit. */
export async function lockActiveCare(tx: Tx, patientId: string, clinicianId: string): Promise<boolean> {
  return (await tx.run(lockCare, [patientId, clinicianId])).length > 0;
}

const person = (id: string) => `(
  select json_build_object('id', b.id, 'displayName', b.display_name, 'headline', b.headline, 'role', b.role)
  from account b where b.id = ${id})`;

export interface AssessmentRow {
  id: string;
  patient_id: string;
  level: RiskLevel;
  note_sealed: Buffer;
  data_key: Buffer;
  assessed_at: Date;
  assessed_by: Person;
}

const assessments = `
  select r.id, r.patient_id, r.level, r.note_sealed, key.data_key, r.assessed_at, ${person('r.clinician_id')} as assessed_by
  from risk_assessment r join account_key key on key.account_id = r.patient_id`;

const history = {
  name: 'find_assessments',
  text: `${assessments} where r.patient_id = $1 order by r.assessed_at desc, r.id desc limit $2`,
};
const byClientId = {
  name: 'find_assessment_by_client_id',
  text: `${assessments} where r.clinician_id = $1 and r.patient_id = $2 and r.client_id = $3`,
};

export const findAssessments = (db: Queries, patientId: string, limit: number) =>
  db.run<AssessmentRow>(history, [patientId, limit]);

export async function findAssessmentByClientId(tx: Tx, clinicianId: string, patientId: string, clientId: string) {
  return (await tx.run<AssessmentRow>(byClientId, [clinicianId, patientId, clientId]))[0];
}

export interface NewAssessment {
  readonly id: string;
  readonly patientId: string;
  readonly clinicianId: string;
  readonly clientId: string | null;
  readonly level: RiskLevel;
  readonly noteSealed: Buffer;
  readonly at: Date;
}

const insert = {
  name: 'insert_assessment',
  text: `insert into risk_assessment (id, patient_id, clinician_id, client_id, level, note_sealed, assessed_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (clinician_id, patient_id, client_id) where client_id is not null do nothing returning id`,
};

/** @returns false when the clinician used the client id before. */
export async function insertAssessment(tx: Tx, a: NewAssessment): Promise<boolean> {
  const values = [a.id, a.patientId, a.clinicianId, a.clientId, a.level, a.noteSealed, a.at];
  return (await tx.run(insert, values)).length > 0;
}

export interface FlagRow {
  id: string;
  patient_id: string;
  message_id: string;
  conversation_id: string;
  words_sealed: Buffer;
  data_key: Buffer;
  list_version: string;
  raised_at: Date;
  acknowledged_by: Person | null;
  acknowledged_at: Date | null;
}

export interface PlacedFlagRow extends FlagRow {
  in_group: boolean;
  reached_me: boolean;
}

const flags = (more = '') => `
  select f.id, f.patient_id, f.message_id, f.conversation_id, f.words_sealed, c.data_key, f.list_version, f.raised_at,
         ${person('f.acknowledged_by')} as acknowledged_by, f.acknowledged_at${more}
  from crisis_flag f join conversation c on c.id = f.conversation_id`;

const placed = `, c.kind = 'group' as in_group, exists (
    select from receipt r join member m on m.conversation_id = r.conversation_id and m.account_id = r.account_id
    where r.message_id = f.message_id and r.account_id = $3 and m.left_at is null) as reached_me`;
const flagsOf = {
  name: 'find_flags',
  text: `with shown as materialized (
           ${flags(placed)} where f.patient_id = $1
           order by f.acknowledged_at is not null, f.raised_at desc, f.id desc limit $2)
         select * from shown order by raised_at desc, id desc`,
};
const flagById = { name: 'find_unscoped_flag', text: `${flags()} where f.id = $1` };

/** The newest `limit`, those that nobody has acknowledged rather than others. */
export const findFlags = (db: Queries, patientId: string, limit: number, readerId: string) =>
  db.run<PlacedFlagRow>(flagsOf, [patientId, limit, readerId]);

export async function unscopedFlag(db: Queries, id: string): Promise<FlagRow | undefined> {
  return (await db.run<FlagRow>(flagById, [id]))[0];
}

const acknowledge = {
  name: 'acknowledge_flag',
  text: `update crisis_flag set acknowledged_by = $2, acknowledged_at = $3
         where id = $1 and acknowledged_at is null returning id`,
};

/** @returns false when somebody had acknowledged it. */
export async function updateAcknowledged(tx: Tx, id: string, by: string, at: Date): Promise<boolean> {
  return (await tx.run(acknowledge, [id, by, at])).length > 0;
}
