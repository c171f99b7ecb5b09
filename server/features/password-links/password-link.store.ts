// All SQL for links to choose a password.
import type { Queries, Tx } from '../../db/transact.ts';

export interface NewLink {
  id: string;
  tokenHash: Buffer;
  createdAt: Date;
  expiresAt: Date;
}

const insertReset = {
  name: 'insert_password_reset',
  text: `insert into password_link (id, account_id, purpose, token_hash, created_at, expires_at)
         values ($1, (select id from account where (username = $2 or email = $2) and deactivated_at is null), 'reset', $3, $4, $5)
         returning account_id`,
};

/** @returns whose account it is for; null when nobody was found. */
export async function insertResetLink(tx: Tx, identifier: string, link: NewLink): Promise<string | null> {
  const [row] = await tx.run<{ account_id: string | null }>(insertReset, [
    link.id,
    identifier,
    link.tokenHash,
    link.createdAt,
    link.expiresAt,
  ]);
  return row!.account_id;
}

const closeAll = {
  name: 'close_password_links',
  text: 'update password_link set used_at = $2 where account_id = $1 and used_at is null and id is distinct from $3',
};

/** Every open link of an account but one. */
export const closeLinks = (tx: Tx, accountId: string, at: Date, except: string | null) =>
  tx.run(closeAll, [accountId, at, except]);

const insertInvited = {
  name: 'insert_invitation_link',
  text: `insert into password_link (id, account_id, purpose, token_hash, created_at, expires_at)
         values ($1, $2, 'invitation', $3, $4, $5)`,
};

export const insertInvitationLink = (tx: Tx, accountId: string, link: NewLink) =>
  tx.run(insertInvited, [link.id, accountId, link.tokenHash, link.createdAt, link.expiresAt]);

export interface DueLink {
  id: string;
  account_id: string | null;
  purpose: 'reset' | 'invitation';
  email: string | null;
  /** Mailed to the account within the hour before. */
  recent: number;
}

const findDue = {
  name: 'find_due_password_link',
  text: `select l.id, l.account_id, l.purpose, a.email,
                (select count(*)::integer from password_link other
                 where other.account_id = l.account_id and other.mailed_at > $2::timestamptz - interval '1 hour') as recent
         from password_link l left join account a on a.id = l.account_id and a.deactivated_at is null
         where l.id = $1 and l.mailed_at is null and l.used_at is null and l.expires_at > $2`,
};

export async function findDueLink(db: Queries, id: string, now: Date): Promise<DueLink | undefined> {
  return (await db.run<DueLink>(findDue, [id, now]))[0];
}

const mailed = { name: 'update_password_link_mailed', text: 'update password_link set mailed_at = $2 where id = $1' };

export const updateMailed = (tx: Tx, id: string, at: Date) => tx.run(mailed, [id, at]);

const findOpen = {
  name: 'find_open_password_link',
  text: `select l.id, l.account_id, a.username, a.email, l.purpose
         from password_link l join account a on a.id = l.account_id and a.deactivated_at is null
         where l.token_hash = $1 and l.used_at is null and l.expires_at > $2`,
};

export interface OpenLink {
  id: string;
  account_id: string;
  username: string;
  email: string | null;
  purpose: 'reset' | 'invitation';
}

export async function findOpenLink(db: Queries, tokenHash: Buffer, now: Date): Promise<OpenLink | undefined> {
  return (await db.run<OpenLink>(findOpen, [tokenHash, now]))[0];
}

const use = {
  name: 'use_password_link',
  text: 'update password_link set used_at = $2 where id = $1 and used_at is null returning id',
};

/** @returns whether it was open until now. */
export async function spendLink(tx: Tx, id: string, at: Date): Promise<boolean> {
  return (await tx.run(use, [id, at])).length > 0;
}

const deleteOld = {
  name: 'delete_old_password_links',
  text: `delete from password_link where expires_at < $1::timestamptz - interval '1 day'`,
};

export const deleteOldLinks = (db: Queries, now: Date) => db.run(deleteOld, [now]);
