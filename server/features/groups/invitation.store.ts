// Invitations of patients into groups.
import type { Person } from '../../../contract/accounts.ts';
import type { Queries, Tx } from '../../db/transact.ts';

const invite = {
  name: 'insert_group_invitations',
  text: `insert into group_invitation (conversation_id, account_id, invited_by, invited_at)
         select $1, id, $3, $4 from unnest($2::uuid[]) as given(id)
         on conflict (conversation_id, account_id) do update
           set invited_by = excluded.invited_by, invited_at = excluded.invited_at, ended_at = null, outcome = null
           where group_invitation.ended_at is not null`,
};

export async function insertInvitations(
  tx: Tx,
  conversationId: string,
  accountIds: readonly string[],
  byId: string,
  at: Date,
): Promise<void> {
  if (accountIds.length > 0) await tx.run(invite, [conversationId, accountIds, byId, at]);
}

type Outcome = 'accepted' | 'declined' | 'withdrawn';

const end = {
  name: 'end_group_invitation',
  text: `update group_invitation set ended_at = $3, outcome = $4
         where conversation_id = $1 and account_id = $2 and ended_at is null returning account_id`,
};
// Somebody may have been invited in the very moment of a block or of the end of the care link, which withdraw what is there.
const accept = {
  name: 'accept_group_invitation',
  text: `update group_invitation i set ended_at = $3, outcome = 'accepted' from account inviter
         where i.conversation_id = $1 and i.account_id = $2 and i.ended_at is null and inviter.id = i.invited_by
           and not exists (
             select from block b
             where (b.blocker_id, b.blocked_id) in ((i.account_id, i.invited_by), (i.invited_by, i.account_id)))
           and (inviter.role <> 'clinician' or exists (
             select from care_link l
             where l.patient_id = i.account_id and l.clinician_id = i.invited_by and l.status = 'active'))
         returning i.account_id`,
};

/** @returns whether it was open. */
export async function endInvitation(
  tx: Tx,
  conversationId: string,
  accountId: string,
  outcome: Outcome,
  at: Date,
): Promise<boolean> {
  const rows =
    outcome === 'accepted'
      ? await tx.run(accept, [conversationId, accountId, at])
      : await tx.run(end, [conversationId, accountId, at, outcome]);
  return rows.length > 0;
}

const endBetween = {
  name: 'end_group_invitations_between',
  text: `update group_invitation set ended_at = $3, outcome = 'withdrawn'
         where ended_at is null and account_id in ($1, $2) and invited_by in ($1, $2)
         returning conversation_id, account_id`,
};

export const endInvitationsBetween = (tx: Tx, one: string, other: string, at: Date) =>
  tx.run<{ conversation_id: string; account_id: string }>(endBetween, [one, other, at]);

const findAnswer = {
  name: 'find_group_invitation',
  text: `select i.outcome from group_invitation i where i.conversation_id = $1 and i.account_id = $2`,
};

/** How the invitation ended; null while it is open, undefined when there never was one. */
export async function findOutcome(
  tx: Tx,
  conversationId: string,
  accountId: string,
): Promise<Outcome | null | undefined> {
  const [row] = await tx.run<{ outcome: Outcome | null }>(findAnswer, [conversationId, accountId]);
  return row?.outcome;
}

const invited = {
  name: 'find_invited_to_group',
  text: 'select account_id from group_invitation where conversation_id = $1 and ended_at is null',
};

export async function findInvited(tx: Tx, conversationId: string): Promise<string[]> {
  return (await tx.run<{ account_id: string }>(invited, [conversationId])).map((row) => row.account_id);
}

export interface InvitationRow {
  conversation_id: string;
  subject_sealed: Buffer;
  data_key: Buffer;
  invited_at: Date;
  invited_by: Person;
}

const findOpen = {
  name: 'find_open_invitations',
  text: `with page as materialized (
           select i.conversation_id, i.invited_by, i.invited_at from group_invitation i
           where i.account_id = $1 and i.ended_at is null and (i.invited_at, i.conversation_id) < ($2::timestamptz, $3::uuid)
           order by i.invited_at desc, i.conversation_id desc limit $4
         )
         select page.conversation_id, c.subject_sealed, c.data_key, page.invited_at,
                json_build_object('id', a.id, 'displayName', a.display_name, 'headline', a.headline, 'role', a.role) as invited_by
         from page
         join lateral (select found.* from conversation found where found.id = page.conversation_id limit 1) c on true
         join lateral (select found.* from account found where found.id = page.invited_by limit 1) a on true
         order by page.invited_at desc, page.conversation_id desc`,
};

const newest = { at: new Date('9999-01-01T00:00:00Z'), id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

export const findOpenInvitations = (
  db: Queries,
  accountId: string,
  before: { at: Date; id: string } = newest,
  limit: number,
) => db.run<InvitationRow>(findOpen, [accountId, before.at, before.id, limit]);
