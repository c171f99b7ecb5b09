// A route as data: what browser, server, OpenAPI and tests all read from.
import { z } from 'zod';
import type { RefusalCode } from './errors.ts';

export const roles = ['patient', 'clinician', 'admin'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

/** Who may call: anybody, anybody signed in, or only the named roles. */
export type Access = 'anonymous' | 'session' | readonly Role[];

/** Which rate limit counts the call; absent means only the general one. */
export type Limit = 'send' | 'search' | 'register' | 'reset';

export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  readonly name: string;
  readonly summary: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with `:name` placeholders, starting with `/api`. */
  readonly path: string;
  readonly access: Access;
  readonly limit?: Limit;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly reply: Reply;
  /** Status of success; an idempotent create may also answer 200 for a replay. */
  readonly status: 200 | 201 | 204;
  /** Refusals beyond those every endpoint can give (401, 403 csrf, 400, 429). */
  readonly refusals: readonly RefusalCode[];
}

export function endpoint<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Reply extends z.ZodType = z.ZodUndefined,
>(definition: Endpoint<Params, Query, Body, Reply>): Endpoint<Params, Query, Body, Reply> {
  return definition;
}

export type ParamsOf<E> = E extends Endpoint<infer P, infer _Q, infer _B, infer _R> ? z.output<P> : never;
export type BodyOf<E> = E extends Endpoint<infer _P, infer _Q, infer B, infer _R> ? z.output<B> : never;
export type ReplyOf<E> = E extends Endpoint<infer _P, infer _Q, infer _B, infer R> ? z.output<R> : never;
export type QueryInput<E> = E extends Endpoint<infer _P, infer Q, infer _B, infer _R> ? z.input<Q> : never;
export type BodyInput<E> = E extends Endpoint<infer _P, infer _Q, infer B, infer _R> ? z.input<B> : never;
