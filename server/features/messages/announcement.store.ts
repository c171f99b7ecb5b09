// Where announcements arrive: a conversation per announcer and listener, whose only member is the listener.
import type { Tx } from '../../db/transact.ts';
import { blockBetween } from '../blocks/block-between.ts';

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
