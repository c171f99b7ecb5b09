// Pure: why may this actor not change this group so? A refusal code, or null when nothing stands against it.
import type { Role } from '../../../contract/endpoint.ts';
import type { RefusalCode } from '../../../contract/errors.ts';
import { refuseToReach } from '../messages/message.policy.ts';
import type { Room } from '../messages/message.policy.ts';

interface Member {
  readonly accountId: string;
  readonly role: Role;
}

/** Who made it decides who may come in: patients meet patients only in what a clinician or an admin made. */
export interface Group {
  readonly makerId: string;
  readonly makerRole: Role;
}

/** Somebody whom the actor wants in the group; `role` is null when there is no such account. */
export interface Candidate {
  readonly accountId: string;
  readonly role: Role | null;
  readonly deactivated: boolean;
  readonly careLink: Room['careLink'];
  /** One of the two blocks the other. */
  readonly blocked: boolean;
}

export const isStaff = (role: Role) => role !== 'patient';

/** Renaming and adding: for members who are clinicians or admins, and for the maker. */
export function refuseToChange(member: Member, group: Group): RefusalCode | null {
  return isStaff(member.role) || member.accountId === group.makerId ? null : 'not_yours_to_change';
}

/** Everybody may leave; only an admin may remove the maker. */
export function refuseToRemove(member: Member, group: Group, accountId: string): RefusalCode | null {
  if (accountId === member.accountId) return null;
  if (accountId === group.makerId && member.role !== 'admin') return 'not_yours_to_change';
  return refuseToChange(member, group);
}

/** Out of reach, blocked and not there at all are one answer. */
export function refuseToAdd(
  member: Member,
  group: Group,
  { accountId, role, deactivated, careLink, blocked }: Candidate,
): RefusalCode | null {
  const strangers = role === 'patient' && group.makerRole === 'patient';
  const supportDesk = member.role === 'admin' || role === 'admin';
  const out =
    role === null ||
    strangers ||
    (blocked && !supportDesk) ||
    refuseToReach(member, { id: accountId, role, deactivated }, careLink) !== null;
  return out ? 'recipient_not_found' : null;
}
