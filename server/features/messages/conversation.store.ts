// Pages of conversations and single ones, with newest message, unread count and peer, in one statement each.
import type { Person } from '../../../contract/accounts.ts';
import type { Role } from '../../../contract/endpoint.ts';
import type { Conversation, Message } from '../../../contract/messages.ts';
import type { Queries, Tx } from '../../db/transact.ts';
import { blockBetween } from '../blocks/block-between.ts';
import { aboutOf, visible } from './message.store.ts';
import type { Room } from './message.policy.ts';

export interface ConversationRow {
  id: string;
  kind: Conversation['kind'];
  data_key: Buffer;
  subject_sealed: Buffer | null;
  active_at: Date | null;
  archived_at: Date | null;
  muted_at: Date | null;
  unread: number;
  member_count: number | null;
  last_id: string | null;
  last_seq: number;
  last_kind: Message['kind'];
  last_about: Person | null;
  last_sender_id: string;
  last_sender_name: string;
  last_subject_sealed: Buffer | null;
  last_body_sealed: Buffer | null;
  last_sent_at: Date;
  peer_id: string | null;
  peer_name: string;
  peer_headline: string | null;
  peer_role: Role;
  peer_deactivated: boolean;
  link_status: Room['careLink'];
  block: Room['block'];
}

// $1 is always the reader. `page` picks rows of member; everything else is looked up for those rows alone:
// `limit 1` in the laterals keeps the planner from reading a whole table instead.
const details = (page: string) => `
  with page as materialized (${page})
  select c.id, c.kind, c.data_key, c.subject_sealed, page.active_at, page.archived_at, page.muted_at,
         unread.count as unread, members.count as member_count,
         last.id as last_id, last.seq as last_seq, last.sender_id as last_sender_id,
         last.kind as last_kind, ${aboutOf('last')} as last_about,
         (select a.display_name from account a where a.id = last.sender_id) as last_sender_name,
         last.subject_sealed as last_subject_sealed, last.body_sealed as last_body_sealed, last.sent_at as last_sent_at,
         peer.id as peer_id, peer.display_name as peer_name, peer.headline as peer_headline, peer.role as peer_role,
         peer.deactivated_at is not null as peer_deactivated, link.status as link_status,
         ${blockBetween('$1', 'peer.id')} as block
  from page
  join lateral (select found.* from conversation found where found.id = page.conversation_id limit 1) c on true
  join account reader on reader.id = $1
  left join lateral (
    select msg.* from message msg
    left join receipt mine on mine.message_id = msg.id and mine.account_id = $1
    where msg.conversation_id = c.id and ${visible('$1')}
    order by msg.seq desc limit 1
  ) last on true
  left join lateral (
    select count(*)::int as count from receipt r
    where r.account_id = $1 and r.conversation_id = c.id and r.read_at is null and r.hidden_at is null
  ) unread on true
  left join lateral (
    select count(*)::int as count from member m where m.conversation_id = c.id and m.left_at is null
  ) members on c.kind = 'group'
  left join lateral (
    select a.* from account a
    where a.id = coalesce(c.announcer_id, case when c.low_account_id = $1 then c.high_account_id else c.low_account_id end) limit 1
  ) peer on true
  left join lateral (
    select l.status from care_link l
    where l.patient_id = case when reader.role = 'patient' then $1 else peer.id end
      and l.clinician_id = case when reader.role = 'patient' then peer.id else $1 end
    order by l.asked_at desc limit 1
  ) link on true
  order by page.active_at desc nulls last, c.id desc`;

const pageWhere = (condition: string) => `
  select m.conversation_id, m.active_at, m.archived_at, m.muted_at from member m
  where m.account_id = $1 and m.left_at is null and m.active_at is not null and ${condition}
    and (m.active_at, m.conversation_id) < ($2::timestamptz, $3::uuid)
  order by m.active_at desc, m.conversation_id desc limit $4`;

const conditions = {
  all: 'm.archived_at is null',
  archived: 'm.archived_at is not null',
  unread: `m.archived_at is null and m.conversation_id in (
    select r.conversation_id from receipt r where r.account_id = $1 and r.read_at is null and r.hidden_at is null)`,
  groups: `m.archived_at is null and exists (
    select from conversation g where g.id = m.conversation_id and g.kind = 'group')`,
} as const;
export type InboxFilter = keyof typeof conditions;

const statements = Object.fromEntries(
  Object.entries(conditions).map(([filter, condition]) => [
    filter,
    { name: `find_inbox_${filter}`, text: details(pageWhere(condition)) },
  ]),
) as Record<InboxFilter, { name: string; text: string }>;

export interface InboxPlace {
  readonly activeAt: Date;
  readonly conversationId: string;
}

// After every real moment and id: the start of the newest page.
const newest: InboxPlace = {
  activeAt: new Date('9999-01-01T00:00:00Z'),
  conversationId: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
};

export async function findInbox(
  tx: Tx,
  readerId: string,
  filter: InboxFilter,
  before: InboxPlace = newest,
  limit: number,
): Promise<ConversationRow[]> {
  return tx.run(statements[filter], [readerId, before.activeAt, before.conversationId, limit]);
}

const findOne = {
  name: 'find_conversation',
  text: details(`
    select m.conversation_id, m.active_at, m.archived_at, m.muted_at from member m
    where m.account_id = $1 and m.conversation_id = $2 and m.left_at is null`),
};

/** The conversation as this member sees it, or nothing for anybody else. */
export async function findConversation(
  db: Queries,
  readerId: string,
  id: string,
): Promise<ConversationRow | undefined> {
  const [row] = await db.run<ConversationRow>(findOne, [readerId, id]);
  return row;
}

const aside = (column: 'archived_at' | 'muted_at') => ({
  name: `update_${column}`,
  text: `with mine as (
           select conversation_id, ${column} from member
           where conversation_id = $1 and account_id = $2 and left_at is null for no key update
         ), changed as (
           update member m set ${column} = $3 from mine
           where m.conversation_id = mine.conversation_id and m.account_id = $2
             and (mine.${column} is null) <> ($3::timestamptz is null)
           returning m.conversation_id
         )
         select exists (select from changed) as changed from mine`,
});
const asides = { archived: aside('archived_at'), muted: aside('muted_at') };

/** Null when the account is no member; otherwise whether anything changed. */
export async function updateAside(
  tx: Tx,
  how: 'archived' | 'muted',
  id: string,
  accountId: string,
  at: Date | null,
): Promise<boolean | null> {
  const [row] = await tx.run<{ changed: boolean }>(asides[how], [id, accountId, at]);
  return row ? row.changed : null;
}
