// Puts notices into a thread, in the transaction of what they tell of.
import type { Source } from '../../actor.ts';
import type { Tx } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { insertNotices } from './notice.store.ts';
import type { NewNotice } from './notice.store.ts';

/** Who did it is the actor. Call it last: whoever is a member then sees the notice. */
export async function postNotices(
  deps: Pick<Deps, 'newId'>,
  tx: Tx,
  actor: Source & { readonly accountId: string },
  conversationId: string,
  at: Date,
  notices: readonly Omit<NewNotice, 'id'>[],
): Promise<void> {
  if (notices.length === 0) return;
  await insertNotices(
    tx,
    conversationId,
    actor.accountId,
    at,
    notices.map((notice) => ({ ...notice, id: deps.newId() })),
  );
}
