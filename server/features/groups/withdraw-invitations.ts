// Ends the open invitations between two people, in the caller's transaction: one blocks the other, or their care link ends.
import type { Source } from '../../actor.ts';
import type { Tx } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { endInvitationsBetween } from './invitation.store.ts';
import { recordGroup } from './record-group.ts';

export async function withdrawInvitationsBetween(
  deps: Pick<Deps, 'clock' | 'newId'>,
  tx: Tx,
  actor: Source & { readonly accountId: string },
  one: string,
  other: string,
  at: Date,
): Promise<void> {
  for (const ended of await endInvitationsBetween(tx, one, other, at)) {
    const change = { verb: 'invitation_withdrawn', accountId: ended.account_id } as const;
    await recordGroup(deps, tx, actor, ended.conversation_id, at, [change]);
  }
}
