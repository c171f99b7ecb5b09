// Who may accept a care link, and when it can still change; docs/decisions/0001-who-accepts-a-care-link.md.
import type { CareLink } from '../../../contract/care-links.ts';
import type { RefusalCode } from '../../../contract/errors.ts';
import type { Actor } from '../../actor.ts';

export interface Link {
  readonly patient_id: string;
  readonly clinician_id: string;
  readonly asked_by: string;
  readonly status: CareLink['status'];
}

type Asking = Pick<Actor, 'accountId' | 'role'>;

/** Never the side that asked; the other side or an admin. */
export function refuseToAccept(actor: Asking, link: Link): RefusalCode | null {
  if (link.status === 'ended') return 'care_link_already_ended';
  if (link.status === 'active') return 'care_link_not_pending';
  if (actor.accountId === link.asked_by) return 'care_link_not_yours_to_accept';
  const party = actor.accountId === link.patient_id || actor.accountId === link.clinician_id;
  return party || actor.role === 'admin' ? null : 'care_link_not_yours_to_accept';
}

/** Declining or ending: whoever can see the link may. */
export function refuseToEnd(link: Link): RefusalCode | null {
  return link.status === 'ended' ? 'care_link_already_ended' : null;
}
