// Care links as their sides and admins see them.
import type { CareLink } from '../../../contract/care-links.ts';
import type { Actor } from '../../actor.ts';
import { auditLook } from '../../audit/look.ts';
import type { Queries } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { findCareLinks, unscopedCareLinks } from './care-link.store.ts';
import { viewCareLink } from './care-link.view.ts';

export async function listCareLinks(
  deps: Pick<Deps, 'db' | 'clock' | 'newId'>,
  reader: Actor,
  status: CareLink['status'] | undefined,
): Promise<{ items: CareLink[] }> {
  await auditLook(deps, reader, 'care_links.listed', status ? { status } : {});
  const rows = await findCareLinks(deps.db, reader, status ?? null);
  return { items: rows.map((row) => viewCareLink(row, reader)) };
}

/** By id, in one query for many readers; whoever is not a side of a link gets nothing. Live events are rendered from it. */
export async function readCareLinksForSides(
  db: Queries,
  ids: readonly string[],
): Promise<(id: string, readerId: string) => CareLink | undefined> {
  const rows = ids.length > 0 ? await unscopedCareLinks(db, ids) : [];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (id, readerId) => {
    const row = byId.get(id);
    const role = row?.patient_id === readerId ? 'patient' : row?.clinician_id === readerId ? 'clinician' : undefined;
    return row && role && viewCareLink(row, { accountId: readerId, role });
  };
}
