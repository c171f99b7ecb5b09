// The windows open in this process: hands every published event once, in order, to those who may see it now.
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { WebSocket } from 'ws';
import { closeCodes } from '../../contract/events.ts';
import { acknowledge } from '../features/messages/acknowledge.ts';
import { findOtherMembers, findTypingAudience } from '../features/messages/find-typing-audience.ts';
import { faultOf } from '../http/answers.ts';
import type { HttpDeps } from '../http/mount.ts';
import { oneAtATime } from '../outbox/one-at-a-time.ts';
import { batchSize, findPublishedAfter, findPublishedExtent } from '../outbox/published.ts';
import type { PublishedRow } from '../outbox/published.ts';
import { Batch, Connection } from './connection.ts';
import { detailsOf } from './facts.ts';
import { findMissed, renderFor } from './missed.ts';

export interface Gateway {
  /** Learns where the installation stands. */
  start(): Promise<void>;
  /** Opens a window that has everything up to `after`, or nothing yet. */
  join(socket: WebSocket, request: FastifyRequest, after: number | undefined): Promise<void>;
  /** Hands on what was published since the last time. Never rejects. */
  advance(): Promise<void>;
  /** Somebody in another process is writing. */
  hearTyping(conversationId: string, accountId: string): Promise<void>;
  /** Pings the windows of a slot, or all, and closes those whose session is over. */
  beat(slot?: number): Promise<void>;
  windows(): number;
  windowsOf(accountId: string): number;
  /** Closes all windows and waits until they are gone. */
  close(): Promise<void>;
}

/** Windows are spread over this many slots, so that the work of a beat is spread over as many seconds. */
export const beatSlots = 25;

export function createGateway(
  deps: HttpDeps,
  tellTyping: (conversationId: string, accountId: string) => void,
): Gateway {
  const connections = new Map<Connection, { slot: number; gone: Promise<unknown> }>();
  const byAccount = new Map<string, Set<Connection>>();
  // A request may have been let in just before its session ended, and join just after.
  const endedSessions = new LRUCache<string, true>({ max: 10_000, ttl: 60_000 });
  /** Events up to here are not going to be handed to a window that joins now. */
  let handed = 0;

  function leave(connection: Connection): void {
    connections.delete(connection);
    const own = byAccount.get(connection.actor.accountId);
    own?.delete(connection);
    if (own?.size === 0) byAccount.delete(connection.actor.accountId);
  }

  function endSession(sessionId: string): void {
    endedSessions.set(sessionId, true);
    deps.sessions.forget(sessionId);
    for (const connection of connections.keys()) {
      if (connection.actor.sessionId !== sessionId) continue;
      connection.close(closeCodes.sessionEnded);
      leave(connection);
    }
  }

  async function handOn(rows: readonly PublishedRow[]): Promise<void> {
    const before = handed;
    const number = rows.at(-1)!.number;
    for (const { detail } of detailsOf(rows, 'session.ended')) endSession(detail.sessionId);
    // From here to the next line that waits: whoever joins later stands after these rows and catches up by itself.
    handed = number;
    const present = new Map([...byAccount].map(([accountId, own]) => [accountId, [...own]]));
    try {
      const events = await renderFor(deps, rows, new Set(present.keys()));
      for (const [accountId, own] of present) {
        const batch = new Batch(events.get(accountId) ?? [], number);
        for (const connection of own) if (connections.has(connection)) connection.deliver(batch);
      }
    } catch (error) {
      // Nobody got anything; the next round tries again, and windows drop what they caught up with meanwhile.
      handed = before;
      throw error;
    }
  }

  const advance = oneAtATime(async () => {
    try {
      for (;;) {
        const rows = await findPublishedAfter(deps.db, handed);
        if (rows.length > 0) await handOn(rows);
        if (rows.length < batchSize) return;
      }
    } catch (error) {
      deps.log.error({ fault: faultOf(error as Error) }, 'events could not be handed on');
    }
  });

  const attempt = (what: string, work: Promise<unknown>) =>
    work.catch((error: Error) => deps.log.error({ fault: faultOf(error) }, `${what} failed`));

  function listen(connection: () => Connection) {
    let upTo = 0;
    const acknowledging = oneAtATime(() => acknowledge(deps, connection().actor.accountId, upTo));
    return {
      ack(number: number) {
        upTo = number;
        void attempt('acknowledging', acknowledging());
      },
      typing(conversationId: string) {
        void attempt('telling of typing', tell(connection(), conversationId));
      },
    };
  }

  async function tell(from: Connection, conversationId: string): Promise<void> {
    const { actor } = from;
    const accountIds = await findTypingAudience(deps, actor, conversationId);
    if (accountIds.length === 0 || !connections.has(from)) return;
    showTyping(conversationId, actor.accountId, accountIds);
    tellTyping(conversationId, actor.accountId);
  }

  function showTyping(conversationId: string, accountId: string, to: readonly string[]): void {
    for (const id of to) for (const connection of byAccount.get(id) ?? []) connection.typing(conversationId, accountId);
  }

  async function begin(connection: Connection, after: number | undefined): Promise<void> {
    if (after === undefined) return connection.start(handed, null);
    const { events, number } = await findMissed(deps, connection.actor.accountId, after);
    if (!events) return connection.start(number, 'afresh');
    connection.start(after, new Batch(events, number));
    await acknowledge(deps, connection.actor.accountId, after);
  }

  async function check(connection: Connection): Promise<void> {
    connection.beat();
    const actor = await deps.sessions.identify(connection.request, false);
    if (actor?.sessionId === connection.actor.sessionId) return;
    connection.close(closeCodes.sessionEnded);
    leave(connection);
  }

  return {
    async start() {
      handed = (await findPublishedExtent(deps.db)).newest;
    },
    async join(socket, request, after) {
      const connection: Connection = new Connection(
        socket,
        request,
        listen(() => connection),
      );
      const gone = new Promise<unknown>((resolve) => socket.once('close', resolve));
      connections.set(connection, { slot: Math.floor(Math.random() * beatSlots), gone });
      const { accountId, sessionId } = connection.actor;
      byAccount.set(accountId, (byAccount.get(accountId) ?? new Set()).add(connection));
      void gone.then(() => leave(connection));
      if (endedSessions.has(sessionId)) return endSession(sessionId);
      await begin(connection, after).catch((error: Error) => {
        deps.log.error({ fault: faultOf(error) }, 'a window could not be opened');
        connection.close(closeCodes.goingAway);
      });
    },
    advance,
    async hearTyping(conversationId, accountId) {
      if (connections.size === 0) return;
      const work = findOtherMembers(deps, accountId, conversationId);
      await attempt(
        'telling of typing',
        work.then((to) => showTyping(conversationId, accountId, to)),
      );
    },
    async beat(slot) {
      const due = [...connections].filter(([, entry]) => slot === undefined || entry.slot === slot);
      await Promise.all(due.map(([connection]) => attempt('checking a session', check(connection))));
    },
    windows: () => connections.size,
    windowsOf: (accountId) => byAccount.get(accountId)?.size ?? 0,
    async close() {
      const open = [...connections];
      for (const [connection] of open) connection.close(closeCodes.goingAway);
      await Promise.all(open.map(([, entry]) => entry.gone));
    },
  };
}
