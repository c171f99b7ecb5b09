// Random keys of this installation, made once and kept sealed by the master key.
import { randomBytes } from 'node:crypto';
import type { Queries } from '../db/transact.ts';
import type { Vault } from './vault.ts';

const names = ['audit', 'credential', 'csrf', 'search', 'template', 'throttle', 'vapid'] as const;
export type InstallationKeys = Readonly<Record<(typeof names)[number], Buffer>>;

const insertKeys = {
  name: 'insert_installation_keys',
  text: `insert into installation_key (name, sealed, created_at)
         select name, sealed, now() from unnest($1::text[], $2::bytea[]) as made(name, sealed) on conflict do nothing`,
};
const findKeys = { name: 'find_installation_keys', text: 'select name, sealed from installation_key' };

/** 32-byte keys by name. Two processes that start at once agree: the first to insert decides. @throws Error when the master key is another; nothing is stored then. */
export async function loadInstallationKeys(db: Queries, vault: Vault): Promise<InstallationKeys> {
  const present = await openKeys(db, vault);
  const missing = names.filter((name) => !Object.hasOwn(present, name));
  if (missing.length === 0) return present as InstallationKeys;
  await db.run(insertKeys, [missing, missing.map((name) => vault.wrap(`installation:${name}`, randomBytes(32)))]);
  return (await openKeys(db, vault)) as InstallationKeys;
}

async function openKeys(db: Queries, vault: Vault): Promise<Partial<InstallationKeys>> {
  const rows = await db.run<{ name: string; sealed: Buffer }>(findKeys);
  return Object.fromEntries(rows.map((row) => [row.name, vault.unwrap(`installation:${row.name}`, row.sealed)]));
}
