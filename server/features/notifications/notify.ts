// Makes notifications from what was published, in order and once: the place in the outbox moves in the same commit.
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { appendToOutbox } from '../../outbox/append.ts';
import { batchSize, findPublishedAfter } from '../../outbox/published.ts';
import type { PublishedRow } from '../../outbox/published.ts';
import {
  findLinksToNotify,
  lockPosition,
  movePosition,
  notifyOf,
  notifyOfMessages,
  settleMessageNotifications,
  settleNotifications,
} from './notification.store.ts';
import type { LinkRow, NewNotification } from './notification.store.ts';

const details = {
  receipt: z.object({ change: z.string() }),
  careLink: z.object({ careLinkId: z.string() }),
  scheduled: z.object({ id: z.string(), status: z.string() }),
  invitation: z.object({ open: z.boolean() }),
  patient: z.object({ patientId: z.string(), change: z.string() }),
};

/** What may leave somebody nothing to be notified of in a conversation. */
const settling = new Set<string>([
  'receipt.changed',
  'message.deleted',
  'membership.changed',
  'conversation.muted',
  'conversation.archived',
] satisfies PublishedRow['type'][]);

/** @returns once everything that was published before has been looked at, or another process is at it. */
export async function makeNotifications(deps: Deps): Promise<void> {
  for (;;) {
    const count = await makeSome(deps);
    if (count > 0) deps.doorbell.ring();
    if (count < batchSize) return;
  }
}

async function makeSome(deps: Deps): Promise<number> {
  return deps.db.transact(async (tx) => {
    const position = await lockPosition(tx);
    if (position === undefined) return 0;
    const rows = await findPublishedAfter(tx, position);
    if (rows.length === 0) return 0;
    const at = deps.clock();
    const of = (type: PublishedRow['type']) => rows.filter((row) => row.type === type);
    const made: NewNotification[] = [];
    const done: NewNotification[] = [];
    sortInvitations(of('invitation.changed'), made, done);
    for (const row of of('scheduled-message.changed')) {
      const { id, status } = details.scheduled.parse(row.detail);
      if (status === 'failed') made.push({ accountId: row.account_id!, kind: 'scheduled_failed', subjectId: id });
    }
    for (const row of of('patient.changed')) {
      const { patientId, change } = details.patient.parse(row.detail);
      const flag = { accountId: row.account_id!, kind: 'crisis_flag', subjectId: patientId } as const;
      if (change === 'flag.raised') made.push(flag);
      if (change === 'flag.acknowledged') done.push(flag);
    }
    const linkRows = of('care-link.changed');
    const linkIds = linkRows.map((row) => details.careLink.parse(row.detail).careLinkId);
    if (linkIds.length > 0) sortLinks(await findLinksToNotify(tx, linkIds), made, done);

    const messageIds = of('message.sent').map((row) => row.message_id!);
    const read = rows.filter(
      (row) =>
        settling.has(row.type) &&
        (row.type !== 'receipt.changed' || details.receipt.parse(row.detail).change === 'read'),
    );
    const changed = [
      ...(messageIds.length > 0 ? await notifyOfMessages(tx, at, messageIds) : []),
      ...(made.length > 0 ? await notifyOf(tx, at, made) : []),
      ...(done.length > 0 ? await settleNotifications(tx, at, done) : []),
      ...(read.length > 0
        ? await settleMessageNotifications(tx, at, [...new Set(read.map((row) => row.conversation_id!))])
        : []),
    ];
    await appendToOutbox(
      tx,
      at,
      [...new Set(changed)].map((accountId) => ({ type: 'notification.changed' as const, accountId })),
    );
    await movePosition(tx, rows.at(-1)!.number);
    return rows.length;
  });
}

/** In order: an invitation that was taken back in the same breath notifies nobody. */
function sortInvitations(rows: readonly PublishedRow[], made: NewNotification[], done: NewNotification[]): void {
  const last = new Map<string, { open: boolean; one: NewNotification }>();
  for (const row of rows) {
    const one = { accountId: row.account_id!, kind: 'invitation', subjectId: row.conversation_id! } as const;
    last.set(`${one.accountId} ${one.subjectId}`, { open: details.invitation.parse(row.detail).open, one });
  }
  for (const { open, one } of last.values()) (open ? made : done).push(one);
}

/** Whoever did not do it learns of it. */
function sortLinks(links: readonly LinkRow[], made: NewNotification[], done: NewNotification[]): void {
  for (const link of links) {
    const sides = [link.patient_id, link.clinician_id];
    const by = { pending: link.asked_by, active: link.accepted_by, ended: link.ended_by }[link.status];
    for (const accountId of sides)
      (accountId === by ? done : made).push({ accountId, kind: 'care_link', subjectId: link.id });
  }
}
