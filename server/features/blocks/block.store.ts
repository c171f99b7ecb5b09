// All SQL for blocks.
import type { Role } from '../../../contract/endpoint.ts';
import type { Queries, Tx } from '../../db/transact.ts';
import type { Blockable } from './block.policy.ts';

export interface PersonRow {
  id: string;
  display_name: string;
  headline: string | null;
  role: Role;
}

export type BlockableRow = PersonRow & Blockable;

const findPerson = {
  name: 'find_blockable',
  text: `select a.id, a.display_name, a.headline, a.role,
                (a.role <> 'patient' and $3 <> 'patient')
                or exists (select from care_link l where l.patient_id in ($1, $2) and l.clinician_id in ($1, $2))
                or exists (select from member mine join member theirs on theirs.conversation_id = mine.conversation_id
                           where mine.account_id = $1 and theirs.account_id = a.id) as known
         from account a where a.id = $2`,
};

export async function findBlockable(
  db: Queries,
  actor: { accountId: string; role: Role },
  accountId: string,
): Promise<BlockableRow | undefined> {
  const [row] = await db.run<BlockableRow>(findPerson, [actor.accountId, accountId, actor.role]);
  return row;
}

const insert = {
  name: 'insert_block',
  text: `insert into block (id, blocker_id, blocked_id, reason_sealed, blocked_at) values ($1, $2, $3, null, $4)
         on conflict (blocker_id, blocked_id) do nothing`,
};
const findOwn = {
  name: 'find_block',
  text: 'select id, blocked_at from block where blocker_id = $1 and blocked_id = $2',
};
const setReason = { name: 'update_block_reason', text: 'update block set reason_sealed = $2 where id = $1' };

export interface BlockKey {
  id: string;
  blocked_at: Date;
}

export async function findBlock(db: Queries, blockerId: string, blockedId: string): Promise<BlockKey | undefined> {
  const [row] = await db.run<BlockKey>(findOwn, [blockerId, blockedId]);
  return row;
}

export async function insertBlock(tx: Tx, id: string, blockerId: string, blockedId: string, at: Date): Promise<void> {
  await tx.run(insert, [id, blockerId, blockedId, at]);
}

export async function updateReason(tx: Tx, id: string, sealed: Buffer | null): Promise<void> {
  await tx.run(setReason, [id, sealed]);
}

const remove = {
  name: 'delete_block',
  text: 'delete from block where blocker_id = $1 and blocked_id = $2 returning id',
};

/** @returns whether there was one. */
export async function deleteBlock(tx: Tx, blockerId: string, blockedId: string): Promise<boolean> {
  return (await tx.run(remove, [blockerId, blockedId])).length > 0;
}

export interface BlockRow {
  id: string;
  blocker_id: string;
  blocked_at: Date;
  reason_sealed: Buffer | null;
  data_key: Buffer | null;
  blocked: PersonRow;
  blocker: PersonRow;
}

const person = (alias: string) =>
  `json_build_object('id', ${alias}.id, 'display_name', ${alias}.display_name, 'headline', ${alias}.headline, 'role', ${alias}.role)`;

const listWhere = (condition: string) => `
  select b.id, b.blocker_id, b.blocked_at, b.reason_sealed, key.data_key,
         ${person('them')} as blocked, ${person('blocker')} as blocker
  from block b
  join account them on them.id = b.blocked_id
  join account blocker on blocker.id = b.blocker_id
  left join account_key key on key.account_id = b.blocker_id
  where ${condition} and (b.blocked_at, b.id) < ($1::timestamptz, $2::uuid)
  order by b.blocked_at desc, b.id desc limit $3`;

const listOwn = { name: 'find_blocks', text: listWhere('b.blocker_id = $4') };
const listOfClinicians = {
  name: 'find_clinician_blocks',
  text: listWhere(`blocker.role = 'clinician' and them.role = 'patient'`),
};

export interface BlockPlace {
  readonly at: Date;
  readonly id: string;
}
const newest: BlockPlace = { at: new Date('9999-01-01T00:00:00Z'), id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

export const findBlocks = (db: Queries, blockerId: string, place: BlockPlace = newest, limit: number) =>
  db.run<BlockRow>(listOwn, [place.at, place.id, limit, blockerId]);

export const findClinicianBlocks = (db: Queries, place: BlockPlace = newest, limit: number) =>
  db.run<BlockRow>(listOfClinicians, [place.at, place.id, limit]);
