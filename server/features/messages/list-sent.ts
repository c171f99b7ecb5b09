// What I sent, newest first, with a receipt per recipient.
import type { ReplyOf } from '../../../contract/endpoint.ts';
import type { listSent as endpoint } from '../../../contract/messages.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { decodeCursor, encodeCursor } from '../../page/cursor.ts';
import { viewMessage } from './message.view.ts';
import { findSentPage } from './thread.store.ts';

export async function listSent(
  deps: Deps,
  actor: Actor,
  query: { cursor?: string | undefined; limit: number },
): Promise<ReplyOf<typeof endpoint>> {
  const place = decodeCursor(query.cursor);
  const rows = await deps.db.transact(async (tx) => {
    const [found] = await Promise.all([
      findSentPage(tx, actor.accountId, place && { sentAt: place.at, id: place.id }, query.limit + 1),
      appendAudit(deps, tx, [{ actorId: actor.accountId, source: actor, action: 'sent.read' }]),
    ]);
    return found;
  });
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map((row) => ({ ...viewMessage(deps.vault, row, actor.accountId), to: row.recipients ?? [] })),
    nextCursor: rows.length > query.limit ? encodeCursor({ at: last!.sent_at, id: last!.id }) : null,
  };
}
