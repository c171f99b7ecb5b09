// The start of every change of a group: it stands still until the commit, and the actor is in it.
import type { Actor } from '../../actor.ts';
import type { Tx } from '../../db/transact.ts';
import { Refusal } from '../../refusal.ts';
import type { Group } from './group.policy.ts';
import { lockGroup } from './group.store.ts';

export interface EnteredGroup extends Group {
  readonly id: string;
  readonly dataKey: Buffer;
  readonly subjectSealed: Buffer;
  readonly placesTaken: number;
}

export async function enterGroup(tx: Tx, actor: Actor, id: string): Promise<EnteredGroup> {
  const row = await lockGroup(tx, actor.accountId, id);
  if (!row) throw new Refusal('conversation_not_found', { subjectId: id });
  return {
    id,
    dataKey: row.data_key,
    subjectSealed: row.subject_sealed,
    makerId: row.maker_id,
    makerRole: row.maker_role,
    placesTaken: row.places_taken,
  };
}
