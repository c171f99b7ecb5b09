// Lists of people: who is in a group, and what stands between somebody and those they want in it.
import type { Role } from '../../../contract/endpoint.ts';
import type { Queries, Tx } from '../../db/transact.ts';
import type { Candidate } from './group.policy.ts';

export interface MemberRow {
  id: string;
  display_name: string;
  headline: string | null;
  role: Role;
  maker: boolean;
  joined_at: Date | null;
  invited_at: Date | null;
}

const findAll = {
  name: 'find_group_members',
  text: `with mine as materialized (
           select c.id, c.created_by from conversation c
           join member me on me.conversation_id = c.id and me.account_id = $2 and me.left_at is null
           where c.id = $1 and c.kind = 'group'
         ), listed as materialized (
           select m.account_id, m.joined_at, null::timestamptz as invited_at
           from mine join member m on m.conversation_id = mine.id and m.left_at is null
           union all
           select i.account_id, null, i.invited_at
           from mine join group_invitation i on i.conversation_id = mine.id and i.ended_at is null where $3
         )
         select a.id, a.display_name, a.headline, a.role, a.id = mine.created_by as maker, listed.joined_at, listed.invited_at
         from listed
         cross join mine
         join lateral (select found.* from account found where found.id = listed.account_id limit 1) a on true
         order by listed.joined_at nulls last, listed.invited_at, a.id`,
};

/** Nobody at all for whoever is no member. Invited people are shown only when `withInvited`. */
export const findMembersOf = (db: Queries, readerId: string, conversationId: string, withInvited: boolean) =>
  db.run<MemberRow>(findAll, [conversationId, readerId, withInvited]);

export interface CandidateRow extends Candidate {
  readonly joined: boolean;
  readonly invited: boolean;
}

const findWanted = {
  name: 'find_group_candidates',
  text: `select given.id as "accountId", a.role, a.deactivated_at is not null as deactivated, link.status as "careLink",
                exists (select from block b where b.blocker_id in ($2, given.id) and b.blocked_id in ($2, given.id)) as blocked,
                exists (select from member m where m.conversation_id = $1 and m.account_id = given.id and m.left_at is null) as joined,
                exists (select from group_invitation i
                        where i.conversation_id = $1 and i.account_id = given.id and i.ended_at is null) as invited
         from unnest($4::uuid[]) with ordinality as given(id, place)
         left join lateral (select found.* from account found where found.id = given.id limit 1) a on true
         left join lateral (
           select l.status from care_link l
           where l.patient_id = case when $3 = 'patient' then $2::uuid else given.id end
             and l.clinician_id = case when $3 = 'patient' then given.id else $2::uuid end
           order by l.asked_at desc limit 1
         ) link on true
         order by given.place`,
};

/** One row for each id, in order. */
export const findCandidates = (
  tx: Tx,
  conversationId: string,
  actor: { accountId: string; role: Role },
  accountIds: readonly string[],
) => tx.run<CandidateRow>(findWanted, [conversationId, actor.accountId, actor.role, accountIds]);
