// Keeps a message for its time; whether it may be sent is looked at now so that nobody finds out too late.
import type { BodyOf } from '../../../contract/endpoint.ts';
import type { JudgedScheduledMessage, scheduleMessage as endpoint } from '../../../contract/scheduled-messages.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { appendToOutbox } from '../../outbox/append.ts';
import { Refusal } from '../../refusal.ts';
import { accountKey } from '../../vault/account-keys.ts';
import { readOwnZone } from '../accounts/read-own-zone.ts';
import { findAlarms } from '../crisis/find-alarms.ts';
import { refusalNow } from '../messages/send-messages.ts';
import { findScheduledByClientId, insertScheduledMessage } from './scheduled-message.store.ts';
import type { ScheduledRow } from './scheduled-message.store.ts';
import { openScheduled, scheduledPlace, viewScheduled } from './scheduled-message.view.ts';
import { isSendTime, sendTime } from './send-time.ts';

export async function scheduleMessage(
  deps: Deps,
  actor: Actor,
  body: BodyOf<typeof endpoint>,
): Promise<{ scheduled: JudgedScheduledMessage; replayed: boolean }> {
  const written = { actor, subject: body.subject ?? null, body: body.body };
  const help = (await findAlarms(deps.db, [written])).size > 0;
  const made = await deps.db.transact(async (tx) => {
    const prior = await findScheduledByClientId(tx, actor.accountId, body.clientId);
    if (prior) return replay(deps, prior, body);
    const now = deps.clock();
    const zone = body.timeZone ?? (await readOwnZone(tx, actor.accountId));
    const { sendAt, timeZone } = sendTime(body, zone, now);
    const goal = {
      ...(body.to && { to: body.to }),
      ...(body.conversationId && { conversationId: body.conversationId }),
    };
    const id = deps.newId();
    const refusal = await refusalNow(tx, { actor, ...goal, clientId: clientIdOf(id) });
    if (refusal) throw refusal;
    const dataKey = await accountKey(tx, deps.vault, actor.accountId);
    const seal = (field: 'subject' | 'body', text: string) =>
      deps.vault.seal(dataKey, scheduledPlace(actor.accountId, id, field), text);
    const stored = await insertScheduledMessage(tx, {
      id,
      authorId: actor.accountId,
      clientId: body.clientId,
      toId: body.to ?? null,
      conversationId: body.conversationId ?? null,
      subjectSealed: body.subject ? seal('subject', body.subject) : null,
      bodySealed: seal('body', body.body),
      sendAt,
      timeZone,
      createdAt: now,
    });
    if (stored) {
      await deps.jobs.enqueue(tx, 'scheduled-message.due', [{ data: { id }, startAfter: sendAt }]);
      await appendToOutbox(tx, now, [
        { type: 'scheduled-message.changed', accountId: actor.accountId, detail: { id, status: 'scheduled' } },
      ]);
      await appendAudit(deps, tx, [
        {
          actorId: actor.accountId,
          source: actor,
          action: 'scheduled_message.created',
          subjectKind: 'scheduled_message',
          subjectId: id,
          detail: { ...goal, sendAt: sendAt.toISOString() },
        },
      ]);
    }
    const row = (await findScheduledByClientId(tx, actor.accountId, body.clientId))!;
    return stored ? { scheduled: viewScheduled(deps.vault, row), replayed: false } : replay(deps, row, body);
  });
  deps.doorbell.ring();
  return { ...made, scheduled: { ...made.scheduled, help } };
}

/** @throws Refusal when it is for somebody else, says something else or is for another moment: that would vanish. */
function replay(deps: Deps, row: ScheduledRow, body: BodyOf<typeof endpoint>) {
  const first = openScheduled(deps.vault, row);
  const same =
    row.to_id === (body.to ?? null) &&
    row.conversation_id === (body.conversationId ?? null) &&
    first.subject === (body.subject || null) &&
    first.body === body.body &&
    isSendTime(row.send_at, row.time_zone, body);
  if (!same) throw new Refusal('client_id_reused', { subjectId: row.id });
  return { scheduled: viewScheduled(deps.vault, row), replayed: true };
}

/** What the send is called by, so that it happens once however often it is tried. */
export const clientIdOf = (scheduledId: string) => `scheduled:${scheduledId}`;
