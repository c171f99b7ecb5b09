// All SQL for the one-time link that makes the first admin.
import type { Tx } from '../../db/transact.ts';

const lock = { name: 'lock_setup', text: `select pg_advisory_xact_lock(hashtext('setup'))` };

/** One start or set-up at a time until the commit. @returns whether there is no admin yet. */
export async function lockSetup(tx: Tx): Promise<boolean> {
  await tx.run(lock);
  const [row] = await tx.run<{ open: boolean }>(needed);
  return row!.open;
}

const needed = { name: 'setup_needed', text: `select not exists (select from account where role = 'admin') as open` };

const closeAll = { name: 'close_setup_links', text: 'update setup_link set used_at = $1 where used_at is null' };
const insert = { name: 'insert_setup_link', text: 'insert into setup_link (token_hash, created_at) values ($1, $2)' };

/** Replaces every earlier link. */
export async function replaceSetupLink(tx: Tx, tokenHash: Buffer, at: Date): Promise<void> {
  await tx.run(closeAll, [at]);
  await tx.run(insert, [tokenHash, at]);
}

const use = {
  name: 'use_setup_link',
  text: 'update setup_link set used_at = $2 where token_hash = $1 and used_at is null returning token_hash',
};

/** @returns whether it was open until now. */
export async function useSetupLink(tx: Tx, tokenHash: Buffer, at: Date): Promise<boolean> {
  const rows = await tx.run(use, [tokenHash, at]);
  return rows.length > 0;
}
