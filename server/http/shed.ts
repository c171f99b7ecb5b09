// Refuses what there is no room for before anything is parsed or looked up: under a flood, refusing must cost next to nothing.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { FastifyServerFactory } from 'fastify';
import { Refusal } from '../refusal.ts';
import { leastHeaders } from './headers.ts';

type Matches = (method: string, path: string) => boolean;

/** Requests of one kind that may be answered at the same time. */
interface Room {
  readonly matches: Matches;
  readonly most: number;
  /** After one had to be refused, until none was for a second: who is let in then must not wait long. */
  readonly mostUnderPressure: number;
  /** Called when the first is refused: who was let in and has not begun may be refused as well. */
  readonly onPressure: () => void;
}

export interface Hold {
  /** How many may be answered at the same time, at this moment. */
  mostNow(): number;
  /** Counted, and to be thrown, for one that was let in and has to go after all. */
  refusal(): Refusal;
}

const pressureMs = 1_000;
const retryAfter = 1;
/** A connection on which nothing moves for so long is closed: an answer that nobody reads must not be kept. */
const stalledMs = 120_000;
/** A request that has not arrived whole by then loses its place: a few who never finish must not keep everybody out. */
const arrivesWithinMs = 1_000;

export interface Shed {
  readonly serverFactory: FastifyServerFactory;
  /** From now on a request for which `full` holds is answered 503 with `Retry-After`. It is asked for every request: keep it quick. */
  refuseWhile(full: Matches): void;
  /** From now on requests that match are answered 503 with `Retry-After` while so many are being answered already. */
  hold(room: Room): Hold;
  /** From now on every request is refused and its connection closed: the process is about to end. */
  end(): void;
  /** Requests refused so far. */
  refused(): number;
}

type Held = Room & { inside: number; pressureUntil: number };

const mostNow = ({ most, mostUnderPressure, pressureUntil }: Held) =>
  performance.now() < pressureUntil ? mostUnderPressure : most;

export function createShed(): Shed {
  const reasons: Matches[] = [];
  const rooms: Held[] = [];
  let refused = 0;
  let ending = false;

  /** Whether there is room, which is taken until the answer has ended, or while the request is still on its way, for a moment. */
  function enter(method: string, path: string, request: http.IncomingMessage, response: http.ServerResponse): boolean {
    const room = rooms.find(({ matches }) => matches(method, path));
    if (!room) return true;
    const now = performance.now();
    if (room.inside >= mostNow(room)) {
      const begins = now >= room.pressureUntil;
      room.pressureUntil = now + pressureMs;
      if (begins) room.onPressure();
      return false;
    }
    room.inside += 1;
    let holds = true;
    const leave = () => {
      clearTimeout(arriving);
      if (holds) room.inside -= 1;
      holds = false;
    };
    const arriving = setTimeout(() => {
      if (!request.complete) leave();
    }, arrivesWithinMs);
    response.once('close', leave);
    return true;
  }

  return {
    serverFactory(handler, options) {
      const server = http.createServer(options as http.ServerOptions, (request, response) => {
        const { method = '', url = '' } = request;
        const path = url.includes('?') ? url.slice(0, url.indexOf('?')) : url;
        if (!ending && !reasons.some((full) => full(method, path)) && enter(method, path, request, response)) {
          handler(request, response);
          return;
        }
        refused += 1;
        const answer = JSON.stringify({ code: 'overloaded', requestId: randomUUID() });
        response.writeHead(503, {
          'content-type': 'application/json; charset=utf-8',
          'content-length': answer.length,
          ...leastHeaders,
          'retry-after': String(retryAfter),
          ...(ending ? { connection: 'close' } : {}),
        });
        response.end(answer);
      });
      server.timeout = stalledMs;
      return server;
    },
    refuseWhile: (full) => void reasons.push(full),
    hold(room) {
      const held = { ...room, inside: 0, pressureUntil: 0 };
      rooms.push(held);
      return {
        mostNow: () => mostNow(held),
        refusal() {
          refused += 1;
          return new Refusal('overloaded', { retryAfter });
        },
      };
    },
    end: () => void (ending = true),
    refused: () => refused,
  };
}
