// Pure: why may this actor not write here? A refusal code, or null when nothing stands against it.
import type { Role } from '../../../contract/endpoint.ts';
import type { RefusalCode } from '../../../contract/errors.ts';

export interface Peer {
  readonly id: string;
  readonly role: Role;
  readonly deactivated: boolean;
}

/** What the actor is trying to write into, as the database has it. */
export interface Room {
  readonly kind: 'direct' | 'group' | 'announcement' | null;
  /** The other person of a direct conversation, whether it exists yet or not. */
  readonly peer: Peer | null;
  /** Newest care link between the two, if one of them is a patient and the other a clinician. */
  readonly careLink: 'pending' | 'active' | 'ended' | null;
  /** Whether one of the two blocks the other: the writer, or (told neutrally) the other side. */
  readonly block: 'mine' | 'theirs' | null;
}

interface Writer {
  readonly accountId: string;
  readonly role: Role;
}

/** SPEC §2. Somebody out of reach and somebody who does not exist get the same answer. */
export function refuseToSend(actor: Writer, room: Room): RefusalCode | null {
  if (room.kind === 'group') return null;
  if (room.kind === 'announcement') return 'announcement_one_way';
  if (!room.peer) return 'recipient_not_found';
  if (room.peer.id === actor.accountId) return 'recipient_is_self';
  // Whoever has become an admin since the block is the support desk now.
  const supportDesk = actor.role === 'admin' || room.peer.role === 'admin';
  return refuseToReach(actor, room.peer, room.careLink) ?? blockRefusals[(!supportDesk && room.block) || 'none'];
}

// Whoever is blocked is told no more than that it cannot be.
const blockRefusals = { none: null, mine: 'you_blocked_them', theirs: 'recipient_unavailable' } as const;

/** Also for adding people to a group: whom I may reach, and nobody else. */
export function refuseToReach(actor: Writer, peer: Peer, careLink: Room['careLink']): RefusalCode | null {
  const roles = [actor.role, peer.role];
  const needsCareLink = roles.includes('patient') && roles.includes('clinician');
  if (actor.role === 'patient' && peer.role === 'patient') return 'recipient_not_found';
  if (needsCareLink && careLink === null) return 'recipient_not_found';
  if (peer.deactivated) return 'recipient_not_found';
  if (needsCareLink && careLink === 'pending') return 'care_link_pending';
  if (needsCareLink && careLink === 'ended') return 'care_link_ended';
  return null;
}
