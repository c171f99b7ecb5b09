// All SQL for accounts.
import type { Role } from '../../../contract/endpoint.ts';
import type { Queries, Tx } from '../../db/transact.ts';

export interface PersonRow {
  id: string;
  display_name: string;
  headline: string | null;
  role: Role;
}

export interface AccountRow extends PersonRow {
  username: string;
  email: string | null;
  time_zone: string;
  created_at: Date;
  two_factor: boolean;
}

/** Of an account whose owner has not yet chosen a password; no password matches it. */
export const noPassword = 'none';

const findZone = { name: 'find_time_zone', text: 'select time_zone from account where id = $1' };

export async function findTimeZone(db: Queries, accountId: string): Promise<string> {
  return (await db.run<{ time_zone: string }>(findZone, [accountId]))[0]!.time_zone;
}

const columns = `id, display_name, headline, role, username, email, time_zone, created_at,
                 two_factor_since is not null as two_factor`;

const findById = {
  name: 'find_account',
  text: `select ${columns} from account where id = $1 and deactivated_at is null`,
};

export async function findAccount(db: Queries, id: string): Promise<AccountRow | undefined> {
  const [row] = await db.run<AccountRow>(findById, [id]);
  return row;
}

export interface Credentials {
  id: string;
  username: string;
  password_hash: string;
}

const findByIdentifier = {
  name: 'find_credentials_by_identifier',
  text: `select a.id, a.username, a.password_hash,
                exists (select from session s where s.account_id = a.id and s.ended_at is null and s.address = $2) as known_address
         from account a where (a.username = $1 or a.email = $1) and a.deactivated_at is null`,
};

/** `known_address`: the address holds a session of the account. Usernames have no @, so at most one account answers. */
export async function unscopedFindCredentials(
  db: Queries,
  identifier: string,
  address: string | null,
): Promise<(Credentials & { known_address: boolean }) | undefined> {
  const [row] = await db.run<Credentials & { known_address: boolean }>(findByIdentifier, [identifier, address]);
  return row;
}

const findOwn = {
  name: 'find_own_credentials',
  text: 'select id, username, password_hash from account where id = $1 and deactivated_at is null',
};

export async function findCredentials(db: Queries, id: string): Promise<Credentials | undefined> {
  const [row] = await db.run<Credentials>(findOwn, [id]);
  return row;
}

const lockUnchanged = {
  name: 'lock_account_with_hash',
  text: `select ${columns} from account where id = $1 and password_hash = $2 and deactivated_at is null for share`,
};

/** Holds the account as it is until the commit: a password change waits, or has come first and nothing is found. */
export async function lockAccountWithHash(tx: Tx, id: string, passwordHash: string): Promise<AccountRow | undefined> {
  const [row] = await tx.run<AccountRow>(lockUnchanged, [id, passwordHash]);
  return row;
}

const changeHash = {
  name: 'update_password_hash',
  text: `update account set password_hash = $3
         where id = $1 and password_hash = $2 and deactivated_at is null returning ${columns}`,
};

/** @returns nothing when somebody else changed the password meanwhile. */
export async function updatePasswordHash(
  tx: Tx,
  id: string,
  before: string,
  after: string,
): Promise<AccountRow | undefined> {
  const [row] = await tx.run<AccountRow>(changeHash, [id, before, after]);
  return row;
}

export interface NewAccount {
  id: string;
  username: string;
  email: string | null;
  displayName: string;
  role: Role;
  passwordHash: string;
  timeZone: string | null;
  createdAt: Date;
}

const replaceHash = { name: 'replace_password_hash', text: 'update account set password_hash = $2 where id = $1' };

export const replacePasswordHash = (tx: Tx, id: string, hash: string) => tx.run(replaceHash, [id, hash]);

const insert = {
  name: 'insert_account',
  text: `insert into account (id, username, email, display_name, role, password_hash, time_zone, created_at)
         values ($1, $2, $3, $4, $5, $6, coalesce($7, 'Europe/London'), $8) on conflict do nothing returning ${columns}`,
};

/** @returns nothing when the username or the e-mail address is taken. */
export async function insertAccount(tx: Tx, a: NewAccount): Promise<AccountRow | undefined> {
  const values = [a.id, a.username, a.email, a.displayName, a.role, a.passwordHash, a.timeZone, a.createdAt];
  const [row] = await tx.run<AccountRow>(insert, values);
  return row;
}

const update = {
  name: 'update_account',
  text: `update account set
           display_name = coalesce($2, display_name),
           headline = case when $3 then $4 else headline end,
           email = case when $5 then $6 else email end,
           time_zone = coalesce($7, time_zone)
         where id = $1 and deactivated_at is null
           and not ($5 and exists (select from account other where other.email = $6 and other.id <> $1))
         returning ${columns}`,
};

/** Undefined stays as it is, null is cleared. @returns nothing when the e-mail address is taken. */
export async function updateAccount(
  tx: Tx,
  id: string,
  c: {
    displayName?: string | undefined;
    headline?: string | null | undefined;
    email?: string | null | undefined;
    timeZone?: string | undefined;
  },
): Promise<AccountRow | undefined> {
  const [row] = await tx.run<AccountRow>(update, [
    id,
    c.displayName ?? null,
    c.headline !== undefined,
    c.headline ?? null,
    c.email !== undefined,
    c.email ?? null,
    c.timeZone ?? null,
  ]);
  return row;
}
