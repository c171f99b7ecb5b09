// What I told whom, with how many it reached; and who an audience is before anything is sent.
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { decodeCursor, encodeCursor } from '../../page/cursor.ts';
import { Refusal } from '../../refusal.ts';
import { countAudience } from './audience.store.ts';
import type { Audience } from './audience.ts';
import { findBroadcastPage } from './broadcast.store.ts';
import { viewBroadcast } from './broadcast.view.ts';

export async function listBroadcasts(
  deps: Deps,
  actor: Actor,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const rows = await findBroadcastPage(deps.db, actor.accountId, decodeCursor(cursor), limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => viewBroadcast(deps.vault, row)),
    nextCursor: rows.length > limit && last ? encodeCursor({ at: last.created_at, id: last.id }) : null,
  };
}

export async function previewBroadcast(deps: Deps, actor: Actor, audience: Audience) {
  return deps.db.transact(async (tx) => {
    const preview = await countAudience(tx, actor.accountId, audience);
    if (audience.chosen && preview.total + preview.skipped < audience.chosen.length)
      throw new Refusal('recipient_not_found');
    const detail = { audience: audience.name, recipients: preview.total };
    await appendAudit(deps, tx, [{ actorId: actor.accountId, source: actor, action: 'audience.read', detail }]);
    return preview;
  });
}
