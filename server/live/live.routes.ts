// GET /api/live (WebSocket) and GET /api/updates (polling), and the relay and bus behind them.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebsocketPluginOptions } from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { eventNumber, readUpdates } from '../../contract/events.ts';
import { reportWindows } from '../features/analytics/report-windows.ts';
import { acknowledge } from '../features/messages/acknowledge.ts';
import { faultOf } from '../http/answers.ts';
import { mount } from '../http/mount.ts';
import type { HttpDeps } from '../http/mount.ts';
import { refuseForeignOrigin } from '../http/origin.ts';
import { findPublishedExtent } from '../outbox/published.ts';
import { createRelay } from '../outbox/relay.ts';
import { Refusal } from '../refusal.ts';
import { createBus } from './bus.ts';
import { beatSlots, createGateway } from './gateway.ts';
import { findMissed } from './missed.ts';

const mostWindows = 20;
/** Of slots that pass one a second. */
const reportEverySlots = 5;

/** For operators: plain numbers of this process. */
export interface Live {
  windows(): number;
  /** Milliseconds between commit and publishing of the oldest event in the last round that had any. */
  relayLagMs(): number;
  /** Pings every window and checks its session now. */
  beat(): Promise<void>;
}

declare module 'fastify' {
  interface FastifyInstance {
    live: Live;
  }
}

/** Register the plugin with these before any route, so that upgrades anywhere else are refused. */
export const webSocketOptions: WebsocketPluginOptions = {
  options: { maxPayload: 16 * 1024, perMessageDeflate: false },
  errorHandler(error, socket, request) {
    request.log.debug({ fault: faultOf(error) }, 'a live connection failed');
    socket.terminate();
  },
  // The gateway closes its windows itself, with a reason.
  preClose: (done) => done(),
};

/** A window outlives its request by hours: takes off the socket what would keep the request and its answer in memory. */
function letGo(socket: WebSocket, { socket: stream }: IncomingMessage): void {
  const { _httpMessage: answer } = stream as typeof stream & { _httpMessage?: ServerResponse };
  answer?.detachSocket(stream);
  socket.removeAllListeners('error');
  // A close follows.
  socket.on('error', () => socket.terminate());
}

export function liveRoutes(app: FastifyInstance, deps: HttpDeps): void {
  const gateway = createGateway(deps, (conversationId, accountId) =>
    bus.tell({ type: 'typing', conversationId, accountId }),
  );
  const bus = createBus(deps, (notice) => {
    if (notice.type === 'published') void gateway.advance();
    else void gateway.hearTyping(notice.conversationId, notice.accountId);
  });
  const relay = createRelay(deps, async (published) => {
    if (published) bus.tell({ type: 'published' });
    await gateway.advance();
  });
  app.decorate('live', {
    windows: () => gateway.windows(),
    relayLagMs: () => relay.lagMs(),
    beat: () => gateway.beat(),
  });

  app.route<{ Querystring: { after?: number } }>({
    method: 'GET',
    url: '/api/live',
    schema: { hide: true, querystring: z.object({ after: eventNumber.optional() }) },
    onRequest: async (request) => {
      refuseForeignOrigin(deps.config, request);
      request.actor = await deps.sessions.identify(request, false);
      if (!request.actor) throw new Refusal('unauthenticated');
      await deps.limits.count(readUpdates, request);
      if (gateway.windowsOf(request.actor.accountId) >= mostWindows)
        throw new Refusal('rate_limited', { retryAfter: 10 });
    },
    handler: () => {
      throw new Refusal('not_found');
    },
    wsHandler: (socket: WebSocket, request) => {
      const { actor, query, raw } = request;
      letGo(socket, raw);
      return gateway.join(socket, actor!, query.after);
    },
  });

  mount(app, deps, readUpdates, async ({ actor, query }) => {
    if (query.after === undefined)
      return { events: [], number: (await findPublishedExtent(deps.db)).newest, resync: false };
    const { events, number } = await findMissed(deps, actor.accountId, query.after);
    if (!events) return { events: [], number, resync: true };
    await acknowledge(deps, new Map([[actor.accountId, query.after]]));
    return { events, number, resync: false };
  });

  const report = () =>
    reportWindows(deps, gateway.windows()).catch((error: Error) => {
      deps.log.error({ fault: faultOf(error) }, 'the number of windows could not be told');
    });

  let slot = 0;
  let beating: NodeJS.Timeout | undefined;
  app.addHook('onReady', async () => {
    await gateway.start();
    bus.start();
    relay.start();
    beating = setInterval(() => {
      slot = (slot + 1) % beatSlots;
      void gateway.beat(slot);
      if (slot % reportEverySlots === 0) void report();
    }, 1_000);
  });
  app.addHook('preClose', async () => {
    clearInterval(beating);
    await Promise.all([gateway.close(), relay.stop(), bus.stop()]);
  });
}
