// Care links as live events show them to their sides.
import type { CareLink } from '../../../contract/care-links.ts';
import type { Queries } from '../../db/transact.ts';
import { unscopedCareLinks } from './care-link.store.ts';
import { viewCareLink } from './care-link.view.ts';

/** By id, in one query for many readers; whoever is not a side of a link gets nothing. */
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
