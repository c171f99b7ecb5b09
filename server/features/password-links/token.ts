// The token of a link, made from its id by a key of the installation: a repeated e-mail carries the same one, and none is stored.
import { createHash, createHmac } from 'node:crypto';
import type { Deps } from '../../deps.ts';

export const tokenOf = (deps: Pick<Deps, 'keys'>, linkId: string): string =>
  createHmac('sha256', deps.keys.credential).update(`password-link:${linkId}`).digest('base64url');

export const hashLinkToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Behind the `#`, so that it reaches no log on the way. */
export const linkTo = (deps: Pick<Deps, 'publicAddress'>, token: string): string =>
  `${deps.publicAddress}/password#token=${token}`;

/** A new link that is valid for so many milliseconds. */
export function newLink(deps: Pick<Deps, 'keys' | 'clock' | 'newId'>, validMs: number) {
  const id = deps.newId();
  const token = tokenOf(deps, id);
  const createdAt = deps.clock();
  return {
    id,
    token,
    tokenHash: hashLinkToken(token),
    createdAt,
    expiresAt: new Date(createdAt.getTime() + validMs),
  };
}
