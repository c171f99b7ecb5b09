// The only fetch of the pages: typed by the contract, checked before it leaves, and patient with an ended session.
import type { z } from 'zod';
import type { BodyInput, Endpoint, ParamsOf, QueryInput, ReplyOf } from '../../contract/endpoint.ts';
import { problem } from '../../contract/errors.ts';
import { readSession } from '../../contract/accounts.ts';
import { Refusal, Unreachable } from './refusal.ts';
import { csrf, expired, isMine, keepSession, leave, signedIn } from './session.ts';

type Part<Name extends string, T> = [T] extends [undefined] ? unknown : { [K in Name]: T };
// An endpoint's schemas are read and written by its type parameters: nothing narrower takes them all.
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyEndpoint = Endpoint<any, any, any, any>;
export type InputOf<E> = Part<'params', ParamsOf<E>> &
  Part<'query', QueryInput<E>> &
  Part<'body', BodyInput<E>> & { signal?: AbortSignal };

interface Loose {
  params?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  signal?: AbortSignal;
}

/** Longest silence before a call counts as unanswered, in milliseconds. */
export const patience = 20_000;

/** The newest change under way at each address. */
const underWay = new Map<string, { asks: string; answer: Promise<unknown> }>();

/**
 * A change that is asked for again while it is under way, as by a double click, is sent once and answered twice.
 * @throws Refusal when the server says no, Unreachable when it says nothing.
 */
export async function call<E extends AnyEndpoint>(endpoint: E, input: InputOf<E>): Promise<ReplyOf<E>> {
  const { params = {}, query = {}, body, signal } = input as Loose;
  const url = address(endpoint.path, params, query);
  const content = endpoint.body ? JSON.stringify(checked(endpoint.body, body)) : undefined;
  if (endpoint.method === 'GET' || signal) return answered(endpoint, url, content, signal);
  const asks = `${endpoint.method} ${content}`;
  const same = underWay.get(url);
  if (same?.asks === asks) return same.answer as Promise<ReplyOf<E>>;
  const answer = answered(endpoint, url, content, signal);
  underWay.set(url, { asks, answer });
  try {
    return await answer;
  } finally {
    if (underWay.get(url)?.answer === answer) underWay.delete(url);
  }
}

async function answered<E extends AnyEndpoint>(
  endpoint: E,
  url: string,
  content: string | undefined,
  signal: AbortSignal | undefined,
): Promise<ReplyOf<E>> {
  let renewedToken = false;
  for (;;) {
    const answer = await ask(endpoint.method, url, content, signal);
    const whose = answer.headers.get('x-account-id');
    if (whose && !isMine(whose)) {
      leave();
      return new Promise(() => {}); // Nothing of somebody else's is shown in the moment until the window has gone.
    }
    if (answer.ok) return (answer.status === 204 ? undefined : await bodyOf(answer)) as ReplyOf<E>;
    const refusal = await refusalOf(answer);
    if (refusal.code === 'csrf_invalid' && !renewedToken) {
      renewedToken = true;
      const now = await call(readSession, {});
      keepSession(now);
      // The window is about to be left; this call must not be repeated as somebody else.
      if (now.account && !isMine(now.account.id)) throw refusal;
    } else if (refusal.code === 'unauthenticated' && signedIn()) {
      await expired();
    } else {
      throw refusal;
    }
  }
}

/** Where a call goes. */
export function address(path: string, params: Record<string, string>, query: NonNullable<Loose['query']>): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size > 0 ? `${filled}?${search}` : filled;
}

function checked(schema: z.ZodType, body: unknown): unknown {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw new Refusal({ code: 'invalid_input', requestId: '', issues });
}

async function ask(
  method: string,
  url: string,
  content: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const headers = new Headers();
  if (content !== undefined) headers.set('content-type', 'application/json');
  if (method !== 'GET') headers.set('x-csrf-token', csrf());
  const tooLong = AbortSignal.timeout(patience);
  try {
    return await fetch(url, {
      method,
      headers,
      signal: signal ? AbortSignal.any([signal, tooLong]) : tooLong,
      ...(content !== undefined && { body: content }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unreachable('no answer', { cause: error });
  }
}

async function bodyOf(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch (error) {
    throw new Unreachable('the answer broke off', { cause: error });
  }
}

export async function refusalOf(answer: Response): Promise<Refusal> {
  const parsed = problem.safeParse(await answer.json().catch(() => null));
  // A gateway in between speaks for a server that is away.
  if (!parsed.success && answer.status >= 502) throw new Unreachable(`answered ${answer.status}`);
  const retryAfter = Number(answer.headers.get('retry-after') ?? Number.NaN);
  return new Refusal(
    parsed.success ? parsed.data : { code: 'internal_error', requestId: answer.headers.get('x-request-id') ?? '' },
    Number.isFinite(retryAfter) ? retryAfter : null,
  );
}
