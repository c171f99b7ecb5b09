// Sends what is due, exactly once: sending and the mark that it was sent are one commit, whoever else tries the same.
import { appendAudit } from '../../audit/append.ts';
import type { AuditEntry } from '../../audit/append.ts';
import type { Author } from '../../actor.ts';
import type { Queries } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { appendToOutbox } from '../../outbox/append.ts';
import { sendMessagesWithin } from '../messages/send-messages.ts';
import type { SendOutcome, SendRequest } from '../messages/send-messages.ts';
import { clientIdOf } from './schedule-message.ts';
import {
  findOverdueScheduled,
  lockDueScheduled,
  readDatabaseClock,
  settleScheduled,
} from './scheduled-message.store.ts';
import type { DueRow, Settled } from './scheduled-message.store.ts';
import { openScheduled } from './scheduled-message.view.ts';

/** SPEC §4: what is later than this is never sent as a surprise. */
const latest = 12 * 3_600_000;
const largestSet = 200;

/**
 * Rights, blocks and roles are looked at as they are now. What is not due yet waits for its time again.
 * @throws when nothing of the set was settled; trying again is safe.
 */
export async function sendDue(deps: Deps, ids: readonly string[]): Promise<void> {
  await deps.db.transact(async (tx) => {
    const [clock, rows] = await Promise.all([agreedClock(deps, tx), lockDueScheduled(tx, ids)]);
    const now = clock();
    const early = rows.filter((row) => row.send_at > now);
    const wait = (row: DueRow) => row.send_at.getTime() - now.getTime();
    const jobs = early.map((row) => ({
      data: { id: row.id },
      startAfter: new Date(deps.clock().getTime() + wait(row)),
    }));
    await deps.jobs.enqueue(tx, 'scheduled-message.due', jobs);
    const due = rows.filter((row) => row.send_at <= now);
    if (due.length === 0) return;

    const settled: Settled[] = [];
    const sends: { row: DueRow; request: SendRequest }[] = [];
    for (const row of due) {
      if (now.getTime() - row.send_at.getTime() > latest) settled.push(failed(row, 'expired'));
      else if (row.author_deactivated) settled.push(failed(row, 'author_deactivated'));
      else sends.push({ row, request: requestOf(deps, row) });
    }
    const outcomes = await sendMessagesWithin(
      { ...deps, clock },
      tx,
      sends.map(({ request }) => request),
    );
    for (const [index, { row }] of sends.entries()) settled.push(settledAs(row, outcomes[index]!));
    await settleScheduled(tx, settled, now);
    const byId = new Map(due.map((row) => [row.id, row]));
    await appendToOutbox(
      tx,
      now,
      settled.map(({ id, status }) => ({
        type: 'scheduled-message.changed' as const,
        accountId: byId.get(id)!.author_id,
        detail: { id, status },
      })),
    );
    await appendAudit(
      deps,
      tx,
      settled.map((entry) => auditOf(byId.get(entry.id)!, entry)),
    );
  });
  deps.doorbell.ring();
}

/** What no job came for, seconds after its time: its worker was killed, or a database came back without its jobs. */
export async function sendOverdue(deps: Deps): Promise<void> {
  const clock = await agreedClock(deps, deps.db);
  const before = new Date(clock().getTime() - 5_000);
  for (;;) {
    const ids = await findOverdueScheduled(deps.db, before, largestSet);
    if (ids.length > 0) await sendEachDue(deps, ids);
    if (ids.length < largestSet) return;
  }
}

/**
 * By the database's clock, the same for every process: that of a machine may be hours off when it starts or wakes, and what is
 * sent too early cannot be taken back. Where `deps.clock` was moved away from the machine's, this one is moved as far.
 */
async function agreedClock(deps: Deps, db: Queries): Promise<() => Date> {
  const database = await readDatabaseClock(db);
  const ahead = Date.now() - database.getTime();
  return () => new Date(deps.clock().getTime() - ahead);
}

/** As a set, and when that fails one by one, so that one that cannot be sent holds up no other. */
export async function sendEachDue(deps: Deps, ids: readonly string[]): Promise<void> {
  try {
    await sendDue(deps, ids);
  } catch (error) {
    if (ids.length === 1) throw error;
    const results = await Promise.allSettled(ids.map((id) => sendDue(deps, [id])));
    const faults = results.filter((result) => result.status === 'rejected');
    if (faults.length > 0)
      throw new AggregateError(
        faults.map((fault) => fault.reason as Error),
        'not all could be sent',
      );
  }
}

const failed = (row: DueRow, failure: Settled['failure']): Settled => ({
  id: row.id,
  status: 'failed',
  failure,
  messageId: null,
});

function settledAs(row: DueRow, outcome: SendOutcome): Settled {
  if ('refusal' in outcome) return failed(row, outcome.refusal.code);
  return { id: row.id, status: 'sent', failure: null, messageId: outcome.message.id };
}

const authorOf = (row: DueRow): Author => ({
  accountId: row.author_id,
  role: row.author_role,
  displayName: row.author_name,
  headline: row.author_headline,
  requestId: clientIdOf(row.id),
  address: null,
  sessionId: null,
});

function requestOf(deps: Deps, row: DueRow): SendRequest {
  return {
    actor: authorOf(row),
    ...(row.to_id ? { to: row.to_id } : { conversationId: row.conversation_id! }),
    clientId: clientIdOf(row.id),
    ...openScheduled(deps.vault, row),
  };
}

const auditOf = (row: DueRow, { status, failure, messageId }: Settled): AuditEntry => ({
  actorId: row.author_id,
  source: authorOf(row),
  action: `scheduled_message.${status}`,
  outcome: status === 'sent' ? 'allowed' : 'denied',
  subjectKind: 'scheduled_message',
  subjectId: row.id,
  detail: status === 'sent' ? { messageId } : { failure },
});
