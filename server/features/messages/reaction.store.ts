// SQL of reactions to messages.
import type { Reaction, ReactionKind } from '../../../contract/reactions.ts';
import type { Queries, Tx } from '../../db/transact.ts';

/** All reactions to a message of a table or alias, as JSON in the order they came; null without any. */
export const reactionsOf = (messages: string) => `(
  select json_agg(json_build_object('kind', r.kind, 'by', json_build_object(
    'id', a.id, 'displayName', a.display_name, 'headline', a.headline, 'role', a.role)) order by r.at, a.id)
  from reaction r join account a on a.id = r.account_id where r.message_id = ${messages}.id)`;

const find = {
  name: 'find_reactions',
  text: `select ${reactionsOf('msg')} as reactions from message msg where msg.id = $1`,
};

export async function findReactions(db: Queries, messageId: string): Promise<Reaction[]> {
  const [row] = await db.run<{ reactions: Reaction[] | null }>(find, [messageId]);
  return row?.reactions ?? [];
}

const put = {
  name: 'put_reaction',
  text: `insert into reaction (message_id, account_id, kind, at) values ($1, $2, $3, $4)
         on conflict (message_id, account_id) do update set kind = excluded.kind, at = excluded.at
         where reaction.kind <> excluded.kind returning message_id`,
};

/** @returns whether anything changed. */
export async function putReaction(
  tx: Tx,
  messageId: string,
  accountId: string,
  kind: ReactionKind,
  at: Date,
): Promise<boolean> {
  return (await tx.run(put, [messageId, accountId, kind, at])).length > 0;
}

const remove = {
  name: 'delete_reaction',
  text: 'delete from reaction where message_id = $1 and account_id = $2 returning message_id',
};

/** @returns whether there was one. */
export async function deleteReaction(tx: Tx, messageId: string, accountId: string): Promise<boolean> {
  return (await tx.run(remove, [messageId, accountId])).length > 0;
}
