// Everything a clinician may know of one patient in their care: risk and how it came about, flags, the care link.
import type { ReplyOf } from '../../../contract/endpoint.ts';
import type { readPatient as endpoint } from '../../../contract/patients.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { findPatient } from './patient.store.ts';
import { viewAssessment, viewPatient, viewPlacedFlag } from './patient.view.ts';
import { findAssessments, findFlags } from './risk.store.ts';

const newest = 200;

export async function readPatient(deps: Deps, actor: Actor, patientId: string): Promise<ReplyOf<typeof endpoint>> {
  return deps.db.transact(async (tx) => {
    const row = await findPatient(tx, actor.accountId, patientId);
    if (!row) throw new Refusal('patient_not_found', { subjectId: patientId });
    const [assessments, flags] = await Promise.all([
      findAssessments(tx, patientId, newest),
      findFlags(tx, patientId, newest, actor.accountId),
      appendAudit(deps, tx, [
        {
          actorId: actor.accountId,
          source: actor,
          action: 'patient.read',
          subjectKind: 'account',
          subjectId: patientId,
        },
      ]),
    ]);
    return {
      ...viewPatient(deps.vault, row),
      assessments: assessments.map((entry) => viewAssessment(deps.vault, entry)),
      flags: flags.map((flag) => viewPlacedFlag(deps.vault, flag)),
    };
  });
}
