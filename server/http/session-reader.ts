// From cookie to actor: looks the session up, remembers it for a second, forgets it the moment it ends.
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Actor } from '../actor.ts';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import { findOpenSessions, touchSession } from '../features/sessions/session.store.ts';
import type { OpenSession } from '../features/sessions/session.store.ts';
import { addressOf } from './address.ts';

/** Another process's sign-out is obeyed within this many milliseconds even if its notice is lost. */
const rememberedMs = 1_000;
const touchedEveryMs = 60_000;

export interface SessionReader {
  /** Null without a cookie or when its session ended, expired, idled out or its account was deactivated. */
  identify(request: FastifyRequest, keepsAlive: boolean): Promise<Actor | null>;
  /** Forgets one session at once. */
  forget(sessionId: string): void;
  /** The sessions of an account changed (sign-out everywhere, name, role). */
  forgetAccount(accountId: string): void;
}

export const sessionCookie = (config: Pick<Config, 'secure'>) => (config.secure ? '__Host-hsm_session' : 'hsm_session');
export const hashToken = (token: string) => createHash('sha256').update(token).digest();

export function createSessionReader(deps: Pick<Deps, 'db' | 'config' | 'clock'>): SessionReader {
  const remembered = new LRUCache<string, { session: OpenSession; readAt: number }>({ max: 50_000 });
  // A session that ended while its row was being read must not be remembered by that read.
  let generation = 0;

  // Those asked for in one turn are read by one statement: a crowd whose sessions are due again must not fill the pool.
  let turn: { hashes: Map<string, Buffer>; found: Promise<Map<string, OpenSession>> } | undefined;
  async function find(hash: Buffer, name: string): Promise<OpenSession | undefined> {
    if (!turn) {
      const hashes = new Map<string, Buffer>();
      turn = { hashes, found: readTogether(hashes) };
    }
    turn.hashes.set(name, hash);
    return (await turn.found).get(name);
  }
  async function readTogether(hashes: Map<string, Buffer>): Promise<Map<string, OpenSession>> {
    await nextTurn();
    turn = undefined;
    const rows = await findOpenSessions(deps.db, [...hashes.values()]);
    return new Map(rows.map((row) => [row.token_hash.toString('base64'), row]));
  }

  const usable = (session: OpenSession, now: number) =>
    session.expires_at.getTime() > now && session.last_seen_at.getTime() + deps.config.sessionIdleMs > now;

  return {
    async identify(request, keepsAlive) {
      const token = request.cookies[sessionCookie(deps.config)];
      if (!token) return null;
      const hash = hashToken(token);
      const name = hash.toString('base64');
      const now = deps.clock().getTime();
      let known = remembered.get(name);
      if (!known || Math.abs(now - known.readAt) > rememberedMs) {
        const before = generation;
        const session = await find(hash, name);
        if (!session) {
          remembered.delete(name);
          return null;
        }
        known = { session, readAt: now };
        if (before === generation) remembered.set(name, known);
      }
      const { session } = known;
      if (!usable(session, now)) return null;
      if (keepsAlive && now - session.last_seen_at.getTime() > touchedEveryMs) {
        session.last_seen_at = new Date(now);
        await touchSession(deps.db, session.id, session.last_seen_at);
      }
      return {
        accountId: session.account_id,
        role: session.role,
        displayName: session.display_name,
        headline: session.headline,
        sessionId: session.id,
        requestId: request.id,
        address: addressOf(request),
      };
    },
    forget(sessionId) {
      generation += 1;
      for (const [name, { session }] of remembered) if (session.id === sessionId) remembered.delete(name);
    },
    forgetAccount(accountId) {
      generation += 1;
      for (const [name, { session }] of remembered) if (session.account_id === accountId) remembered.delete(name);
    },
  };
}
