// Delivers a broadcast set by set, each in one commit, so that a kill at any point leaves nobody out and nobody told twice.
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../db/transact.ts';
import { appendToOutbox } from '../../outbox/append.ts';
import { insertMessages } from '../messages/message.store.ts';
import type { NewMessage } from '../messages/message.store.ts';
import { insertDirectConversations } from '../messages/reach.store.ts';
import { findOverdueBroadcasts, findUnfinishedBroadcast } from './broadcast.store.ts';
import type { UnfinishedBroadcast } from './broadcast.store.ts';
import { openBroadcast } from './broadcast.view.ts';
import {
  completeBroadcast,
  findMissingConversations,
  insertAnnouncementConversations,
  lockListeners,
  settleRecipients,
  takeRecipients,
} from './delivery.store.ts';
import type { Listener } from './delivery.store.ts';

const largestSet = 200;

/** Until nobody waits whom no other process works on. @throws when a set could not be stored; trying again is safe. */
export async function deliverBroadcast(deps: Deps, id: string): Promise<void> {
  const broadcast = await findUnfinishedBroadcast(deps.db, id);
  if (!broadcast) return;
  const text = openBroadcast(deps.vault, broadcast);
  for (;;) {
    const count = await deps.db.transact((tx) => deliverSet(deps, tx, broadcast, text));
    deps.doorbell.ring();
    if (count === 0) return;
  }
}

/** What no job finished within seconds: its worker was killed, or a database came back without its jobs. */
export async function deliverOverdue(deps: Deps): Promise<void> {
  const before = new Date(deps.clock().getTime() - 5_000);
  for (const id of await findOverdueBroadcasts(deps.db, before)) await deliverBroadcast(deps, id);
}

async function deliverSet(
  deps: Deps,
  tx: Tx,
  broadcast: UnfinishedBroadcast,
  text: { subject: string | null; body: string },
): Promise<number> {
  const now = deps.clock();
  const recipientIds = await takeRecipients(tx, broadcast.id, largestSet);
  if (recipientIds.length > 0) {
    const inCare = broadcast.audience === 'my_patients' || broadcast.audience === 'chosen_patients';
    await makeMissing(deps, tx, broadcast.author_id, recipientIds, inCare, now);
    const listeners = await lockListeners(tx, broadcast.author_id, recipientIds, inCare);
    const messages = listeners
      .filter((listener) => listener.reachable)
      .map((listener) => ({ listener, row: messageTo(deps, broadcast, text, listener, now) }));
    await insertMessages(
      tx,
      messages.map(({ row }) => row),
    );
    const sent = new Map(messages.map(({ listener, row }) => [listener.listener_id, row.id]));
    await settleRecipients(
      tx,
      broadcast.id,
      recipientIds.map((accountId) => ({ accountId, messageId: sent.get(accountId) ?? null })),
    );
  }
  const completed = await completeBroadcast(tx, broadcast.id, now);
  if (recipientIds.length > 0 || completed) {
    const detail = { id: broadcast.id, completed };
    await appendToOutbox(tx, now, [{ type: 'broadcast.progressed', accountId: broadcast.author_id, detail }]);
  }
  return recipientIds.length;
}

async function makeMissing(
  deps: Deps,
  tx: Tx,
  authorId: string,
  listenerIds: readonly string[],
  inCare: boolean,
  at: Date,
): Promise<void> {
  const missing = await findMissingConversations(tx, authorId, listenerIds, inCare);
  const made = (ids: string[]) =>
    ids.map((listenerId) => {
      const id = deps.newId();
      return { id, listenerId, dataKey: deps.vault.makeDataKey(id) };
    });
  const announcements = made(missing.filter((row) => row.announcement).map((row) => row.id));
  if (announcements.length > 0) await insertAnnouncementConversations(tx, authorId, announcements, at);
  const direct = made(missing.filter((row) => row.direct).map((row) => row.id));
  if (direct.length > 0)
    await insertDirectConversations(
      tx,
      direct.map(({ id, listenerId, dataKey }) => ({ id, startedBy: authorId, peerId: listenerId, dataKey })),
      at,
    );
}

function messageTo(
  deps: Deps,
  broadcast: UnfinishedBroadcast,
  { subject, body }: { subject: string | null; body: string },
  listener: Listener,
  sentAt: Date,
): NewMessage {
  const id = deps.newId();
  const place = { conversationId: listener.conversation_id, rowId: id };
  return {
    id,
    conversationId: listener.conversation_id,
    seq: listener.last_seq + 1,
    senderId: broadcast.author_id,
    clientId: `broadcast:${broadcast.id}:${listener.listener_id}`,
    subjectSealed: subject ? deps.vault.seal(listener.data_key, { ...place, field: 'subject' }, subject) : null,
    bodySealed: deps.vault.seal(listener.data_key, { ...place, field: 'body' }, body),
    sentAt,
    broadcastId: broadcast.id,
    auditId: deps.newId(),
    source: { requestId: `broadcast:${broadcast.id}`, address: null, sessionId: null },
  };
}
