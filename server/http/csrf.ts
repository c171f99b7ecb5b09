// CSRF tokens: an HMAC over the session (or, before sign-in, over a visitor cookie), sent back in a header.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';

const header = 'x-csrf-token';
const visitorCookie = (config: Pick<Config, 'secure'>) => (config.secure ? '__Host-hsm_visitor' : 'hsm_visitor');

/** The token for this browser now. Gives an anonymous one a visitor cookie for the token to be bound to. */
export function csrfTokenFor(
  deps: Pick<Deps, 'config' | 'keys'>,
  request: FastifyRequest,
  reply: FastifyReply,
  sessionId: string | null,
): string {
  if (sessionId) return tokenOf(deps, `session:${sessionId}`);
  let visitor = request.cookies[visitorCookie(deps.config)];
  if (!visitor || visitor.length > 64) {
    visitor = randomBytes(18).toString('base64url');
    void reply.setCookie(visitorCookie(deps.config), visitor, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: deps.config.secure,
    });
  }
  return tokenOf(deps, `visitor:${visitor}`);
}

export function requireCsrf(deps: Pick<Deps, 'config' | 'keys'>, request: FastifyRequest): void {
  const given = request.headers[header];
  const visitor = request.cookies[visitorCookie(deps.config)];
  const bound = request.actor ? `session:${request.actor.sessionId}` : visitor && `visitor:${visitor}`;
  if (typeof given !== 'string' || !bound || !same(given, tokenOf(deps, bound))) throw new Refusal('csrf_invalid');
}

// An open page writes again and again with the same token.
const known = new WeakMap<object, LRUCache<string, string>>();

function tokenOf({ keys }: Pick<Deps, 'keys'>, bound: string): string {
  let tokens = known.get(keys);
  if (!tokens) known.set(keys, (tokens = new LRUCache({ max: 20_000 })));
  let token = tokens.get(bound);
  if (!token) tokens.set(bound, (token = createHmac('sha256', keys.csrf).update(bound).digest('base64url')));
  return token;
}

function same(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
