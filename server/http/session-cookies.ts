// The two cookies of somebody who signed in: the session, and the device that the sign-in throttle knows again.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import { sessionCookie } from './session-reader.ts';

const deviceCookie = (config: Pick<Config, 'secure'>) => (config.secure ? '__Host-hsm_device' : 'hsm_device');
const deviceSeconds = 365 * 86_400;

const options = (config: Config) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure: config.secure }) as const;

/** Gives the browser its session, and a device id that is good for this account only. */
export function setSessionCookies(
  deps: Pick<Deps, 'config' | 'keys'>,
  reply: FastifyReply,
  given: { token: string; accountId: string },
): void {
  void reply.setCookie(sessionCookie(deps.config), given.token, {
    ...options(deps.config),
    maxAge: Math.floor(deps.config.sessionMs / 1_000),
  });
  const existing = deviceOf(deps, reply.request, given.accountId);
  const device = existing ?? randomBytes(18).toString('base64url');
  void reply.setCookie(deviceCookie(deps.config), `${device}.${seal(deps, device, given.accountId)}`, {
    ...options(deps.config),
    maxAge: deviceSeconds,
  });
}

export function clearSessionCookie(deps: Pick<Deps, 'config'>, reply: FastifyReply): void {
  void reply.clearCookie(sessionCookie(deps.config), options(deps.config));
}

/** Id of the asking device when it signed in to this account before, otherwise null. */
export function deviceOf(
  deps: Pick<Deps, 'config' | 'keys'>,
  request: FastifyRequest,
  accountId: string,
): string | null {
  const [device = '', mac = ''] = (request.cookies[deviceCookie(deps.config)] ?? '').split('.');
  const given = Buffer.from(mac);
  const expected = Buffer.from(seal(deps, device, accountId));
  return given.length === expected.length && timingSafeEqual(given, expected) ? device : null;
}

const seal = (deps: Pick<Deps, 'keys'>, device: string, accountId: string) =>
  createHmac('sha256', deps.keys.throttle).update(`device:${accountId}:${device}`).digest('base64url');
