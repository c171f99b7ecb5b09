// Care links as they are listed: one's own, or those of the whole clinic for an admin; the look is audited.
import { careLinkStatus } from '../../../contract/care-links.ts';
import type { CareLink } from '../../../contract/care-links.ts';
import { limits } from '../../../contract/text.ts';
import type { Actor } from '../../actor.ts';
import { auditLook } from '../../audit/look.ts';
import type { Deps } from '../../deps.ts';
import { decodeCursor, pageOf } from '../../page/cursor.ts';
import { findCareLinks } from './care-link-page.store.ts';
import { viewCareLink } from './care-link.view.ts';

interface Asked {
  readonly query: string;
  readonly status?: CareLink['status'] | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

export async function listCareLinks(
  deps: Pick<Deps, 'db' | 'clock' | 'newId'>,
  reader: Actor,
  { query, status, cursor, limit }: Asked,
): Promise<{ items: CareLink[]; nextCursor: string | null }> {
  const place = decodeCursor(cursor);
  await auditLook(deps, reader, 'care_links.listed', status ? { status } : {});
  const size = limit ?? (reader.role === 'admin' ? limits.page.default : null);
  const statuses = status ? [status] : careLinkStatus.options;
  const rows = await findCareLinks(deps.db, reader, { query, statuses }, place, size && size + 1);
  return pageOf(
    rows,
    size ?? rows.length,
    (row) => viewCareLink(row, reader),
    (row) => ({ at: row.asked_at, id: row.id }),
  );
}
