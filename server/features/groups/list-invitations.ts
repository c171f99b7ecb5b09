// Groups I am invited to: name, by whom and when, and nothing of who is in them.
import type { Invitation } from '../../../contract/groups.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { decodeCursor, encodeCursor } from '../../page/cursor.ts';
import { viewInvitation } from './group.view.ts';
import { findOpenInvitations } from './invitation.store.ts';

export async function listInvitations(
  deps: Deps,
  actor: Actor,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ items: Invitation[]; nextCursor: string | null }> {
  const before = decodeCursor(query.cursor);
  const rows = await deps.db.transact(async (tx) => {
    const [found] = await Promise.all([
      findOpenInvitations(tx, actor.accountId, before, query.limit + 1),
      appendAudit(deps, tx, [{ actorId: actor.accountId, source: actor, action: 'invitations.read' }]),
    ]);
    return found;
  });
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map((row) => viewInvitation(deps.vault, row)),
    nextCursor: rows.length > query.limit ? encodeCursor({ at: last!.invited_at, id: last!.conversation_id }) : null,
  };
}
