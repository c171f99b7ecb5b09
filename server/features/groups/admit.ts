// Brings people into a group: clinicians and admins at once, patients by an invitation. All of them, or nobody.
import { limits } from '../../../contract/text.ts';
import type { Actor } from '../../actor.ts';
import type { Tx } from '../../db/transact.ts';
import { Refusal } from '../../refusal.ts';
import { isStaff, refuseToAdd } from './group.policy.ts';
import type { Group } from './group.policy.ts';
import { insertMembers } from './group.store.ts';
import { insertInvitations } from './invitation.store.ts';
import { findCandidates } from './member.store.ts';

export interface Newcomers {
  readonly joining: readonly string[];
  readonly inviting: readonly string[];
}

/**
 * Whoever is in the group already, the actor included, is left out.
 * @throws Refusal that names the places of those who are out of reach.
 */
export async function chooseNewcomers(
  tx: Tx,
  actor: Actor,
  group: Group & { readonly id: string; readonly placesTaken: number },
  memberIds: readonly string[],
): Promise<Newcomers> {
  const rows = await findCandidates(tx, group.id, actor, memberIds);
  const wanted = rows.filter((row) => !row.joined && row.accountId !== actor.accountId);
  const refused = wanted.filter((row) => refuseToAdd(actor, group, row) !== null);
  if (refused.length > 0) {
    throw new Refusal('recipient_not_found', {
      subjectId: refused[0]!.accountId,
      issues: refused.map((row) => ({ path: `body.memberIds.${rows.indexOf(row)}`, message: 'cannot be added' })),
    });
  }
  const fresh = wanted.filter((row) => !row.invited);
  const chosen = (staff: boolean) => [
    ...new Set(fresh.filter((row) => isStaff(row.role!) === staff).map((row) => row.accountId)),
  ];
  const newcomers = { joining: chosen(true), inviting: chosen(false) };
  if (group.placesTaken + newcomers.joining.length + newcomers.inviting.length > limits.groupMembers)
    throw new Refusal('group_full');
  return newcomers;
}

export async function admit(
  tx: Tx,
  actor: Actor,
  conversationId: string,
  { joining, inviting }: Newcomers,
  at: Date,
): Promise<void> {
  await Promise.all([
    insertMembers(tx, conversationId, joining, at),
    insertInvitations(tx, conversationId, inviting, actor.accountId, at),
  ]);
}

/** What admitting them changed, for the record. */
export const admissions = ({ joining, inviting }: Newcomers) => [
  ...joining.map((accountId) => ({ verb: 'member_added', accountId }) as const),
  ...inviting.map((accountId) => ({ verb: 'member_invited', accountId }) as const),
];
