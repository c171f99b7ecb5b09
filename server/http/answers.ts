// Turns whatever was thrown into the one shape of error answer; nothing of the inside reaches a client or, as text, a log.
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Problem } from '../../contract/errors.ts';
import { refusals } from '../../contract/errors.ts';
import type { HelpLines } from '../../contract/help-lines.ts';
import { isUnavailable } from '../db/unavailable.ts';
import { leastHeaders } from './headers.ts';
import { Refusal } from '../refusal.ts';
import { isPageVisit, sendHelpPage } from './help-page.ts';

export function answerErrors(app: FastifyInstance, lines: HelpLines | undefined): void {
  app.setNotFoundHandler((request, reply) =>
    isPageVisit(request) ? sendHelpPage(reply, lines, true) : answer(reply, new Refusal('not_found')),
  );
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = refusalFrom(error);
    if (refusal !== error && (refusal.code === 'internal_error' || refusal.code === 'overloaded')) {
      request.log.error({ fault: faultOf(error) }, 'a request failed');
    }
    return answer(reply, refusal);
  });
}

/** For faults found before a route is chosen, such as an address that is not one. */
export const answerFrameworkError = (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) =>
  void answer(reply.headers(leastHeaders), refusalFrom(error));

/** For what is not HTTP at all, or has headers of more than 16 KiB; there is no request to answer then. */
export function answerClientError(this: FastifyInstance, error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const body = JSON.stringify({ code: 'malformed_request', requestId: randomUUID() } satisfies Problem);
  const headers = Object.entries({
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    ...leastHeaders,
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 400 Bad Request\r\n${headers.join('')}\r\n${body}`);
}

function answer(reply: FastifyReply, refusal: Refusal) {
  if (refusal.retryAfter !== undefined) void reply.header('retry-after', String(refusal.retryAfter));
  const body: Problem = {
    code: refusal.code,
    requestId: reply.request.id,
    ...(refusal.issues ? { issues: refusal.issues } : {}),
  };
  return reply
    .code(refusals[refusal.code])
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(body);
}

export function refusalFrom(error: FastifyError): Refusal {
  if (error instanceof Refusal) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation.map((issue) => ({
      path: [error.validationContext, ...issue.instancePath.split('/').slice(1)].filter(Boolean).join('.'),
      message: issue.message ?? 'is not valid',
    }));
    return new Refusal('invalid_input', { issues });
  }
  if (error.statusCode === 413) return new Refusal('body_too_large');
  if (error.statusCode === 415) return new Refusal('not_json');
  if (error.statusCode === 404) return new Refusal('not_found');
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return new Refusal('malformed_request');
  if (isUnavailable(error)) return new Refusal('overloaded', { retryAfter: 2 });
  return new Refusal('internal_error');
}

/** What may be logged of an error: its kind and where it came from, never its message, which may quote values. */
export function faultOf(error: Error & { code?: string }) {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.name, code: error.code, frames: frames.slice(0, 8).map((line) => line.trim()) };
}
