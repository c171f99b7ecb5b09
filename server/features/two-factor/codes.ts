// Codes of an authenticator app (RFC 6238: 30-second steps, six digits, SHA-1) and recovery codes, each taken at most once.
import { createHmac, randomBytes } from 'node:crypto';
import { verifySync } from 'otplib';
import type { Tx } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { accountKey } from '../../vault/account-keys.ts';
import { lockTotp, updateStep, spendRecoveryCode } from './two-factor.store.ts';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** One step to either side, for clocks that disagree and slow typing (RFC 6238 §5.2). */
const toleranceSeconds = 30;

/** 80 random bits, e.g. `ABCD-EFGH-IJKL-MNOP`. */
export function makeRecoveryCode(): string {
  const letters = Array.from(randomBytes(16), (byte) => base32[byte % 32]!).join('');
  return letters.match(/.{4}/g)!.join('-');
}

export const hashRecoveryCode = (deps: Pick<Deps, 'keys'>, accountId: string, code: string): Buffer =>
  createHmac('sha256', deps.keys.credential)
    .update(`recovery:${accountId}:${code.replaceAll('-', '')}`)
    .digest();

/** Uses up a code in the caller's transaction. @returns false when it is wrong, or was taken before. */
export async function takeCode(deps: Deps, tx: Tx, accountId: string, code: string): Promise<boolean> {
  const totp = await lockTotp(tx, accountId);
  if (!totp) return false;
  if (code.length > 6) return spendRecoveryCode(tx, accountId, hashRecoveryCode(deps, accountId, code), deps.clock());
  const secret = deps.vault.open(await accountKey(tx, deps.vault, accountId), placeOf(accountId), totp.secret_sealed);
  const result = verifySync({
    secret,
    token: code,
    epoch: Math.floor(deps.clock().getTime() / 1_000),
    epochTolerance: toleranceSeconds,
    afterTimeStep: totp.last_step,
  });
  if (!result.valid || !('timeStep' in result)) return false;
  await updateStep(tx, accountId, result.timeStep);
  return true;
}

export const placeOf = (accountId: string) => ({ conversationId: accountId, rowId: accountId, field: 'totp' }) as const;
