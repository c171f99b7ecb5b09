// The data key of an account, for text that belongs to a person: made once, wrapped by a master key.
import type { Queries, Tx } from '../db/transact.ts';
import type { Vault } from './vault.ts';

const insertKey = {
  name: 'insert_account_key',
  text: 'insert into account_key (account_id, data_key) values ($1, $2) on conflict do nothing',
};
const findKey = { name: 'find_account_key', text: 'select data_key from account_key where account_id = $1' };

/** The wrapped key of an account, to seal and open with (`conversationId` of a place is then the account's id). */
export async function accountKey(tx: Tx, vault: Vault, accountId: string): Promise<Buffer> {
  const known = await findAccountKey(tx, accountId);
  if (known) return known;
  // Another transaction may make it at the same moment: the first to insert decides.
  await tx.run(insertKey, [accountId, vault.makeDataKey(accountId)]);
  return (await findAccountKey(tx, accountId))!;
}

async function findAccountKey(db: Queries, accountId: string): Promise<Buffer | undefined> {
  const [row] = await db.run<{ data_key: Buffer }>(findKey, [accountId]);
  return row?.data_key;
}
