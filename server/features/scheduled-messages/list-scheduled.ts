// What I have scheduled, and what became of it.
import type { ScheduledMessage } from '../../../contract/scheduled-messages.ts';
import type { Actor } from '../../actor.ts';
import type { Deps } from '../../deps.ts';
import { decodeCursor, encodeCursor } from '../../page/cursor.ts';
import { findScheduledPage } from './scheduled-message.store.ts';
import { viewScheduled } from './scheduled-message.view.ts';

interface Query {
  readonly status?: ScheduledMessage['status'] | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export async function listScheduled(deps: Deps, actor: Actor, { status, cursor, limit }: Query) {
  const rows = await findScheduledPage(deps.db, actor.accountId, status, decodeCursor(cursor), limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => viewScheduled(deps.vault, row)),
    nextCursor: rows.length > limit && last ? encodeCursor({ at: last.send_at, id: last.id }) : null,
  };
}
