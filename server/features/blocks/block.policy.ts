// Pure: why may this actor not block that person? A refusal code, or null when nothing stands against it.
import type { Role } from '../../../contract/endpoint.ts';
import type { RefusalCode } from '../../../contract/errors.ts';

export interface Blockable {
  readonly id: string;
  readonly role: Role;
  /** The actor may know that the person exists: colleagues, a care link or a conversation, now or once. */
  readonly known: boolean;
}

/** Neither side of the support desk can be blocked: it is what every refusal points to. */
export function refuseToBlock(
  actor: { readonly accountId: string; readonly role: Role },
  person: Blockable | undefined,
): RefusalCode | null {
  if (!person) return 'account_not_found';
  if (person.id === actor.accountId) return 'recipient_is_self';
  if (person.role === 'admin' || actor.role === 'admin') return 'support_desk_not_blockable';
  return person.known ? null : 'account_not_found';
}

/** SPEC §2: a clinician who refuses a patient says why. */
export const needsReason = (actor: { readonly role: Role }, person: { readonly role: Role }) =>
  actor.role === 'clinician' && person.role === 'patient';
