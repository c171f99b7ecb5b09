// Opens a session in the caller's transaction, always a new one; what the browser presented ends.
import { randomBytes } from 'node:crypto';
import type { Actor, Source } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Tx } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { hashToken } from '../../http/session-reader.ts';
import type { SessionReader } from '../../http/session-reader.ts';
import { endOneSession } from './end-sessions.ts';
import { insertSession } from './session.store.ts';

export type SessionDeps = Deps & { readonly sessions: Pick<SessionReader, 'forget' | 'forgetAccount'> };

/** What a sign-in comes with. */
export interface Visit extends Source {
  readonly userAgent: string | null;
  /** Who the browser was signed in as until now. */
  readonly actor: Actor | null;
}

export interface NewSession {
  readonly sessionId: string;
  readonly accountId: string;
  /** Goes into the cookie; only its hash is stored. */
  readonly token: string;
}

export async function openSession(
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'newId' | 'config'>,
  visit: Visit,
  accountId: string,
): Promise<NewSession> {
  const now = deps.clock();
  const token = randomBytes(32).toString('base64url');
  const sessionId = deps.newId();
  if (visit.actor) await endReplaced(tx, deps, visit.actor);
  await insertSession(tx, {
    id: sessionId,
    accountId,
    tokenHash: hashToken(token),
    createdAt: now,
    expiresAt: new Date(now.getTime() + deps.config.sessionMs),
    userAgent: visit.userAgent?.slice(0, 400) ?? null,
    address: visit.address,
  });
  return { sessionId, accountId, token };
}

async function endReplaced(tx: Tx, deps: Pick<Deps, 'clock' | 'newId'>, actor: Actor): Promise<void> {
  if (!(await endOneSession(tx, deps.clock(), actor.accountId, actor.sessionId))) return;
  await appendAudit(deps, tx, [
    {
      actorId: actor.accountId,
      source: actor,
      action: 'session.ended',
      subjectKind: 'session',
      subjectId: actor.sessionId,
      detail: { reason: 'replaced' },
    },
  ]);
}
