// Which passwords are too easily guessed; length is the contract's matter.
import { dictionary } from '@zxcvbn-ts/language-common';
import type { RefusalCode } from '../../../contract/errors.ts';

const common: ReadonlySet<string> = new Set(dictionary['passwords-common']);

/** Refuses a common password, also one with digits or signs after it, fewer than four different characters, or the username inside. */
export function refusePassword(password: string, username: string): RefusalCode | null {
  const folded = password.normalize('NFKC').toLowerCase();
  const stem = folded.replace(/[^a-z]+$/, '');
  const guessable =
    common.has(folded) || common.has(stem) || new Set(folded).size < 4 || folded.includes(username.toLowerCase());
  return guessable ? 'password_too_common' : null;
}
