// Puts one text into the announcements of each of a set of listeners, in the caller's transaction.
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../db/transact.ts';
import { findMissingConversations, insertAnnouncementConversations, lockListeners } from './announcement.store.ts';
import type { Listener } from './announcement.store.ts';
import { insertMessages } from './message.store.ts';
import type { NewMessage } from './message.store.ts';
import { insertDirectConversations } from './reach.store.ts';

interface Announcement {
  readonly authorId: string;
  readonly broadcastId: string;
  readonly subject: string | null;
  readonly body: string;
  /** Only for patients in the author's care, and for nobody with a block between the two. */
  readonly inCare: boolean;
}

/** @returns the message of each listener who got it; who may not be told at this moment is missing. */
export async function announce(
  deps: Deps,
  tx: Tx,
  announcement: Announcement,
  listenerIds: readonly string[],
): Promise<Map<string, string>> {
  const { authorId, inCare } = announcement;
  const now = deps.clock();
  await makeMissing(deps, tx, authorId, listenerIds, inCare, now);
  const listeners = await lockListeners(tx, authorId, listenerIds, inCare);
  const messages = listeners
    .filter((listener) => listener.reachable)
    .map((listener) => ({ listener, row: messageTo(deps, announcement, listener, now) }));
  await insertMessages(
    tx,
    messages.map(({ row }) => row),
  );
  return new Map(messages.map(({ listener, row }) => [listener.listener_id, row.id]));
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
  const make = (listenerId: string) => {
    const id = deps.newId();
    return { id, listenerId, dataKey: deps.vault.makeDataKey(id) };
  };
  const announcements = missing.filter((row) => row.announcement).map((row) => make(row.id));
  if (announcements.length > 0) await insertAnnouncementConversations(tx, authorId, announcements, at);
  const direct = missing.filter((row) => row.direct).map((row) => make(row.id));
  if (direct.length > 0)
    await insertDirectConversations(
      tx,
      direct.map(({ id, listenerId, dataKey }) => ({ id, startedBy: authorId, peerId: listenerId, dataKey })),
      at,
    );
}

function messageTo(deps: Deps, announcement: Announcement, listener: Listener, sentAt: Date): NewMessage {
  const { authorId, broadcastId, subject, body } = announcement;
  const id = deps.newId();
  const place = { conversationId: listener.conversation_id, rowId: id };
  return {
    id,
    conversationId: listener.conversation_id,
    seq: listener.last_seq + 1,
    senderId: authorId,
    clientId: `broadcast:${broadcastId}:${listener.listener_id}`,
    subjectSealed: subject ? deps.vault.seal(listener.data_key, { ...place, field: 'subject' }, subject) : null,
    bodySealed: deps.vault.seal(listener.data_key, { ...place, field: 'body' }, body),
    sentAt,
    broadcastId,
    tokens: deps.searchTokens.ofMessage(listener.conversation_id, subject, body),
    auditId: deps.newId(),
    source: { requestId: `broadcast:${broadcastId}`, address: null, sessionId: null },
  };
}
