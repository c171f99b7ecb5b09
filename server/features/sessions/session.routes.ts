// Endpoints of sessions → use-cases.
import type { FastifyInstance } from 'fastify';
import { readSession } from '../../../contract/accounts.ts';
import { csrfTokenFor } from '../../http/csrf.ts';
import type { HttpDeps } from '../../http/mount.ts';
import { mountAnonymous } from '../../http/mount.ts';
import { readMe } from '../accounts/read-me.ts';

export function sessionRoutes(app: FastifyInstance, http: HttpDeps): void {
  mountAnonymous(app, http, readSession, async ({ actor, request, reply }) => ({
    account: actor && (await readMe(http, actor)),
    csrfToken: csrfTokenFor(http, request, reply, actor?.sessionId ?? null),
  }));
}
