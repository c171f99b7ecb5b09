// Adds what a clinician thinks of a patient's risk, and why, to the patient's history.
import type { Assessment, RiskLevel } from '../../../contract/patients.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { accountKey } from '../../vault/account-keys.ts';
import { announcePatient } from './announce-patient.ts';
import { notePlace, viewAssessment } from './patient.view.ts';
import { findAssessmentByClientId, findAssessments, insertAssessment, lockActiveCare } from './risk.store.ts';

export async function assessRisk(
  deps: Deps,
  actor: Actor,
  patientId: string,
  body: { level: RiskLevel; note: string; clientId?: string | undefined },
): Promise<Assessment> {
  const row = await deps.db.transact(async (tx) => {
    if (!(await lockActiveCare(tx, patientId, actor.accountId)))
      throw new Refusal('patient_not_found', { subjectId: patientId });
    const [before] = await findAssessments(tx, patientId, 1);
    const id = deps.newId();
    const at = deps.clock();
    const dataKey = await accountKey(tx, deps.vault, patientId);
    const stored = await insertAssessment(tx, {
      id,
      patientId,
      clinicianId: actor.accountId,
      clientId: body.clientId ?? null,
      level: body.level,
      noteSealed: deps.vault.seal(dataKey, notePlace(patientId, id), body.note),
      at,
    });
    if (!stored) {
      const first = (await findAssessmentByClientId(tx, actor.accountId, patientId, body.clientId!))!;
      const { level, note } = viewAssessment(deps.vault, first);
      // Something else under the same client id would vanish.
      if (level !== body.level || note !== body.note) throw new Refusal('client_id_reused', { subjectId: first.id });
      return first;
    }
    await announcePatient(tx, patientId, 'risk.assessed', at);
    await appendAudit(deps, tx, [
      {
        actorId: actor.accountId,
        source: actor,
        action: 'risk.assessed',
        subjectKind: 'account',
        subjectId: patientId,
        detail: { level: body.level, before: before?.level ?? 'unknown' },
      },
    ]);
    return (await findAssessments(tx, patientId, 1))[0]!;
  });
  deps.doorbell.ring();
  return viewAssessment(deps.vault, row);
}
