// Ends sessions in the caller's transaction and tells every process to close what they hold open.
import type { Tx } from '../../db/transact.ts';
import { appendToOutbox } from '../../outbox/append.ts';
import { updateSessionEnded, updateSessionsEnded } from './session.store.ts';

/** @returns false when it was not that account's or had ended already. Forget it in the session reader after the commit. */
export async function endOneSession(tx: Tx, at: Date, accountId: string, sessionId: string): Promise<boolean> {
  const ended = await updateSessionEnded(tx, sessionId, accountId, at);
  if (ended) await announce(tx, at, accountId, [sessionId]);
  return ended;
}

/** Ends all sessions of an account but one. @returns how many. Forget the account in the session reader after the commit. */
export async function endAllSessions(
  tx: Tx,
  at: Date,
  accountId: string,
  exceptSessionId: string | null = null,
): Promise<number> {
  const ids = await updateSessionsEnded(tx, accountId, exceptSessionId, at);
  await announce(tx, at, accountId, ids);
  return ids.length;
}

const announce = (tx: Tx, at: Date, accountId: string, sessionIds: readonly string[]) =>
  appendToOutbox(
    tx,
    at,
    sessionIds.map((sessionId) => ({ type: 'session.ended', accountId, detail: { sessionId } }) as const),
  );
