// Loads what a batch of published rows says to a set of readers: a fixed number of statements for any number of both.
import { z } from 'zod';
import type { CareLink } from '../../contract/care-links.ts';
import { patientChange } from '../../contract/events.ts';
import { scheduledStatus } from '../../contract/scheduled-messages.ts';
import type { Deps } from '../deps.ts';
import { readCareLinksForSides } from '../features/care-links/render-care-links.ts';
import { loadStaff } from '../features/groups/load-staff.ts';
import { loadAudience } from '../features/messages/load-audience.ts';
import type { Audience, Readers } from '../features/messages/load-audience.ts';
import type { PublishedRow } from '../outbox/published.ts';

export interface Facts extends Audience {
  careLink(id: string, readerId: string): CareLink | undefined;
  /** Clinicians and admins of a conversation that has news of an invitation. */
  isStaff(conversationId: string, accountId: string): boolean;
}

/** The `detail` of each type of row that has one. */
export const details = {
  'receipt.changed': z.object({ change: z.enum(['delivered', 'read']), seqs: z.array(z.number()), at: z.string() }),
  'conversation.archived': z.object({ archivedAt: z.string().nullable() }),
  'conversation.muted': z.object({ mutedAt: z.string().nullable() }),
  'care-link.changed': z.object({ careLinkId: z.string() }),
  'block.changed': z.object({ accountId: z.string(), blocked: z.boolean() }),
  'membership.changed': z.object({ joined: z.boolean() }),
  'invitation.changed': z.object({ open: z.boolean() }),
  'scheduled-message.changed': z.object({ id: z.string(), status: scheduledStatus }),
  'broadcast.progressed': z.object({ id: z.string(), completed: z.boolean() }),
  'patient.changed': z.object({ patientId: z.string(), change: patientChange }),
  'session.ended': z.object({ sessionId: z.string() }),
};

export async function loadFacts(deps: Deps, rows: readonly PublishedRow[], readers: Readers): Promise<Facts> {
  const places = detailsOf(rows, 'receipt.changed').flatMap(({ row, detail }) =>
    detail.seqs.map((seq) => ({ conversationId: row.conversation_id!, seq })),
  );
  const careLinkIds = detailsOf(rows, 'care-link.changed')
    .filter(({ row }) => row.account_id && readers.has(row.account_id))
    .map(({ detail }) => detail.careLinkId);
  const leavers = distinct(detailsOf(rows, 'membership.changed').map(({ row }) => row.account_id));
  return deps.db.transact(async (tx) => {
    const [audience, careLink, isStaff] = await Promise.all([
      loadAudience(tx, {
        readers,
        leavers,
        places,
        conversationIds: distinct(rows.map((row) => row.conversation_id)),
        messageIds: distinct(
          rows
            .filter((row) => row.type === 'message.sent' || row.type === 'reactions.changed')
            .map((row) => row.message_id),
        ),
      }),
      readCareLinksForSides(tx, distinct(careLinkIds)),
      loadStaff(
        tx,
        distinct(rows.filter((row) => row.type === 'invitation.changed').map((row) => row.conversation_id)),
      ),
    ]);
    return { ...audience, careLink, isStaff };
  });
}

/** The rows of a type with their detail; one that is not what it should be is left out. */
export function detailsOf<T extends keyof typeof details>(rows: readonly PublishedRow[], type: T) {
  return rows.flatMap((row) => {
    const parsed = row.type === type ? details[type].safeParse(row.detail) : undefined;
    return parsed?.success ? [{ row, detail: parsed.data as z.output<(typeof details)[T]> }] : [];
  });
}

const distinct = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))];
