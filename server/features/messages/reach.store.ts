// What stands between senders and where they want to write, for a whole set of sends at once.
import type { Role } from '../../../contract/endpoint.ts';
import type { Tx } from '../../db/transact.ts';
import { blockBetween } from '../blocks/block-between.ts';
import type { Room } from './message.policy.ts';

export interface Target {
  readonly senderId: string;
  readonly senderRole: Role;
  /** Exactly one of the two is given. */
  readonly to: string | null;
  readonly conversationId: string | null;
  readonly clientId: string;
}

export interface Reach {
  readonly room: Room;
  /** Whom an answer to their announcements goes to, instead of into these; otherwise null. */
  readonly answers: string | null;
  /** Null when there is none yet, or none that the sender is a member of. */
  readonly conversation: { id: string; dataKey: Buffer; lastSeq: number; memberIds: string[] } | null;
  /** The message this sender already sent under this client id. */
  readonly priorId: string | null;
}

// Everything that changes who may write where (sends, care links, members) locks the conversation first, in id
// order, so that it happens wholly before or wholly after a send.
const lockConversations = {
  name: 'lock_conversations',
  // A look-up per conversation: an array of ids was once planned as a walk through all conversations.
  text: `select locked.id
         from (
           select id from unnest($1::uuid[]) as given(id)
           union
           select found.id from unnest($2::uuid[], $3::uuid[]) as pair(one, other)
           cross join lateral (
             select c.id from conversation c
             where c.low_account_id = least(pair.one, pair.other) and c.high_account_id = greatest(pair.one, pair.other) offset 0) found
           order by id
         ) wanted
         cross join lateral (
           select c.id from conversation c where c.id = wanted.id and c.announcer_id is null for no key update) locked`,
};

const findReach = {
  name: 'find_reach',
  text: `select prior.id as prior_id, c.id as conversation_id, c.kind, c.announcer_id, c.data_key, c.last_seq, members.ids as member_ids,
                peer.id as peer_id, peer.role as peer_role, peer.deactivated_at is not null as peer_deactivated,
                link.status as link_status, ${blockBetween('target.sender_id', 'peer.id')} as block
         from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[]) with ordinality
           as target(sender_id, sender_role, to_id, conversation_id, client_id, place)
         left join lateral (
           select m.id from message m where m.sender_id = target.sender_id and m.client_id = target.client_id limit 1
         ) prior on true
         left join lateral (
           select found.* from conversation found
           where target.to_id is not null
             and found.low_account_id = least(target.sender_id, target.to_id)
             and found.high_account_id = greatest(target.sender_id, target.to_id)
           union all
           select found.* from conversation found
           join member me on me.conversation_id = found.id and me.account_id = target.sender_id and me.left_at is null
           where found.id = target.conversation_id
         ) c on true
         left join lateral (
           select array_agg(m.account_id order by m.account_id) as ids from member m
           where m.conversation_id = c.id and m.left_at is null
         ) members on true
         -- limit 1 keeps these look-ups per target; as plain joins the planner may read every account and message.
         left join lateral (
           select a.* from account a where a.id = coalesce(
             target.to_id, case when c.low_account_id = target.sender_id then c.high_account_id else c.low_account_id end) limit 1
         ) peer on true
         left join lateral (
           select l.status from care_link l
           where l.patient_id = case when target.sender_role = 'patient' then target.sender_id else peer.id end
             and l.clinician_id = case when target.sender_role = 'patient' then peer.id else target.sender_id end
           order by l.asked_at desc limit 1
         ) link on true
         order by target.place`,
};

interface ReachRow {
  prior_id: string | null;
  conversation_id: string | null;
  kind: Room['kind'];
  announcer_id: string | null;
  data_key: Buffer;
  last_seq: number;
  member_ids: string[] | null;
  peer_id: string | null;
  peer_role: Role;
  peer_deactivated: boolean;
  link_status: Room['careLink'];
  block: Room['block'];
}

