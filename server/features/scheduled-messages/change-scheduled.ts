// Changes or cancels what is still scheduled, and takes away what failed; it waits for a send of the same message that is under way.
import type { BodyOf } from '../../../contract/endpoint.ts';
import type {
  changeScheduled as endpoint,
  JudgedScheduledMessage,
  ScheduledMessage,
} from '../../../contract/scheduled-messages.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../db/transact.ts';
import { appendToOutbox } from '../../outbox/append.ts';
import { Refusal } from '../../refusal.ts';
import { accountKey } from '../../vault/account-keys.ts';
import { findAlarms } from '../crisis/find-alarms.ts';
import { findScheduled, lockScheduled, settleScheduled, updateScheduled } from './scheduled-message.store.ts';
import { scheduledPlace, viewScheduled } from './scheduled-message.view.ts';
import { sendTime } from './send-time.ts';

export async function changeScheduled(
  deps: Deps,
  actor: Actor,
  id: string,
  body: BodyOf<typeof endpoint>,
): Promise<JudgedScheduledMessage> {
  const changed = await deps.db.transact(async (tx) => {
    const locked = await lockScheduled(tx, actor.accountId, id);
    if (!locked) throw new Refusal('scheduled_message_not_found', { subjectId: id });
    if (locked.status !== 'scheduled') throw new Refusal('scheduled_message_settled', { subjectId: id });
    const time = body.sendAt || body.localTime ? sendTime(body, locked.time_zone, deps.clock()) : undefined;
    const dataKey = await accountKey(tx, deps.vault, actor.accountId);
    const seal = (field: 'subject' | 'body', text: string) =>
      deps.vault.seal(dataKey, scheduledPlace(actor.accountId, id, field), text);
    await updateScheduled(tx, id, {
      ...(body.subject !== undefined && { subjectSealed: body.subject ? seal('subject', body.subject) : null }),
      ...(body.body !== undefined && { bodySealed: seal('body', body.body) }),
      ...(body.timeZone && { timeZone: body.timeZone }),
      ...time,
    });
    // The job of the old time looks, finds that it is not due, and waits for its time again.
    if (time) await deps.jobs.enqueue(tx, 'scheduled-message.due', [{ data: { id }, startAfter: time.sendAt }]);
    await record(deps, tx, actor, id, 'changed', 'scheduled', time && { sendAt: time.sendAt.toISOString() });
    return viewScheduled(deps.vault, (await findScheduled(tx, actor.accountId, id))!);
  });
  deps.doorbell.ring();
  const { subject, body: text } = changed;
  return { ...changed, help: (await findAlarms(deps.db, [{ actor, subject, body: text }])).size > 0 };
}

export async function cancelScheduled(deps: Deps, actor: Actor, id: string): Promise<void> {
  await deps.db.transact(async (tx) => {
    const locked = await lockScheduled(tx, actor.accountId, id);
    if (!locked) throw new Refusal('scheduled_message_not_found', { subjectId: id });
    if (locked.status === 'cancelled') return;
    if (locked.status === 'sent') throw new Refusal('scheduled_message_settled', { subjectId: id });
    await settleScheduled(tx, [{ id, status: 'cancelled', failure: null, messageId: null }], deps.clock());
    await record(deps, tx, actor, id, 'cancelled', 'cancelled');
  });
  deps.doorbell.ring();
}

async function record(
  deps: Deps,
  tx: Tx,
  actor: Actor,
  id: string,
  verb: string,
  status: ScheduledMessage['status'],
  detail?: Record<string, unknown>,
): Promise<void> {
  await appendToOutbox(tx, deps.clock(), [
    { type: 'scheduled-message.changed', accountId: actor.accountId, detail: { id, status } },
  ]);
  await appendAudit(deps, tx, [
    {
      actorId: actor.accountId,
      source: actor,
      action: `scheduled_message.${verb}`,
      subjectKind: 'scheduled_message',
      subjectId: id,
      ...(detail && { detail }),
    },
  ]);
}
