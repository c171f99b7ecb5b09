// Security headers on every answer: nothing may be framed, sniffed, cached or told to other sites; pages loosen only what they need.
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';

const closed = "default-src 'none'; frame-ancestors 'none'";

/** For what is answered before or beside the hooks below. */
export const leastHeaders = {
  'content-security-policy': closed,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const;

/** Scripts and styles from our own files only; the pages carry neither in themselves. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export async function secureHeaders(app: FastifyInstance, config: Pick<Config, 'secure'>): Promise<void> {
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    hsts: config.secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
  app.addHook('onRequest', async (_request, reply) => {
    void reply.header('content-security-policy', closed).header('cache-control', 'no-store');
    void reply.header('permissions-policy', 'camera=(), geolocation=(), payment=(), usb=()');
  });
}
