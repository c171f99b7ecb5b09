// buildApp(deps): everything mounted, nothing listening.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import cookie from '@fastify/cookie';
import websocket from '@fastify/websocket';
import Fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Deps } from './deps.ts';
import { accountRoutes } from './features/accounts/account.routes.ts';
import { administrationRoutes } from './features/administration/administration.routes.ts';
import { analyticsRoutes } from './features/analytics/analytics.routes.ts';
import { blockRoutes } from './features/blocks/block.routes.ts';
import { broadcastRoutes } from './features/broadcasts/broadcast.routes.ts';
import { careLinkRoutes } from './features/care-links/care-link.routes.ts';
import { draftRoutes } from './features/drafts/draft.routes.ts';
import { crisisWordRoutes } from './features/crisis/crisis-words.routes.ts';
import { groupRoutes } from './features/groups/group.routes.ts';
import { messageRoutes } from './features/messages/message.routes.ts';
import { patientRoutes } from './features/patients/patient.routes.ts';
import { notificationRoutes } from './features/notifications/notification.routes.ts';
import { scheduledMessageRoutes } from './features/scheduled-messages/scheduled-message.routes.ts';
import { passwordLinkRoutes } from './features/password-links/password-link.routes.ts';
import { searchRoutes } from './features/search/search.routes.ts';
import { sessionRoutes } from './features/sessions/session.routes.ts';
import { templateRoutes } from './features/templates/template.routes.ts';
import { twoFactorRoutes } from './features/two-factor/two-factor.routes.ts';
import { answerClientError, answerErrors, answerFrameworkError } from './http/answers.ts';
import { secureHeaders } from './http/headers.ts';
import { createLimits } from './http/limits.ts';
import type { HttpDeps } from './http/mount.ts';
import { describeApi } from './http/openapi.ts';
import { createShed } from './http/shed.ts';
import { operationRoutes } from './http/operations.ts';
import { pages } from './http/pages.ts';
import { logRequests } from './http/request-log.ts';
import { createSessionReader } from './http/session-reader.ts';
import { liveRoutes, webSocketOptions } from './live/live.routes.ts';
import { root } from './root.ts';

const bodyLimit = 256 * 1024;
/** Requests that wait for a connection to the database. */
const longestWait = 200;

export async function buildApp(deps: Deps, webFolder = path.join(root, 'dist/web')): Promise<FastifyInstance> {
  const shed = createShed();
  const app = Fastify({
    serverFactory: shed.serverFactory,
    loggerInstance: deps.log as FastifyBaseLogger,
    // Its own lines carry URLs; ours carry the route's pattern.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    bodyLimit,
    trustProxy: deps.config.trustProxy.length > 0 ? [...deps.config.trustProxy] : false,
    routerOptions: { maxParamLength: 16_384 },
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerClientError,
    requestTimeout: 30_000,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.removeContentTypeParser(['text/plain', 'application/json']);
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
    // Many clients name the type also where there is nothing to send; where a body is needed, its absence is said.
    if (text === '') done(null);
    else void parseJson(request, text, done);
  });
  app.decorateRequest('actor', null);
  answerErrors(app, deps.config.helpLines);
  logRequests(app);
  await secureHeaders(app, deps.config);
  await app.register(cookie);
  await app.register(websocket, webSocketOptions);
  await describeApi(app, deps.config);
  operationRoutes(app, deps, shed);

  const http: HttpDeps = { ...deps, sessions: createSessionReader(deps), limits: createLimits(deps.config), shed };
  shed.refuseWhile((_method, path) => path.startsWith('/api/') && deps.db.pool.waitingCount > longestWait);
  // Before anything else of the end: the framework's own answer says neither why nor when to come back.
  app.addHook('preClose', async () => shed.end());
  sessionRoutes(app, http);
  accountRoutes(app, http);
  passwordLinkRoutes(app, http);
  twoFactorRoutes(app, http);
  careLinkRoutes(app, http);
  blockRoutes(app, http);
  administrationRoutes(app, http);
  messageRoutes(app, http);
  groupRoutes(app, http);
  scheduledMessageRoutes(app, http);
  broadcastRoutes(app, http);
  patientRoutes(app, http);
  crisisWordRoutes(app, http);
  notificationRoutes(app, http);
  searchRoutes(app, http);
  templateRoutes(app, http);
  draftRoutes(app, http);
  liveRoutes(app, http);
  analyticsRoutes(app, http);
  await pages(app, http, webFolder);
  return app;
}
