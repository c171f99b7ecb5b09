// A clinician says that a flag was seen to. It closes the flag for everybody in the patient's care; the first stands.
import type { CrisisFlag } from '../../../contract/crisis-flags.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { announcePatient } from './announce-patient.ts';
import { viewFlag } from './patient.view.ts';
import { lockActiveCare, unscopedFlag, updateAcknowledged } from './risk.store.ts';

export async function acknowledgeFlag(deps: Deps, actor: Actor, flagId: string): Promise<CrisisFlag> {
  const row = await deps.db.transact(async (tx) => {
    const flag = await unscopedFlag(tx, flagId);
    if (!flag || !(await lockActiveCare(tx, flag.patient_id, actor.accountId)))
      throw new Refusal('flag_not_found', { subjectId: flagId });
    const at = deps.clock();
    if (!(await updateAcknowledged(tx, flagId, actor.accountId, at))) return (await unscopedFlag(tx, flagId))!;
    await announcePatient(tx, flag.patient_id, 'flag.acknowledged', at);
    await appendAudit(deps, tx, [
      {
        actorId: actor.accountId,
        source: actor,
        action: 'crisis_flag.acknowledged',
        subjectKind: 'crisis_flag',
        subjectId: flagId,
        detail: { patientId: flag.patient_id, messageId: flag.message_id },
      },
    ]);
    return (await unscopedFlag(tx, flagId))!;
  });
  deps.doorbell.ring();
  return viewFlag(deps.vault, row);
}
