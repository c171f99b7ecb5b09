// Whom I block; and, for admins, which patients clinicians block and why.
import type { Block, listClinicianBlocks as adminEndpoint } from '../../../contract/blocks.ts';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { decodeCursor, encodeCursor } from '../../page/cursor.ts';
import { findBlocks, findClinicianBlocks } from './block.store.ts';
import type { BlockRow } from './block.store.ts';
import { viewBlock, viewPerson } from './block.view.ts';

interface PageQuery {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export async function listBlocks(
  deps: Deps,
  actor: Actor,
  query: PageQuery,
): Promise<{ items: Block[]; nextCursor: string | null }> {
  const rows = await findBlocks(deps.db, actor.accountId, decodeCursor(query.cursor), query.limit + 1);
  return pageOf(rows, query.limit, (row) => viewBlock(deps.vault, row));
}

export async function listClinicianBlocks(
  deps: Deps,
  actor: Actor,
  query: PageQuery,
): Promise<ReplyOf<typeof adminEndpoint>> {
  const rows = await deps.db.transact(async (tx) => {
    const [found] = await Promise.all([
      findClinicianBlocks(tx, decodeCursor(query.cursor), query.limit + 1),
      appendAudit(deps, tx, [{ actorId: actor.accountId, source: actor, action: 'blocks.read' }]),
    ]);
    return found;
  });
  return pageOf(rows, query.limit, (row) => ({ ...viewBlock(deps.vault, row), blockedBy: viewPerson(row.blocker) }));
}

function pageOf<T>(rows: readonly BlockRow[], limit: number, view: (row: BlockRow) => T) {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last;
  return { items: shown.map(view), nextCursor: more ? encodeCursor({ at: last.blocked_at, id: last.id }) : null };
}
