// Ends what somebody's new role leaves no room for; getting the old role back restores nothing.
import type { Role } from '../../../contract/endpoint.ts';
import type { Actor } from '../../actor.ts';
import type { Tx } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { lockMisplacedLinks, updateCareLink } from './care-link.store.ts';
import { recordCareLink } from './record-care-link.ts';

/** The caller rings the doorbell. */
export async function endMisplacedLinks(
  deps: Pick<Deps, 'clock' | 'newId'>,
  tx: Tx,
  actor: Actor,
  accountId: string,
  role: Role,
): Promise<void> {
  for (const link of await lockMisplacedLinks(tx, accountId, role)) {
    await updateCareLink(tx, link.id, 'ended', actor.accountId, deps.clock());
    const verb = link.status === 'pending' ? 'declined' : 'ended';
    await recordCareLink(tx, deps, actor, verb, {
      id: link.id,
      patientId: link.patient_id,
      clinicianId: link.clinician_id,
    });
  }
}
