// Care links as their sides and admins see them.
import type { CareLink } from '../../../contract/care-links.ts';
import type { Actor } from '../../actor.ts';
import type { Queries } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { findCareLinks, findCareLinksById } from './care-link.store.ts';
import { viewCareLink } from './care-link.view.ts';

type Reader = Pick<Actor, 'accountId' | 'role'>;

export async function listCareLinks(
  deps: Pick<Deps, 'db'>,
  reader: Reader,
  status: CareLink['status'] | undefined,
): Promise<{ items: CareLink[] }> {
  const rows = await findCareLinks(deps.db, reader, status ?? null);
  return { items: rows.map((row) => viewCareLink(row, reader)) };
}

/** By id, in one query; what the reader may not see is left out. Live events are rendered from it. */
export async function readCareLinks(db: Queries, reader: Reader, ids: readonly string[]): Promise<Map<string, CareLink>> {
  const rows = ids.length > 0 ? await findCareLinksById(db, reader, ids) : [];
  return new Map(rows.map((row) => [row.id, viewCareLink(row, reader)]));
}
