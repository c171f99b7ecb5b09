// Ends a block; without one nothing changes.
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { appendToOutbox } from '../../outbox/append.ts';
import { deleteBlock } from './block.store.ts';

export async function unblockAccount(deps: Deps, actor: Actor, accountId: string): Promise<void> {
  await deps.db.transact(async (tx) => {
    if (!(await deleteBlock(tx, actor.accountId, accountId))) return;
    const detail = { accountId, blocked: false };
    await Promise.all([
      appendToOutbox(tx, deps.clock(), [{ type: 'block.changed', accountId: actor.accountId, detail }]),
      appendAudit(deps, tx, [
        {
          actorId: actor.accountId,
          source: actor,
          action: 'account.unblocked',
          subjectKind: 'account',
          subjectId: accountId,
        },
      ]),
    ]);
  });
  deps.doorbell.ring();
}
