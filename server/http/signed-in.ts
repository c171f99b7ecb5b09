// What an endpoint that signs somebody in takes from the request and answers with.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Me } from '../../contract/accounts.ts';
import type { Actor, Source } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { csrfTokenFor } from './csrf.ts';
import { setSessionCookies } from './session-cookies.ts';

export const visitOf = (request: FastifyRequest, actor: Actor | null, source: Source) => ({
  ...source,
  actor,
  userAgent: request.headers['user-agent'] ?? null,
});

/** Sets the cookies of the new session and gives its CSRF token. */
export function answerSignedIn(
  deps: Pick<Deps, 'config' | 'keys'>,
  reply: FastifyReply,
  signedIn: { account: Me; sessionId: string; accountId: string; token: string },
) {
  setSessionCookies(deps, reply, signedIn);
  return { account: signedIn.account, csrfToken: csrfTokenFor(deps, reply.request, reply, signedIn.sessionId) };
}
