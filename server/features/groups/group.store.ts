// Groups and who is in them; everything that changes a group locks its conversation first, as every send does.
import type { Role } from '../../../contract/endpoint.ts';
import type { Queries, Tx } from '../../db/transact.ts';

const insert = {
  name: 'insert_group',
  text: `insert into conversation (id, kind, subject_sealed, data_key, created_by, created_at, client_id)
         values ($1, 'group', $2, $3, $4, $5, $6)
         on conflict (created_by, client_id) where client_id is not null do nothing returning id`,
};

export interface NewGroup {
  readonly id: string;
  readonly subjectSealed: Buffer;
  readonly dataKey: Buffer;
  readonly makerId: string;
  readonly madeAt: Date;
  readonly clientId: string;
}

/** @returns false when the maker used this client id already; waits for one that is being made. */
export async function insertGroup(tx: Tx, group: NewGroup): Promise<boolean> {
  const values = [group.id, group.subjectSealed, group.dataKey, group.makerId, group.madeAt, group.clientId];
  return (await tx.run(insert, values)).length > 0;
}

const findMade = {
  name: 'find_group_by_client_id',
  text: `select c.id, c.data_key, c.subject_sealed,
                array(select m.account_id from member m
                      where m.conversation_id = c.id and m.joined_at = c.created_at and m.account_id <> c.created_by
                      union
                      select i.account_id from group_invitation i
                      where i.conversation_id = c.id and i.invited_at = c.created_at) as made_with
         from conversation c where c.created_by = $1 and c.client_id = $2`,
};

export interface MadeGroup {
  id: string;
  data_key: Buffer;
  subject_sealed: Buffer;
  /** Who came in, or was invited, as it was made; without those who came back or were invited again since. */
  made_with: string[];
}

export async function findMadeGroup(db: Queries, makerId: string, clientId: string): Promise<MadeGroup | undefined> {
  return (await db.run<MadeGroup>(findMade, [makerId, clientId]))[0];
}

export interface GroupRow {
  id: string;
  data_key: Buffer;
  subject_sealed: Buffer;
  maker_id: string;
  maker_role: Role;
  /** Members and open invitations. */
  places_taken: number;
}

const lock = {
  name: 'lock_group',
  text: `select id from conversation where id = $1 and kind = 'group' for no key update`,
};
const find = {
  name: 'find_group',
  text: `select c.id, c.data_key, c.subject_sealed, c.created_by as maker_id, maker.role as maker_role,
                (select count(*)::int from member m where m.conversation_id = c.id and m.left_at is null)
                + (select count(*)::int from group_invitation i where i.conversation_id = c.id and i.ended_at is null) as places_taken
         from conversation c
         join member me on me.conversation_id = c.id and me.account_id = $2 and me.left_at is null
         join account maker on maker.id = c.created_by
         where c.id = $1 and c.kind = 'group'`,
};

/** The group as it is until the transaction ends, or nothing for whoever is no member. */
export async function lockGroup(tx: Tx, memberId: string, id: string): Promise<GroupRow | undefined> {
  const [, [row]] = await Promise.all([lockConversationOfGroup(tx, id), tx.run<GroupRow>(find, [id, memberId])]);
  return row;
}

export async function lockConversationOfGroup(tx: Tx, id: string): Promise<void> {
  await tx.run(lock, [id]);
}

const rename = { name: 'rename_group', text: 'update conversation set subject_sealed = $2 where id = $1' };

export async function updateSubject(tx: Tx, id: string, subjectSealed: Buffer): Promise<void> {
  await tx.run(rename, [id, subjectSealed]);
}

// Whoever comes back starts afresh: what was sent while they were away has no receipt of theirs and stays unseen.
const insertOrReturn = {
  name: 'insert_members',
  text: `insert into member (conversation_id, account_id, joined_at) select $1, id, $3 from unnest($2::uuid[]) as given(id)
         on conflict (conversation_id, account_id) do update
           set joined_at = excluded.joined_at, left_at = null, archived_at = null, muted_at = null
           where member.left_at is not null`,
};

export async function insertMembers(
  tx: Tx,
  conversationId: string,
  accountIds: readonly string[],
  at: Date,
): Promise<void> {
  if (accountIds.length > 0) await tx.run(insertOrReturn, [conversationId, accountIds, at]);
}

const end = {
  name: 'end_membership',
  text: 'update member set left_at = $3 where conversation_id = $1 and account_id = $2 and left_at is null returning account_id',
};

/** @returns whether they were a member. */
export async function endMembership(tx: Tx, conversationId: string, accountId: string, at: Date): Promise<boolean> {
  return (await tx.run(end, [conversationId, accountId, at])).length > 0;
}

const wasThere = {
  name: 'was_in_group',
  text: `select exists (select from member where conversation_id = $1 and account_id = $2)
             or exists (select from group_invitation where conversation_id = $1 and account_id = $2) as was`,
};

/** Whether they ever were a member or invited. */
export async function wasInGroup(tx: Tx, conversationId: string, accountId: string): Promise<boolean> {
  const [row] = await tx.run<{ was: boolean }>(wasThere, [conversationId, accountId]);
  return row!.was;
}

const staff = {
  name: 'find_staff',
  text: `select m.conversation_id, m.account_id from member m
         join lateral (select a.role from account a where a.id = m.account_id limit 1) person on person.role <> 'patient'
         where m.conversation_id = any ($1::uuid[]) and m.left_at is null`,
};

export const findStaff = (db: Queries, conversationIds: readonly string[]) =>
  db.run<{ conversation_id: string; account_id: string }>(staff, [conversationIds]);
