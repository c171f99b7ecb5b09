// All SQL for the second step at sign-in.
import type { Tx } from '../../db/transact.ts';

const replace = {
  name: 'replace_totp',
  text: `insert into totp (account_id, secret_sealed, created_at) values ($1, $2, $3)
         on conflict (account_id) do update set secret_sealed = $2, created_at = $3, last_step = 0`,
};

export const replaceTotp = (tx: Tx, accountId: string, sealed: Buffer, at: Date) =>
  tx.run(replace, [accountId, sealed, at]);

const lock = {
  name: 'lock_totp',
  text: 'select secret_sealed, last_step::integer as last_step from totp where account_id = $1 for update',
};

export async function lockTotp(
  tx: Tx,
  accountId: string,
): Promise<{ secret_sealed: Buffer; last_step: number } | undefined> {
  return (await tx.run<{ secret_sealed: Buffer; last_step: number }>(lock, [accountId]))[0];
}

const step = { name: 'update_totp_step', text: 'update totp set last_step = $2 where account_id = $1' };

export const updateStep = (tx: Tx, accountId: string, lastStep: number) => tx.run(step, [accountId, lastStep]);

const remove = {
  name: 'delete_two_factor',
  text: `with secret as (delete from totp where account_id = $1),
              codes as (delete from recovery_code where account_id = $1)
         update account set two_factor_since = null where id = $1 and two_factor_since is not null returning id`,
};

/** @returns whether it was on. */
export async function deleteTwoFactor(tx: Tx, accountId: string): Promise<boolean> {
  return (await tx.run(remove, [accountId])).length > 0;
}

const lockState = {
  name: 'lock_two_factor_state',
  text: 'select username, two_factor_since is not null as is_on from account where id = $1 for no key update',
};

export async function lockTwoFactorState(tx: Tx, accountId: string): Promise<{ username: string; is_on: boolean }> {
  return (await tx.run<{ username: string; is_on: boolean }>(lockState, [accountId]))[0]!;
}

const turnOn = { name: 'update_two_factor_since', text: 'update account set two_factor_since = $2 where id = $1' };
const insertCodes = {
  name: 'insert_recovery_codes',
  text: 'insert into recovery_code (account_id, code_hash) select $1, unnest($2::bytea[])',
};

export async function turnTwoFactorOn(
  tx: Tx,
  accountId: string,
  at: Date,
  codeHashes: readonly Buffer[],
): Promise<void> {
  await tx.run(turnOn, [accountId, at]);
  await tx.run(insertCodes, [accountId, codeHashes]);
}

const useCode = {
  name: 'use_recovery_code',
  text: 'update recovery_code set used_at = $3 where account_id = $1 and code_hash = $2 and used_at is null returning account_id',
};

/** @returns whether there was such a code, unused until now. */
export async function spendRecoveryCode(tx: Tx, accountId: string, codeHash: Buffer, at: Date): Promise<boolean> {
  return (await tx.run(useCode, [accountId, codeHash, at])).length > 0;
}
