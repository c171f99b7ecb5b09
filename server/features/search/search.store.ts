// Finds what may match a query by its tokens alone, newest first, in conversations the reader is in.
import type { Person } from '../../../contract/accounts.ts';
import type { Conversation } from '../../../contract/messages.ts';
import type { Queries } from '../../db/transact.ts';
import type { Place } from '../../page/cursor.ts';
import type { Token } from '../../vault/search-tokens.ts';

// Inbox and archive have an index each; where nothing was written yet nothing can be found.
const findPlaces = {
  name: 'find_search_places',
  text: `select conversation_id from member
         where account_id = $1 and left_at is null and archived_at is null and active_at is not null
         union all
         select conversation_id from member where account_id = $1 and left_at is null and archived_at is not null`,
};
const findPlace = {
  name: 'find_search_place',
  text: 'select conversation_id from member where account_id = $1 and left_at is null and conversation_id = $2',
};

/** Conversations the reader is in, or the one of them that is asked for. */
export async function findSearchPlaces(db: Queries, readerId: string, conversationId: string | undefined) {
  const rows = await (conversationId
    ? db.run<{ conversation_id: string }>(findPlace, [readerId, conversationId])
    : db.run<{ conversation_id: string }>(findPlaces, [readerId]));
  return rows.map((row) => row.conversation_id);
}

export interface Candidates {
  readonly conversationIds: readonly string[];
  readonly conversationTokens: readonly Token[];
  /** Tokens that all have to be there, and of which one has to be; either may be empty. */
  readonly all: readonly Token[];
  readonly any: readonly Token[];
  readonly senderId: string | null;
  readonly from: Date | null;
  readonly until: Date | null;
}

export interface Candidate {
  id: string;
  sent_at: Date;
}

// The index answers all conditions on tokens together. Materialized, so that the planner does not walk all messages by time
// until enough of them match, which for a rare word means all of them.
const candidatesWhere = (condition: string) => `
  with found as materialized (
    select e.message_id, e.sent_at from search_entry e
    where e.tokens && $1::bigint[] and e.conversation_id = any ($2::uuid[])
      and $3::bigint[] is not null and $4::bigint[] is not null ${condition}
      and ($5::uuid is null or e.sender_id = $5)
      and ($6::timestamptz is null or e.sent_at >= $6) and ($7::timestamptz is null or e.sent_at < $7)
  )
  select message_id as id, sent_at from found where (sent_at, message_id) < ($8::timestamptz, $9::uuid)
  order by sent_at desc, message_id desc limit $10`;

// An empty list of tokens would make the index read everything.
const statements = {
  none: { name: 'find_candidates_of_none', text: candidatesWhere('') },
  all: { name: 'find_candidates_of_all', text: candidatesWhere('and e.tokens @> $3') },
  any: { name: 'find_candidates_of_any', text: candidatesWhere('and e.tokens && $4') },
  both: { name: 'find_candidates_of_both', text: candidatesWhere('and e.tokens @> $3 and e.tokens && $4') },
};

const last: Place = { at: new Date('9999-01-01T00:00:00Z'), id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

export async function findCandidates(
  db: Queries,
  c: Candidates,
  { at, id }: Place = last,
  limit: number,
): Promise<Candidate[]> {
  const which = c.all.length > 0 ? (c.any.length > 0 ? 'both' : 'all') : c.any.length > 0 ? 'any' : 'none';
  const values = [c.conversationTokens, c.conversationIds, c.all, c.any, c.senderId, c.from, c.until];
  return db.run(statements[which], [...values, at, id, limit]);
}

export interface PlaceRow {
  id: string;
  kind: Conversation['kind'];
  data_key: Buffer;
  subject_sealed: Buffer | null;
  peer: Person | null;
}

const findConversations = {
  name: 'find_hit_conversations',
  text: `select c.id, c.kind, c.data_key, c.subject_sealed, (
           select json_build_object('id', a.id, 'displayName', a.display_name, 'headline', a.headline, 'role', a.role) from account a
           where a.id = coalesce(c.announcer_id, case when c.low_account_id = $1 then c.high_account_id else c.low_account_id end)) as peer
         from conversation c where c.id = any ($2::uuid[])`,
};

export const findHitConversations = (db: Queries, readerId: string, ids: readonly string[]): Promise<PlaceRow[]> =>
  db.run(findConversations, [readerId, ids]);

const findUnindexed = {
  name: 'find_messages_to_index',
  text: `select msg.id, msg.conversation_id, msg.sender_id, msg.sent_at, msg.subject_sealed, msg.body_sealed, c.data_key
         from message msg join conversation c on c.id = msg.conversation_id
         where msg.kind = 'text' and msg.id > $1 order by msg.id limit $2`,
};

export interface TextRow {
  id: string;
  conversation_id: string;
  sender_id: string;
  sent_at: Date;
  subject_sealed: Buffer | null;
  body_sealed: Buffer;
  data_key: Buffer;
}

export const findTexts = (db: Queries, afterId: string, limit: number): Promise<TextRow[]> =>
  db.run(findUnindexed, [afterId, limit]);

const upsert = {
  name: 'upsert_search_entries',
  text: `insert into search_entry (message_id, conversation_id, sender_id, sent_at, tokens)
         select id, conversation_id, sender_id, sent_at, tokens::bigint[]
         from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::text[])
           as given(id, conversation_id, sender_id, sent_at, tokens)
         on conflict (message_id) do update set tokens = excluded.tokens where search_entry.tokens <> excluded.tokens`,
};

export async function upsertEntries(
  db: Queries,
  entries: readonly { row: TextRow; tokens: readonly Token[] }[],
): Promise<void> {
  await db.run(upsert, [
    entries.map(({ row }) => row.id),
    entries.map(({ row }) => row.conversation_id),
    entries.map(({ row }) => row.sender_id),
    entries.map(({ row }) => row.sent_at),
    entries.map(({ tokens }) => `{${tokens.join(',')}}`),
  ]);
}
