// Mounts a contract endpoint: origin, identity, role, CSRF and limits before the body is read, then parse, use-case, answer.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Endpoint } from '../../contract/endpoint.ts';
import { problem, refusals } from '../../contract/errors.ts';
import type { Actor, Source } from '../actor.ts';
import { auditDenial } from '../audit/append.ts';
import type { Deps } from '../deps.ts';
import { withMarkedCursor, withOwnCursor } from '../page/one-list.ts';
import { Refusal } from '../refusal.ts';
import { addressOf } from './address.ts';
import { requireCsrf } from './csrf.ts';
import { faultOf } from './answers.ts';
import type { Limits } from './limits.ts';
import { refuseForeignOrigin } from './origin.ts';
import type { Shed } from './shed.ts';
import type { SessionReader } from './session-reader.ts';

export interface HttpDeps extends Deps {
  readonly sessions: SessionReader;
  readonly limits: Limits;
  readonly shed: Shed;
}

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null;
  }
}

interface Input<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
  /** For cookies and nothing else; use-cases never see it. */
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly source: Source;
}

/** Wrap a reply in this to answer 200 where the endpoint's own status is 201: the client repeated itself. */
export class Replayed<T> {
  readonly value: T;
  constructor(value: T) {
    this.value = value;
  }
}

type Answer<R extends z.ZodType> = Promise<z.input<R> | Replayed<z.input<R>>>;

/** For endpoints with `access` other than `anonymous`. */
export function mount<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  app: FastifyInstance,
  deps: HttpDeps,
  endpoint: Endpoint<P, Q, B, R>,
  handle: (input: Input<P, Q, B> & { readonly actor: Actor }) => Answer<R>,
): void {
  route(app, deps, endpoint, (input) => handle({ ...input, actor: input.request.actor! }));
}

export function mountAnonymous<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  app: FastifyInstance,
  deps: HttpDeps,
  endpoint: Endpoint<P, Q, B, R>,
  handle: (input: Input<P, Q, B> & { readonly actor: Actor | null }) => Answer<R>,
): void {
  route(app, deps, endpoint, (input) => handle({ ...input, actor: input.request.actor }));
}

function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  app: FastifyInstance,
  deps: HttpDeps,
  endpoint: Endpoint<P, Q, B, R>,
  handle: (input: Input<P, Q, B>) => Answer<R>,
): void {
  const writes = endpoint.method !== 'GET';
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    schema: schemaOf(endpoint),
    config: { endpoint: endpoint as Endpoint },
    onRequest: async (request, reply) => {
      if (writes) refuseForeignOrigin(deps.config, request);
      request.actor = await deps.sessions.identify(request, endpoint.name !== 'readUpdates');
      // A window that somebody else signed in beside learns it before it shows anything of theirs.
      if (request.actor) void reply.header('x-account-id', request.actor.accountId);
      // Before any refusal, so that refusals are counted too.
      await deps.limits.count(endpoint, request);
      if (endpoint.access !== 'anonymous' && !request.actor) throw new Refusal('unauthenticated');
      if (writes) requireCsrf(deps, request);
      if (Array.isArray(endpoint.access) && !endpoint.access.includes(request.actor!.role))
        throw new Refusal('role_refused');
    },
    handler: async (request, reply) => {
      const asked = { list: endpoint.name, params: request.params, query: request.query as z.output<Q> };
      const answer = await handle({
        params: request.params as z.output<P>,
        query: withOwnCursor(asked),
        body: request.body as z.output<B>,
        request,
        reply,
        source: sourceOf(request),
      });
      if (endpoint.status === 204) return reply.code(204).send();
      if (answer instanceof Replayed) return reply.code(200).send(answer.value);
      return reply.code(endpoint.status).send(withMarkedCursor(asked, answer));
    },
    onError: async (request, _reply, error) => {
      // Anonymous attempts are counted by the limits instead, or a stranger could fill the audit trail.
      if (!request.actor || !(error instanceof Refusal) || ![403, 404].includes(refusals[error.code])) return;
      const params = request.params as { id?: string } | undefined;
      const subjectId = error.subjectId ?? params?.id;
      const denial = auditDenial(deps, {
        actorId: request.actor.accountId,
        source: sourceOf(request),
        action: endpoint.name,
        ...(subjectId && uuid.test(subjectId) ? { subjectId } : {}),
        detail: { code: error.code },
      });
      // The answer is a refusal either way; Fastify would drop the fault without a trace.
      await denial.catch((fault: Error) => request.log.error({ fault: faultOf(fault) }, 'a denial was not audited'));
    },
  });
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function sourceOf(request: FastifyRequest): Source {
  return { requestId: request.id, address: addressOf(request), sessionId: request.actor?.sessionId ?? null };
}

function schemaOf(endpoint: Endpoint) {
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    tags: [endpoint.path.split('/')[2]!],
    ...(endpoint.params ? { params: endpoint.params } : {}),
    ...(endpoint.query ? { querystring: endpoint.query } : {}),
    ...(endpoint.body ? { body: endpoint.body } : {}),
    response: {
      ...(endpoint.status === 204 ? {} : { [endpoint.status]: endpoint.reply }),
      ...(endpoint.status === 201 ? { 200: endpoint.reply } : {}),
      '4xx': problem,
      '5xx': problem,
    },
  };
}
