// From care-link rows to the contract's shape, as one reader sees them.
import type { CareLink } from '../../../contract/care-links.ts';
import type { Actor } from '../../actor.ts';
import { viewPerson } from '../accounts/account.view.ts';
import { refuseToAccept } from './care-link.policy.ts';
import type { CareLinkRow } from './care-link.store.ts';

export const viewCareLink = (row: CareLinkRow, reader: Pick<Actor, 'accountId' | 'role'>): CareLink => ({
  id: row.id,
  patient: viewPerson(row.patient),
  clinician: viewPerson(row.clinician),
  status: row.status,
  askedBy: row.asked_by,
  askedAt: row.asked_at.toISOString(),
  acceptedAt: row.accepted_at?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
  mayAccept: refuseToAccept(reader, row) === null,
});
