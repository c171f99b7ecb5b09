// Loads what a batch of published rows says to a set of readers: a fixed number of statements for any number of both.
import { z } from 'zod';
import type { CareLink } from '../../contract/care-links.ts';
import type { Deps } from '../deps.ts';
import { readCareLinksForSides } from '../features/care-links/read-care-links.ts';
import { loadAudience } from '../features/messages/load-audience.ts';
import type { Audience } from '../features/messages/load-audience.ts';
import type { PublishedRow } from '../outbox/published.ts';

export interface Facts extends Audience {
  careLink(id: string, readerId: string): CareLink | undefined;
}

/** The `detail` of each type of row that has one. */
export const details = {
  'receipt.changed': z.object({ change: z.enum(['delivered', 'read']), seqs: z.array(z.number()), at: z.string() }),
  'conversation.archived': z.object({ archivedAt: z.string().nullable() }),
  'care-link.changed': z.object({ careLinkId: z.string() }),
  'membership.changed': z.object({ joined: z.boolean() }),
  'session.ended': z.object({ sessionId: z.string() }),
};

export async function loadFacts(deps: Deps, rows: readonly PublishedRow[], readers: ReadonlySet<string>): Promise<Facts> {
  const places = rows
    .filter((row) => row.type === 'receipt.changed')
    .flatMap((row) => details[row.type as 'receipt.changed'].parse(row.detail).seqs.map((seq) => ({ conversationId: row.conversation_id!, seq })));
  const careLinkIds = rows
    .filter((row) => row.type === 'care-link.changed' && row.account_id && readers.has(row.account_id))
    .map((row) => details['care-link.changed'].parse(row.detail).careLinkId);
  return deps.db.transact(async (tx) => {
    const [audience, careLink] = await Promise.all([
      loadAudience(tx, {
        readers,
        places,
        conversationIds: distinct(rows.map((row) => row.conversation_id)),
        messageIds: distinct(rows.filter((row) => row.type === 'message.sent').map((row) => row.message_id)),
      }),
      readCareLinksForSides(tx, distinct(careLinkIds)),
    ]);
    return { ...audience, careLink };
  });
}

const distinct = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))];
