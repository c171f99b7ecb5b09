// Accepting, declining or ending a care link.
import type { CareLink } from '../../../contract/care-links.ts';
import type { Actor } from '../../actor.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { withdrawInvitationsBetween } from '../groups/withdraw-invitations.ts';
import { holdDirect } from '../messages/hold-direct.ts';
import { refuseToAccept, refuseToEnd } from './care-link.policy.ts';
import { findCareLinksById, lockCareLink, updateCareLink } from './care-link.store.ts';
import { viewCareLink } from './care-link.view.ts';
import { recordCareLink } from './record-care-link.ts';

export async function changeCareLink(deps: Deps, actor: Actor, id: string, to: 'active' | 'ended'): Promise<CareLink> {
  const changed = await deps.db.transact(async (tx) => {
    const [found] = await findCareLinksById(tx, actor, [id]);
    if (!found) throw new Refusal('care_link_not_found');
    await holdDirect(deps, tx, found.patient_id, found.clinician_id);
    const link = await lockCareLink(tx, found);
    const refused = to === 'active' ? refuseToAccept(actor, link) : refuseToEnd(link);
    if (refused) throw new Refusal(refused);
    const at = deps.clock();
    await updateCareLink(tx, id, to, actor.accountId, at);
    if (to === 'ended') await withdrawInvitationsBetween(deps, tx, actor, link.patient_id, link.clinician_id, at);
    const verb = to === 'active' ? 'accepted' : link.status === 'pending' ? 'declined' : 'ended';
    await recordCareLink(tx, deps, actor, verb, { id, patientId: link.patient_id, clinicianId: link.clinician_id });
    const [row] = await findCareLinksById(tx, actor, [id]);
    return row!;
  });
  deps.doorbell.ring();
  return viewCareLink(changed, actor);
}
