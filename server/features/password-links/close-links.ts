// Whoever decides about their own password or address decides about links that are still on their way, too.
import type { Tx } from '../../db/transact.ts';
import { closeLinks } from './password-link.store.ts';

/** Makes every link to choose a password for this account worthless, also one that was not mailed yet. */
export async function closePasswordLinks(tx: Tx, accountId: string, at: Date): Promise<void> {
  await closeLinks(tx, accountId, at, null);
}
