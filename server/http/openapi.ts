// The contract as OpenAPI at /api/openapi.json, and as pages to read at /api/docs.
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { Endpoint } from '../../contract/endpoint.ts';
import { closeCodes } from '../../contract/events.ts';
import { refusals } from '../../contract/errors.ts';
import type { RefusalCode } from '../../contract/errors.ts';
import type { Config } from '../config.ts';
import { sessionCookie } from './session-reader.ts';

const about = `The whole interface of the pages, and of any other client.

1. \`GET /api/session\` gives a \`csrfToken\`; every write sends it back in the \`x-csrf-token\` header. It changes when you sign in.
2. \`POST /api/session\` signs in and sets the session cookie.
3. \`GET /api/live?after=\` is a WebSocket with the same events as \`GET /api/updates\`; see below.

Every refusal is \`{code, requestId, issues?}\`. Any endpoint can answer \`invalid_input\` and \`malformed_request\` (400), \`unauthenticated\` (401),
\`csrf_invalid\`, \`origin_refused\` and \`role_refused\` (403), \`body_too_large\` (413), \`not_json\` (415), \`rate_limited\` (429, with \`Retry-After\`) and \`overloaded\` (503).

## Live

The WebSocket needs the session cookie and the \`Origin\` of the house. Every frame is one JSON text with a \`type\`; the events are those of \`GET /api/updates\`.

| the server writes | meaning |
|---|---|
| \`hello\` {number, accountId} | first: where you stand. With \`after\`, what was missed comes next |
| \`updates\` {events, number} | events in order; afterwards you stand at \`number\`, which is the next \`after\` |
| \`resync\` {number} | too much was missed: load everything afresh, then go on from \`number\` |
| \`typing\` {conversationId, accountId} | somebody is writing; it means nothing after a few seconds |
| \`pong\` {} | answers \`ping\` |

| you write | meaning |
|---|---|
| \`ack\` {number} | everything up to \`number\` has arrived on this device, never more than you were told |
| \`typing\` {conversationId} | you are writing there |
| \`ping\` {} | is anybody there |

**A message counts as delivered once a device has acknowledged it**: by \`ack\` with the \`number\` of its \`updates\`, by opening the WebSocket or asking
\`GET /api/updates\` with an \`after\` that includes it, or by loading the page of the conversation that shows it. A client that only listens delivers nothing: bytes that were sent may never have arrived.

It closes with ${closeCodes.sessionEnded} when the session is over (sign in again), ${closeCodes.tooSlow} when you read too slowly and ${closeCodes.goingAway} when the server goes away
(both: open it again with your last \`number\`), and ${closeCodes.badFrame} after a frame that is not one of these, or too many in a second (mend the client).`;

const docsPolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  // The one style element that swagger-ui puts in by itself.
  'style-src-elem': ["'self'", "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='"],
  'style-src-attr': ["'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
};

const documentPath = '/api/openapi.json';

/** Before any route is mounted. */
export async function describeApi(app: FastifyInstance, config: Pick<Config, 'secure'>): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Healing Space Messaging', version: '1', description: about },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: sessionCookie(config) } } },
    },
    transform: (route) => {
      const { endpoint } = (route.route.config ?? {}) as { endpoint?: Endpoint };
      if (!endpoint) return { schema: { hide: true }, url: route.url };
      const { schema, url } = jsonSchemaTransform(route);
      return { schema: { ...schema, ...described(endpoint, schema as FastifySchema) } as FastifySchema, url };
    },
    transformObject: jsonSchemaTransformObject,
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: docsPolicy,
    uiConfig: { url: documentPath, validatorUrl: null, deepLinking: true, docExpansion: 'list' },
    // The library's own copies of the document are made anew for whoever asks.
    uiHooks: {
      onRequest: ({ routeOptions }, reply, next) => {
        if (/\/(json|yaml)$/.test(routeOptions.url ?? '')) reply.redirect(documentPath);
        else next();
      },
    },
    logo: { type: 'image/svg+xml', content: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
    theme: { title: 'Healing Space API' },
  });
  // Half a megabyte: written once, or a few hundred who ask for it would stop the house.
  let document: string | undefined;
  app.get(documentPath, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send((document ??= JSON.stringify(app.swagger()))),
  );
}

function described(endpoint: Endpoint, { response = {} }: FastifySchema) {
  const codes = endpoint.refusals.map((code: RefusalCode) => `\`${code}\` (${refusals[code]})`);
  const roles = Array.isArray(endpoint.access) ? `Only for ${endpoint.access.join(' and ')}. ` : '';
  const done = endpoint.status === 204 ? { 204: { description: 'Done', type: 'null' } } : {};
  return {
    description: `${roles}${codes.length > 0 ? `Refuses with ${codes.join(', ')}.` : ''}`,
    security: endpoint.access === 'anonymous' ? [] : [{ session: [] }],
    response: { ...done, ...(response as object) },
    ...(endpoint.method === 'GET'
      ? {}
      : {
          headers: {
            type: 'object',
            required: ['x-csrf-token'],
            properties: { 'x-csrf-token': { type: 'string', description: 'From GET /api/session' } },
          },
        }),
  };
}