/** Locks the conversations of the targets until the transaction ends and reads each target's reach, in order. */
export async function lockReach(tx: Tx, targets: readonly Target[]): Promise<Reach[]> {
  const reaches = await lockOnce(tx, targets);
  if (reaches.every((reach) => !reach.answers)) return reaches;
  const meant = await lockOnce(
    tx,
    targets.map((target, index) => {
      const to = reaches[index]!.answers;
      return to ? { ...target, to, conversationId: null } : target;
    }),
  );
  return meant.map((reach, index) => ({ ...reach, answers: reaches[index]!.answers }));
}

async function lockOnce(tx: Tx, targets: readonly Target[]): Promise<Reach[]> {
  const toPeople = targets.filter((target) => target.to !== null);
  const [locked, rows] = await Promise.all([
    tx.run<{ id: string }>(lockConversations, [
      targets.map((target) => target.conversationId).filter((id) => id !== null),
      toPeople.map((target) => target.senderId),
      toPeople.map((target) => target.to),
    ]),
    tx.run<ReachRow>(findReach, [
      targets.map((target) => target.senderId),
      targets.map((target) => target.senderRole),
      targets.map((target) => target.to),
      targets.map((target) => target.conversationId),
      targets.map((target) => target.clientId),
    ]),
  ]);
  // Made by somebody else between the two statements: seen, but not locked.
  const ids = new Set(locked.map((row) => row.id));
  const unlocked = (row: ReachRow) => row.conversation_id && !row.announcer_id && !ids.has(row.conversation_id);
  if (rows.some(unlocked)) return lockOnce(tx, targets);
  return rows.map((row) => ({
    answers: row.announcer_id,
    priorId: row.prior_id,
    room: {
      kind: row.kind,
      peer: row.peer_id ? { id: row.peer_id, role: row.peer_role, deactivated: row.peer_deactivated } : null,
      careLink: row.link_status,
      block: row.block,
    },
    conversation: row.conversation_id
      ? { id: row.conversation_id, dataKey: row.data_key, lastSeq: row.last_seq, memberIds: row.member_ids ?? [] }
      : null,
  }));
}

const lockOne = { name: 'lock_conversation', text: 'select id from conversation where id = $1 for no key update' };

export async function lockConversation(tx: Tx, id: string): Promise<void> {
  await tx.run(lockOne, [id]);
}

const lockDirect = {
  name: 'lock_direct_conversation',
  text: `select id from conversation
         where low_account_id = least($1::uuid, $2::uuid) and high_account_id = greatest($1::uuid, $2::uuid) for no key update`,
};

/** @returns whether there is one. */
export async function lockDirectConversation(tx: Tx, one: string, other: string): Promise<boolean> {
  return (await tx.run(lockDirect, [one, other])).length > 0;
}

const insertDirect = {
  name: 'insert_direct_conversations',
  text: `with made as (
           insert into conversation (id, kind, low_account_id, high_account_id, data_key, created_by, created_at)
           select id, 'direct', least(one, other), greatest(one, other), data_key, one, $5
           from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bytea[]) as given(id, one, other, data_key)
           on conflict (low_account_id, high_account_id) do nothing
           returning id, low_account_id, high_account_id
         )
         insert into member (conversation_id, account_id, joined_at)
         select id, low_account_id, $5 from made union all select id, high_account_id, $5 from made`,
};

export interface NewDirectConversation {
  readonly id: string;
  readonly startedBy: string;
  readonly peerId: string;
  readonly dataKey: Buffer;
}

/** Somebody else making the same conversation at the same moment wins; lock and read the reach again afterwards. */
export async function insertDirectConversations(
  tx: Tx,
  made: readonly NewDirectConversation[],
  at: Date,
): Promise<void> {
  await tx.run(insertDirect, [
    made.map((conversation) => conversation.id),
    made.map((conversation) => conversation.startedBy),
    made.map((conversation) => conversation.peerId),
    made.map((conversation) => conversation.dataKey),
    at,
  ]);
}
