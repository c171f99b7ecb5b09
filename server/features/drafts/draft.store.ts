// All SQL for drafts.
import type { Person } from '../../../contract/accounts.ts';
import type { Queries, Tx } from '../../db/transact.ts';

export interface DraftRow {
  id: string;
  to: Person | null;
  conversation_id: string | null;
  data_key: Buffer;
  subject_sealed: Buffer | null;
  body_sealed: Buffer;
  version: number;
  updated_at: Date;
}

/** Whom or what a draft is for; both null while there is no recipient. */
export interface Goal {
  readonly peerId: string | null;
  readonly conversationId: string | null;
}

const select = `
  select d.id, key.data_key, d.subject_sealed, d.body_sealed, d.version, d.updated_at,
         coalesce(d.conversation_id, (
           select c.id from conversation c
           where c.low_account_id = least(d.author_id, d.peer_id) and c.high_account_id = greatest(d.author_id, d.peer_id))
         ) as conversation_id,
         (select json_build_object('id', a.id, 'displayName', a.display_name, 'headline', a.headline, 'role', a.role)
          from account a where a.id = d.peer_id) as to
  from draft d join account_key key on key.account_id = d.author_id
  where d.author_id = $1`;

// What was begun for a group is kept, but not shown, while its author is no member.
const list = {
  name: 'list_drafts',
  text: `select * from (${select} and (d.conversation_id is null or exists (
           select from member m where m.conversation_id = d.conversation_id and m.account_id = $1 and m.left_at is null))) mine
         where ($2::uuid is null or conversation_id = $2) and ($3::uuid is null or ("to" ->> 'id')::uuid = $3)
         order by updated_at desc, id desc limit $4`,
};

export const findDrafts = (
  db: Queries,
  authorId: string,
  conversationId: string | null,
  to: string | null,
  limit: number,
): Promise<DraftRow[]> => db.run(list, [authorId, conversationId, to, limit]);

const findOne = {
  name: 'find_draft',
  text: `${select} and d.peer_id is not distinct from $2 and d.conversation_id is not distinct from $3`,
};

export const findDraft = async (db: Queries, authorId: string, goal: Goal) =>
  (await db.run<DraftRow>(findOne, [authorId, goal.peerId, goal.conversationId]))[0];

// Saves of one person wait for each other.
const lock = { name: 'lock_draft_author', text: 'select id from account where id = $1 for no key update' };
const count = { name: 'count_drafts', text: 'select count(*)::int as count from draft where author_id = $1' };

export const lockAuthor = (tx: Tx, authorId: string) => tx.run(lock, [authorId]);
export const countDrafts = async (tx: Tx, authorId: string) =>
  (await tx.run<{ count: number }>(count, [authorId]))[0]!.count;

const upsert = {
  name: 'upsert_draft',
  text: `insert into draft (id, author_id, peer_id, conversation_id, subject_sealed, body_sealed, version, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (author_id, peer_id, conversation_id) do update
         set subject_sealed = excluded.subject_sealed, body_sealed = excluded.body_sealed, version = excluded.version,
             updated_at = excluded.updated_at`,
};

export interface NewDraft extends Goal {
  readonly id: string;
  readonly authorId: string;
  readonly subjectSealed: Buffer | null;
  readonly bodySealed: Buffer;
  readonly version: number;
  readonly updatedAt: Date;
}

export async function upsertDraft(tx: Tx, d: NewDraft): Promise<void> {
  const values = [d.id, d.authorId, d.peerId, d.conversationId, d.subjectSealed, d.bodySealed, d.version, d.updatedAt];
  await tx.run(upsert, values);
}

const remove = { name: 'delete_draft', text: 'delete from draft where author_id = $1 and id = $2 returning id' };
export const deleteDraftRow = async (tx: Tx, authorId: string, id: string) =>
  (await tx.run(remove, [authorId, id])).length > 0;

const findRoom = {
  name: 'find_draft_room',
  text: `select c.kind, case when c.low_account_id = $1 then c.high_account_id else c.low_account_id end as peer_id
         from conversation c join member m on m.conversation_id = c.id and m.account_id = $1 and m.left_at is null
         where c.id = $2`,
};

/** The conversation a member would write into; nothing for anybody else. */
export async function findRoomOf(db: Queries, authorId: string, conversationId: string) {
  const [row] = await db.run<{ kind: 'direct' | 'group' | 'announcement'; peer_id: string | null }>(findRoom, [
    authorId,
    conversationId,
  ]);
  return row && { kind: row.kind, peerId: row.peer_id };
}

const findDirect = {
  name: 'find_draft_direct',
  text: `select exists (select from conversation where low_account_id = least($1::uuid, $2::uuid)
                        and high_account_id = greatest($1::uuid, $2::uuid)) as found`,
};
export const hasDirect = async (db: Queries, one: string, other: string) =>
  (await db.run<{ found: boolean }>(findDirect, [one, other]))[0]!.found;
