// All SQL for sessions.
import type { Role } from '../../../contract/endpoint.ts';
import type { Queries, Tx } from '../../db/transact.ts';

export interface OpenSession {
  id: string;
  account_id: string;
  role: Role;
  display_name: string;
  headline: string | null;
  last_seen_at: Date;
  expires_at: Date;
}

const findOpen = {
  name: 'find_open_sessions',
  text: `select s.token_hash, s.id, s.account_id, a.role, a.display_name, a.headline, s.last_seen_at, s.expires_at
         from unnest($1::bytea[]) as asked(hash)
         cross join lateral (select * from session where token_hash = asked.hash and ended_at is null limit 1) s
         cross join lateral (select * from account where id = s.account_id and deactivated_at is null limit 1) a`,
};

/** Those of the hashes that are open, in any order. */
export const findOpenSessions = (db: Queries, tokenHashes: readonly Buffer[]) =>
  db.run<OpenSession & { token_hash: Buffer }>(findOpen, [tokenHashes]);

const usableAmong = {
  name: 'find_usable_among',
  text: `select s.id from unnest($1::uuid[]) as given(id)
         cross join lateral (
           select s.id, s.account_id from session s
           where s.id = given.id and s.ended_at is null and s.expires_at > $2 and s.last_seen_at > $3 limit 1) s
         cross join lateral (select from account a where a.id = s.account_id and a.deactivated_at is null limit 1) a`,
};

/** Those of the sessions that may still be used. */
export async function findUsableAmong(
  db: Queries,
  ids: readonly string[],
  now: Date,
  seenAfter: Date,
): Promise<Set<string>> {
  const rows = await db.run<{ id: string }>(usableAmong, [ids, now, seenAfter]);
  return new Set(rows.map((row) => row.id));
}

const findRole = {
  name: 'find_session_role',
  text: `select a.role from session s join account a on a.id = s.account_id
         where s.id = $1 and s.ended_at is null and a.deactivated_at is null`,
};

/** Undefined once it has ended. */
export async function findSessionRole(db: Queries, id: string): Promise<Role | undefined> {
  return (await db.run<{ role: Role }>(findRole, [id]))[0]?.role;
}

const touch = {
  name: 'touch_session',
  text: 'update session set last_seen_at = $2 where id = $1 and last_seen_at < $2',
};

export async function touchSession(db: Queries, id: string, at: Date): Promise<void> {
  await db.run(touch, [id, at]);
}

// Devices that were told by push end with their session.
const deleteOld = {
  name: 'delete_old_sessions',
  text: `with old as (select id from session where ended_at < $1 or expires_at < $1),
              devices as (delete from push_subscription where session_id in (select id from old))
         delete from session where id in (select id from old)`,
};

export const deleteOldSessions = (db: Queries, before: Date) => db.run(deleteOld, [before]);

const insert = {
  name: 'insert_session',
  text: `insert into session (id, account_id, token_hash, created_at, last_seen_at, expires_at, user_agent, address)
         values ($1, $2, $3, $4, $4, $5, $6, $7)`,
};

export interface NewSession {
  id: string;
  accountId: string;
  tokenHash: Buffer;
  createdAt: Date;
  expiresAt: Date;
  userAgent: string | null;
  address: string | null;
}

export async function insertSession(tx: Tx, s: NewSession): Promise<void> {
  await tx.run(insert, [s.id, s.accountId, s.tokenHash, s.createdAt, s.expiresAt, s.userAgent, s.address]);
}

export interface SessionRow {
  id: string;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  user_agent: string | null;
  address: string | null;
}

const findUsable = {
  name: 'find_usable_sessions',
  text: `select id, created_at, last_seen_at, expires_at, user_agent, host(address) as address
         from session where account_id = $1 and ended_at is null and expires_at > $2 and last_seen_at > $3
         order by last_seen_at desc, id desc`,
};

export function findUsableSessions(db: Queries, accountId: string, now: Date, seenAfter: Date): Promise<SessionRow[]> {
  return db.run<SessionRow>(findUsable, [accountId, now, seenAfter]);
}

const end = {
  name: 'end_session',
  text: 'update session set ended_at = $3 where id = $1 and account_id = $2 and ended_at is null returning id',
};

/** @returns whether it was that account's and still open. */
export async function updateSessionEnded(tx: Tx, id: string, accountId: string, at: Date): Promise<boolean> {
  const rows = await tx.run(end, [id, accountId, at]);
  return rows.length > 0;
}

const endAll = {
  name: 'end_sessions_of_account',
  text: `update session set ended_at = $3
         where account_id = $1 and ended_at is null and id is distinct from $2 returning id`,
};

export async function updateSessionsEnded(
  tx: Tx,
  accountId: string,
  except: string | null,
  at: Date,
): Promise<string[]> {
  const rows = await tx.run<{ id: string }>(endAll, [accountId, except, at]);
  return rows.map((row) => row.id);
}
