// What an account may see of itself.
import type { Me } from '../../../contract/accounts.ts';
import type { Actor } from '../../actor.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { findAccount } from './account.store.ts';
import { viewMe } from './account.view.ts';

export async function readMe(deps: Pick<Deps, 'db'>, actor: Pick<Actor, 'accountId'>): Promise<Me> {
  const account = await findAccount(deps.db, actor.accountId);
  if (!account) throw new Refusal('unauthenticated');
  return viewMe(account);
}
