// The address a request came from, as the database can keep it.
import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** Without the zone of a link-local address; null when a proxy gave something that is no address. */
export function addressOf(request: Pick<FastifyRequest, 'ip'>): string | null {
  const address = request.ip.replace(/%.*$/, '');
  return isIP(address) ? address : null;
}
