// What is new for me, and what I want to be told.
import type { Notification, NotificationSettings } from '../../../contract/notifications.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { appendToOutbox } from '../../outbox/append.ts';
import { decodeCursor, pageOf } from '../../page/cursor.ts';
import { Refusal } from '../../refusal.ts';
import { readMailRows } from './due.store.ts';
import { countUnreadNotifications, findNotifications, updateRead } from './notification.store.ts';
import type { NotificationRow } from './notification.store.ts';
import { nextTime } from './quiet-hours.ts';
import { findSettings, lockSettings, upsertSettings } from './settings.store.ts';
import type { SettingsRow } from './settings.store.ts';
import { viewSettings } from './settings.view.ts';

export async function listNotifications(
  deps: Deps,
  actor: Actor,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const place = decodeCursor(cursor);
  const [settings, rows, unread] = await Promise.all([
    findSettings(deps.db, actor.accountId),
    findNotifications(deps.db, actor.accountId, place, limit + 1),
    countUnreadNotifications(deps.db, actor.accountId),
  ]);
  if (!settings.in_app) return { items: [], nextCursor: null, unread: 0 };
  return { ...pageOf(rows, limit, view, (row) => ({ at: row.updated_at, id: row.id })), unread };
}

export async function markNotificationRead(deps: Deps, actor: Actor, id: string): Promise<Notification> {
  const row = await deps.db.transact(async (tx) => {
    const found = await updateRead(tx, actor.accountId, id, deps.clock());
    if (!found) throw new Refusal('notification_not_found', { subjectId: id });
    await appendToOutbox(tx, deps.clock(), [{ type: 'notification.changed', accountId: actor.accountId }]);
    return found;
  });
  deps.doorbell.ring();
  return view(row);
}

export const readSettings = async (deps: Deps, actor: Actor) =>
  answer(deps, await findSettings(deps.db, actor.accountId));

export async function changeSettings(
  deps: Deps,
  actor: Actor,
  given: { [Key in keyof NotificationSettings]?: NotificationSettings[Key] | undefined },
) {
  const row = await deps.db.transact(async (tx) => {
    await lockSettings(tx, actor.accountId);
    const before = await findSettings(tx, actor.accountId);
    const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const wanted: NotificationSettings = { ...viewSettings(before), ...changes };
    const digestDueAt = wanted.digest ? nextTime(wanted.digestTime, before.time_zone, deps.clock()) : null;
    await upsertSettings(tx, actor.accountId, wanted, digestDueAt);
    await appendAudit(deps, tx, [
      {
        actorId: actor.accountId,
        source: actor,
        action: 'notification_settings.changed',
        detail: { fields: Object.keys(changes).toSorted() },
      },
    ]);
    return findSettings(tx, actor.accountId);
  });
  return answer(deps, row);
}

/** E-mails that the clinic's server did not take: still tried, and given up. */
export async function readMailState(deps: Deps) {
  const { retrying, given_up, oldest } = await readMailRows(deps.db);
  return { configured: deps.mailer !== null, retrying, givenUp: given_up, oldestAt: oldest?.toISOString() ?? null };
}

const answer = (deps: Deps, row: SettingsRow) => ({
  ...viewSettings(row),
  timeZone: row.time_zone,
  emailAvailable: deps.mailer !== null && row.address !== null,
  pushKey: deps.push.publicKey,
});

const view = (row: NotificationRow): Notification => ({
  id: row.id,
  kind: row.kind,
  subjectId: row.subject_id,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  readAt: row.read_at?.toISOString() ?? null,
});
