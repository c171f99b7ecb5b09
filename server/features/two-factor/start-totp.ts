// A new secret for an authenticator app, sealed for its owner; nothing asks for it until a code of it was confirmed.
import { generateSecret, generateURI } from 'otplib';
import type { Actor } from '../../actor.ts';
import { Refusal } from '../../refusal.ts';
import { accountKey } from '../../vault/account-keys.ts';
import { checkPassword } from '../accounts/check-password.ts';
import type { SessionDeps } from '../sessions/open-session.ts';
import { placeOf } from './codes.ts';
import { lockTwoFactorState, replaceTotp } from './two-factor.store.ts';

export async function startTotp(
  deps: SessionDeps,
  actor: Actor,
  currentPassword: string,
): Promise<{ secret: string; uri: string }> {
  await checkPassword(deps, actor.accountId, currentPassword);
  const secret = generateSecret();
  return deps.db.transact(async (tx) => {
    const { username, is_on: isOn } = await lockTwoFactorState(tx, actor.accountId);
    if (isOn) throw new Refusal('totp_on');
    const key = await accountKey(tx, deps.vault, actor.accountId);
    await replaceTotp(tx, actor.accountId, deps.vault.seal(key, placeOf(actor.accountId), secret), deps.clock());
    return { secret, uri: generateURI({ issuer: 'Healing Space', label: username, secret }) };
  });
}
