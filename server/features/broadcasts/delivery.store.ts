// Takes sets of recipients who wait for a broadcast, and finds where each one's announcements arrive.
import type { Queries, Tx } from '../../db/transact.ts';
import { blockBetween } from '../messages/reach.store.ts';

// What another process works on is passed over.
const takePending = {
  name: 'take_pending_recipients',
  text: `select account_id from broadcast_recipient where broadcast_id = $1 and status = 'pending'
         order by account_id limit $2 for no key update skip locked`,
};

export async function takeRecipients(tx: Tx, broadcastId: string, limit: number): Promise<string[]> {
  return (await tx.run<{ account_id: string }>(takePending, [broadcastId, limit])).map((row) => row.account_id);
}

const findMissing = {
  name: 'find_missing_announcements',
  text: `select given.id, not exists (select from conversation c where c.announcer_id = $1 and c.listener_id = given.id) as announcement,
                $3 and not exists (select from conversation c
                                   where c.low_account_id = least($1, given.id) and c.high_account_id = greatest($1, given.id)) as direct
         from unnest($2::uuid[]) as given(id)`,
};

/** Which of the listeners have no announcements from this announcer yet, and (if asked) no direct conversation. */
export async function findMissingConversations(
  tx: Tx,
  announcerId: string,
  listenerIds: readonly string[],
  direct: boolean,
): Promise<{ id: string; announcement: boolean; direct: boolean }[]> {
  return tx.run(findMissing, [announcerId, listenerIds, direct]);
}

const insertAnnouncements = {
  name: 'insert_announcements',
  text: `with made as (
           insert into conversation (id, kind, announcer_id, listener_id, data_key, created_by, created_at)
           select id, 'announcement', $1, listener_id, data_key, $1, $5
           from unnest($2::uuid[], $3::uuid[], $4::bytea[]) as given(id, listener_id, data_key)
           on conflict (announcer_id, listener_id) do nothing
           returning id, listener_id
         )
         insert into member (conversation_id, account_id, joined_at) select id, listener_id, $5 from made`,
};

export interface NewAnnouncements {
  readonly id: string;
  readonly listenerId: string;
  readonly dataKey: Buffer;
}

export async function insertAnnouncementConversations(
  tx: Tx,
  announcerId: string,
  made: readonly NewAnnouncements[],
  at: Date,
): Promise<void> {
  await tx.run(insertAnnouncements, [
    announcerId,
    made.map((conversation) => conversation.id),
    made.map((conversation) => conversation.listenerId),
    made.map((conversation) => conversation.dataKey),
    at,
  ]);
}

// Direct conversations are where blocks and care links are held: see `lockReach`.
const lock = {
  name: 'lock_announcements',
  text: `select id from conversation
         where id in (
           select c.id from unnest($2::uuid[]) as given(id) join conversation c on c.announcer_id = $1 and c.listener_id = given.id
           union all
           select c.id from unnest($2::uuid[]) as given(id)
           join conversation c on c.low_account_id = least($1, given.id) and c.high_account_id = greatest($1, given.id) where $3)
         order by id for no key update`,
};

const findListeners = {
  name: 'find_listeners',
  text: `select given.id as listener_id, c.id as conversation_id, c.data_key, c.last_seq,
                listener.deactivated_at is null and (not $3 or (
                  listener.role = 'patient' and author.role = 'clinician' and author.deactivated_at is null
                  and exists (select from care_link l where l.patient_id = given.id and l.clinician_id = $1 and l.status = 'active')
                  and ${blockBetween('$1', 'given.id')} is null)) as reachable
         from unnest($2::uuid[]) as given(id)
         join account author on author.id = $1
         join account listener on listener.id = given.id
         join conversation c on c.announcer_id = $1 and c.listener_id = given.id`,
};

export interface Listener {
  listener_id: string;
  conversation_id: string;
  data_key: Buffer;
  last_seq: number;
  reachable: boolean;
}

/** Locks where each listener's announcements arrive and reads, as of now, who may still be told. */
export async function lockListeners(
  tx: Tx,
  announcerId: string,
  listenerIds: readonly string[],
  inCare: boolean,
): Promise<Listener[]> {
  await tx.run(lock, [announcerId, listenerIds, inCare]);
  return tx.run(findListeners, [announcerId, listenerIds, inCare]);
}

const settle = {
  name: 'settle_recipients',
  text: `update broadcast_recipient r set status = case when given.message_id is null then 'skipped' else 'sent' end,
           message_id = given.message_id
         from unnest($2::uuid[], $3::uuid[]) as given(account_id, message_id)
         where r.broadcast_id = $1 and r.account_id = given.account_id`,
};

/** A recipient without a message is passed over. */
export async function settleRecipients(
  tx: Tx,
  broadcastId: string,
  recipients: readonly { accountId: string; messageId: string | null }[],
): Promise<void> {
  await tx.run(settle, [
    broadcastId,
    recipients.map((recipient) => recipient.accountId),
    recipients.map((recipient) => recipient.messageId),
  ]);
}

const complete = {
  name: 'complete_broadcast',
  text: `update broadcast set completed_at = $2 where id = $1 and completed_at is null
           and not exists (select from broadcast_recipient r where r.broadcast_id = $1 and r.status = 'pending')
         returning id`,
};

/** @returns whether nobody waits any more and nobody else noticed before. */
export async function completeBroadcast(tx: Queries, broadcastId: string, at: Date): Promise<boolean> {
  return (await tx.run(complete, [broadcastId, at])).length > 0;
}
