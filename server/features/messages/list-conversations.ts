// My inbox, a page at a time.
import type { Conversation } from '../../../contract/messages.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { decodeCursor, encodeCursor } from '../../page/cursor.ts';
import { findInbox } from './conversation.store.ts';
import type { InboxFilter } from './conversation.store.ts';
import { viewConversation } from './conversation.view.ts';

export async function listConversations(
  deps: Deps,
  actor: Actor,
  query: { filter: InboxFilter; cursor?: string | undefined; limit: number },
): Promise<{ items: Conversation[]; nextCursor: string | null }> {
  const place = decodeCursor(query.cursor);
  const before = place && { activeAt: place.at, conversationId: place.id };
  const rows = await deps.db.transact(async (tx) => {
    const [found] = await Promise.all([
      findInbox(tx, actor.accountId, query.filter, before, query.limit + 1),
      appendAudit(deps, tx, [
        { actorId: actor.accountId, source: actor, action: 'inbox.read', detail: { filter: query.filter } },
      ]),
    ]);
    return found;
  });
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map((row) => viewConversation(deps.vault, row, actor)),
    nextCursor: rows.length > query.limit ? encodeCursor({ at: last!.active_at!, id: last!.id }) : null,
  };
}
