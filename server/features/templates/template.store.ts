// All SQL for templates.
import type { Person } from '../../../contract/accounts.ts';
import type { Queries, Tx } from '../../db/transact.ts';
import type { Place } from '../../page/cursor.ts';

export interface TemplateText {
  readonly nameSealed: Buffer;
  readonly nameHash: Buffer;
  readonly categorySealed: Buffer | null;
  readonly categoryHash: Buffer | null;
  readonly bodySealed: Buffer;
  readonly shared: boolean;
}

const insert = {
  name: 'insert_template',
  text: `insert into template (id, owner_id, client_id, created_at, updated_at,
                               name_sealed, name_hash, category_sealed, category_hash, body_sealed, shared)
         values ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning id`,
};

const columns = (t: TemplateText) => [
  t.nameSealed,
  t.nameHash,
  t.categorySealed,
  t.categoryHash,
  t.bodySealed,
  t.shared,
];

/** @returns whether it was stored; false when the owner used the name or the client id before. */
export async function insertTemplate(
  tx: Tx,
  given: TemplateText & { id: string; ownerId: string; clientId: string; at: Date },
): Promise<boolean> {
  const rows = await tx.run(insert, [given.id, given.ownerId, given.clientId, given.at, ...columns(given)]);
  return rows.length > 0;
}

export interface TemplateRow {
  id: string;
  client_id: string;
  owner: Person;
  data_key: Buffer;
  name_sealed: Buffer;
  category_sealed: Buffer | null;
  body_sealed: Buffer;
  shared: boolean;
  use_count: number;
  last_used_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

const select = `
  select t.id, t.client_id, key.data_key, t.name_sealed, t.category_sealed, t.body_sealed, t.shared, t.use_count, t.last_used_at,
         t.created_at, t.updated_at,
         (select json_build_object('id', a.id, 'displayName', a.display_name, 'headline', a.headline, 'role', a.role)
          from account a where a.id = t.owner_id) as owner
  from template t join account_key key on key.account_id = t.owner_id`;

// $1 is the reader, $2 whether shared ones are for them.
const findVisible = {
  name: 'find_visible_template',
  text: `${select} where t.id = $3 and (t.owner_id = $1 or (t.shared and $2))`,
};
export const findTemplate = async (db: Queries, readerId: string, seesShared: boolean, id: string) =>
  (await db.run<TemplateRow>(findVisible, [readerId, seesShared, id]))[0];

const findByClientId = {
  name: 'find_template_by_client_id',
  text: `${select} where t.owner_id = $1 and t.client_id = $2`,
};
export const findTemplateByClientId = async (db: Queries, ownerId: string, clientId: string) =>
  (await db.run<TemplateRow>(findByClientId, [ownerId, clientId]))[0];

// Two ways down two indexes; as one condition with "or" every template of the clinic would be read and sorted.
const pageWhere = (condition: string) => `
  (${select} where ${condition} and ($3::bytea is null or t.category_hash = $3) and (t.created_at, t.id) < ($4::timestamptz, $5::uuid)
   order by t.created_at desc, t.id desc limit $6)`;
const list = {
  name: 'list_templates',
  text: `${pageWhere('t.owner_id = $1')} union all ${pageWhere('t.shared and $2 and t.owner_id <> $1')}
         order by created_at desc, id desc limit $6`,
};
const last: Place = { at: new Date('9999-01-01T00:00:00Z'), id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

export function findTemplatePage(
  db: Queries,
  readerId: string,
  seesShared: boolean,
  categoryHash: Buffer | null,
  { at, id }: Place = last,
  limit: number,
): Promise<TemplateRow[]> {
  return db.run(list, [readerId, seesShared, categoryHash, at, id, limit]);
}

// The owner's row holds still what names they use.
const lockOwner = { name: 'lock_template_owner', text: 'select id from account where id = $1 for no key update' };
const findOthers = {
  name: 'find_template_named',
  text: 'select id from template where owner_id = $1 and name_hash = $2 and id <> $3',
};

/** Whether another template of the owner has the name; that stays so until the commit. */
export async function lockName(tx: Tx, ownerId: string, nameHash: Buffer, exceptId: string): Promise<boolean> {
  await tx.run(lockOwner, [ownerId]);
  return (await tx.run(findOthers, [ownerId, nameHash, exceptId])).length > 0;
}

const update = {
  name: 'update_template',
  text: `update template set updated_at = $3, name_sealed = $4, name_hash = $5, category_sealed = $6, category_hash = $7,
           body_sealed = $8, shared = $9
         where owner_id = $1 and id = $2 returning id`,
};

/** @returns whether there is such a template of this owner. */
export const updateTemplate = async (tx: Tx, ownerId: string, id: string, text: TemplateText, at: Date) =>
  (await tx.run(update, [ownerId, id, at, ...columns(text)])).length > 0;

const remove = { name: 'delete_template', text: 'delete from template where owner_id = $1 and id = $2 returning id' };
export const deleteTemplateRow = async (tx: Tx, ownerId: string, id: string) =>
  (await tx.run(remove, [ownerId, id])).length > 0;

const countUse = {
  name: 'count_template_use',
  text: 'update template set use_count = use_count + 1, last_used_at = $2 where id = $1',
};
export const updateUse = (tx: Tx, id: string, at: Date) => tx.run(countUse, [id, at]);

const findPeer = {
  name: 'find_template_peer',
  text: `select a.display_name, a.role from account a
         where a.id = coalesce($2, (select case when c.low_account_id = $1 then c.high_account_id else c.low_account_id end
                                    from conversation c where c.id = $3))`,
};

/** The one person a message would go to; nobody for a group. */
export async function findRecipient(db: Queries, authorId: string, to: string | null, conversationId: string | null) {
  const [row] = await db.run<{ display_name: string; role: Person['role'] }>(findPeer, [authorId, to, conversationId]);
  return row && { displayName: row.display_name, role: row.role };
}
