// SQL of what each person wants to be told, and of the devices that are pushed to.
import type { NotificationSettings } from '../../../contract/notifications.ts';
import type { Queries, Tx } from '../../db/transact.ts';

export interface SettingsRow {
  in_app: boolean;
  email: boolean;
  push: boolean;
  digest: boolean;
  digest_time: string;
  quiet_from: string | null;
  quiet_to: string | null;
  time_zone: string;
  address: string | null;
}

const defaults = { in_app: 'true', email: 'true', push: 'true', digest: 'false', digest_time: `'08:00'` };

/** Settings of accounts `a`, or the defaults. */
export const settingsColumns = `
  ${Object.entries(defaults)
    .map(([name, value]) => `coalesce(s.${name}, ${value}) as ${name}`)
    .join(', ')},
  s.quiet_from, s.quiet_to, a.time_zone, a.email as address`;

const find = {
  name: 'find_notification_settings',
  text: `select ${settingsColumns} from account a left join notification_setting s on s.account_id = a.id where a.id = $1`,
};
export const findSettings = async (db: Queries, accountId: string) =>
  (await db.run<SettingsRow>(find, [accountId]))[0]!;

const lock = { name: 'lock_settings_account', text: 'select id from account where id = $1 for no key update' };
/** Two changes at once are one after the other. */
export const lockSettings = (tx: Tx, accountId: string) => tx.run(lock, [accountId]);

const upsert = {
  name: 'upsert_notification_settings',
  text: `insert into notification_setting (account_id, in_app, email, push, digest, digest_time, quiet_from, quiet_to, digest_due_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (account_id) do update set in_app = excluded.in_app, email = excluded.email, push = excluded.push,
           digest = excluded.digest, digest_time = excluded.digest_time, quiet_from = excluded.quiet_from,
           quiet_to = excluded.quiet_to, digest_due_at = excluded.digest_due_at`,
};
export async function upsertSettings(tx: Tx, accountId: string, s: NotificationSettings, digestDueAt: Date | null) {
  const quiet = [s.quietHours?.from ?? null, s.quietHours?.to ?? null];
  await tx.run(upsert, [accountId, s.inApp, s.email, s.push, s.digest, s.digestTime, ...quiet, digestDueAt]);
}

const findOwn = {
  name: 'find_own_push_subscription',
  text: 'select id from push_subscription where account_id = $1 and session_id = $2 and endpoint_hash = $3',
};
/** Of the same session, if it asked before. */
export async function findSubscriptionId(
  tx: Tx,
  owner: { accountId: string; sessionId: string },
  endpointHash: Buffer,
): Promise<string | undefined> {
  const [row] = await tx.run<{ id: string }>(findOwn, [owner.accountId, owner.sessionId, endpointHash]);
  return row?.id;
}

// An endpoint belongs to the browser: whoever signed in there last is told.
const insertSubscription = {
  name: 'upsert_push_subscription',
  text: `insert into push_subscription (id, account_id, session_id, endpoint_hash, sealed, created_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (endpoint_hash) do update
           set id = excluded.id, account_id = excluded.account_id, session_id = excluded.session_id, sealed = excluded.sealed,
               created_at = excluded.created_at`,
};
const mostDevices = 10;
const removeBeyond = {
  name: 'delete_push_subscriptions_beyond',
  text: `delete from push_subscription where id in (
           select id from push_subscription where account_id = $1 order by created_at desc, id desc offset ${mostDevices})`,
};

export interface NewSubscription {
  readonly id: string;
  readonly accountId: string;
  readonly sessionId: string;
  readonly endpointHash: Buffer;
  readonly sealed: Buffer;
  readonly createdAt: Date;
}
/** The ten newest of an account stay. */
export async function upsertSubscription(tx: Tx, s: NewSubscription): Promise<void> {
  await tx.run(insertSubscription, [s.id, s.accountId, s.sessionId, s.endpointHash, s.sealed, s.createdAt]);
  await tx.run(removeBeyond, [s.accountId]);
}

const removeByEndpoint = {
  name: 'delete_push_subscription_by_endpoint',
  text: 'delete from push_subscription where account_id = $1 and endpoint_hash = $2 returning id',
};
export const deleteSubscription = async (tx: Tx, accountId: string, endpointHash: Buffer) =>
  (await tx.run(removeByEndpoint, [accountId, endpointHash])).length > 0;

const removeById = { name: 'delete_push_subscription', text: 'delete from push_subscription where id = $1' };
export const deleteGoneSubscription = (db: Queries, id: string) => db.run(removeById, [id]);

const findForAccount = {
  name: 'find_push_subscriptions',
  text: `select p.id, p.account_id, p.sealed, key.data_key from push_subscription p
         cross join lateral (
           select from session s where s.id = p.session_id and s.ended_at is null and s.expires_at > $2 limit 1) s
         join account_key key on key.account_id = p.account_id
         where p.account_id = any ($1::uuid[])`,
};
export interface SubscriptionRow {
  id: string;
  account_id: string;
  sealed: Buffer;
  data_key: Buffer;
}
/** Of devices that are still signed in. */
export const findSubscriptions = (db: Queries, accountIds: readonly string[], now: Date) =>
  db.run<SubscriptionRow>(findForAccount, [accountIds, now]);
