// Refuses what there is no room for before anything is parsed or looked up: under a flood, refusing must cost next to nothing.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { FastifyServerFactory } from 'fastify';

type Full = (method: string, path: string) => boolean;

export interface Shed {
  readonly serverFactory: FastifyServerFactory;
  /** From now on a request for which `full` holds is answered 503 with `Retry-After`. It is asked for every request: keep it quick. */
  refuseWhile(full: Full): void;
  /** Requests refused so far. */
  refused(): number;
}

export function createShed(): Shed {
  const reasons: Full[] = [];
  let refused = 0;
  return {
    serverFactory: (handler, options) =>
      http.createServer(options as http.ServerOptions, (request, response) => {
        const { method = '', url = '' } = request;
        const path = url.includes('?') ? url.slice(0, url.indexOf('?')) : url;
        if (!reasons.some((full) => full(method, path))) {
          handler(request, response);
          return;
        }
        refused += 1;
        response.writeHead(503, {
          'content-type': 'application/json; charset=utf-8',
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
          'retry-after': '1',
        });
        response.end(JSON.stringify({ code: 'overloaded', requestId: randomUUID() }));
      }),
    refuseWhile: (full) => void reasons.push(full),
    refused: () => refused,
  };
}
