// Endpoints of sessions → use-cases.
import type { FastifyInstance } from 'fastify';
import * as contract from '../../../contract/accounts.ts';
import { csrfTokenFor } from '../../http/csrf.ts';
import type { HttpDeps } from '../../http/mount.ts';
import { mount, mountAnonymous } from '../../http/mount.ts';
import { clearSessionCookie, deviceOf } from '../../http/session-cookies.ts';
import { answerSignedIn, visitOf } from '../../http/signed-in.ts';
import { readMe } from '../accounts/read-me.ts';
import { signIn } from '../accounts/sign-in.ts';
import { endSession, signOut } from './end-session.ts';
import { listSessions } from './list-sessions.ts';

export function sessionRoutes(app: FastifyInstance, http: HttpDeps): void {
  mountAnonymous(app, http, contract.readSession, async ({ actor, request, reply }) => ({
    account: actor && (await readMe(http, actor)),
    csrfToken: csrfTokenFor(http, request, reply, actor?.sessionId ?? null),
  }));
  mountAnonymous(app, http, contract.signIn, async ({ actor, body, request, reply, source }) => {
    const device = (accountId: string) => deviceOf(http, request, accountId);
    return answerSignedIn(http, reply, await signIn(http, visitOf(request, actor, source), device, body));
  });
  mount(app, http, contract.signOut, async ({ actor, reply }): Promise<undefined> => {
    await signOut(http, actor);
    clearSessionCookie(http, reply);
  });
  mount(app, http, contract.listSessions, ({ actor }) => listSessions(http, actor));
  mount(app, http, contract.endSession, ({ actor, params }) => endSession(http, actor, params.id));
}
