// Devices that are pushed to: their addresses are sealed, and end with the session that gave them.
import { createHash } from 'node:crypto';
import type { BodyOf } from '../../../contract/endpoint.ts';
import type { subscribePush as endpoint } from '../../../contract/notifications.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Subscription } from '../../delivery/push-sender.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { accountKey } from '../../vault/account-keys.ts';
import type { Vault } from '../../vault/vault.ts';
import { deleteSubscription, findSubscriptionId, upsertSubscription } from './settings.store.ts';
import type { SubscriptionRow } from './settings.store.ts';

const place = (accountId: string, id: string) => ({ conversationId: accountId, rowId: id, field: 'body' }) as const;
const hashOf = (address: string) => createHash('sha256').update(address).digest();

export async function subscribePush(
  deps: Deps,
  actor: Actor,
  given: BodyOf<typeof endpoint>,
): Promise<{ id: string; known: boolean }> {
  if (!deps.push.allows(given.endpoint)) {
    const issues = [{ path: 'body.endpoint', message: 'must be the https address of a push service' }];
    throw new Refusal('invalid_input', { issues });
  }
  const endpointHash = hashOf(given.endpoint);
  return deps.db.transact(async (tx) => {
    const known = await findSubscriptionId(tx, actor, endpointHash);
    const id = known ?? deps.newId();
    const dataKey = await accountKey(tx, deps.vault, actor.accountId);
    await upsertSubscription(tx, {
      id,
      accountId: actor.accountId,
      sessionId: actor.sessionId,
      endpointHash,
      sealed: deps.vault.seal(dataKey, place(actor.accountId, id), JSON.stringify(given)),
      createdAt: deps.clock(),
    });
    if (!known) await appendAudit(deps, tx, [{ actorId: actor.accountId, source: actor, action: 'push.subscribed' }]);
    return { id, known: known !== undefined };
  });
}

export async function unsubscribePush(deps: Deps, actor: Actor, endpointUrl: string): Promise<void> {
  await deps.db.transact(async (tx) => {
    if (await deleteSubscription(tx, actor.accountId, hashOf(endpointUrl)))
      await appendAudit(deps, tx, [{ actorId: actor.accountId, source: actor, action: 'push.unsubscribed' }]);
  });
}

export function openSubscription(vault: Vault, row: SubscriptionRow): Subscription {
  return JSON.parse(vault.open(row.data_key, place(row.account_id, row.id), row.sealed)) as Subscription;
}
