// Refuses writes and live connections that a foreign web page started.
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { Refusal } from '../refusal.ts';

/**
 * Browsers always send Origin with a write and with a WebSocket upgrade, so one that is present must be ours.
 * Programs that are not browsers send none and are held by the session and the CSRF token alone.
 */
export function refuseForeignOrigin(config: Pick<Config, 'publicUrl'>, request: FastifyRequest): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  const own = config.publicUrl ? new URL(config.publicUrl).origin : `${request.protocol}://${request.host}`;
  if (origin !== own) throw new Refusal('origin_refused');
}
