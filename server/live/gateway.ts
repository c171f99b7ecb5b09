// The windows open in this process: hands every published event once, in order, to those who may see it now.
import { LRUCache } from 'lru-cache';
import type { WebSocket } from 'ws';
import { closeCodes } from '../../contract/events.ts';
import type { Actor } from '../actor.ts';
import { acknowledge } from '../features/messages/acknowledge.ts';
import { findOtherMembers, findTypingAudience } from '../features/messages/find-typing-audience.ts';
import { findLastingSessions } from '../features/sessions/find-lasting-sessions.ts';
import { faultOf } from '../http/answers.ts';
import type { HttpDeps } from '../http/mount.ts';
import { oneAtATime } from '../outbox/one-at-a-time.ts';
import { batchSize, findPublishedExtent, findPublishedFrom, nameOf, skipNumbers } from '../outbox/published.ts';
import { Batch, Connection } from './connection.ts';
import type { Heard } from './connection.ts';
import { detailsOf } from './facts.ts';
import { findMissed, renderFor, widestSpan } from './missed.ts';

type NamedRow = Awaited<ReturnType<typeof findPublishedFrom>>[number];

export interface Gateway {
  /** Learns where the installation stands. */
  start(): Promise<void>;
  /** Opens a window that has everything up to `after`, or nothing yet. */
  join(socket: WebSocket, actor: Actor, after: number | undefined): Promise<void>;
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
/** Milliseconds in which acknowledgements gather: each set of them costs a commit. */
const gatheringMs = 20;

export function createGateway(
  deps: HttpDeps,
  tellTyping: (conversationId: string, accountId: string) => void,
): Gateway {
  const connections = new Set<Connection>();
  const byAccount = new Map<string, Connection[]>();
  // A request may have been let in just before its session ended, and join just after.
  const endedSessions = new LRUCache<string, true>({ max: 10_000, ttl: 60_000 });
  /** Events up to here are not going to be handed to a window that joins now. */
  let handed = 0;
  /** Which row had that number. */
  let last: string | undefined;
  /** Events up to here were handed to every window that they concern. */
  let complete = 0;

  function leave(connection: Connection): void {
    if (!connections.delete(connection)) return;
    const rest = byAccount.get(connection.accountId)!.filter((other) => other !== connection);
    if (rest.length > 0) byAccount.set(connection.accountId, rest);
    else byAccount.delete(connection.accountId);
  }

  function end(connection: Connection): void {
    connection.close(closeCodes.sessionEnded);
    leave(connection);
  }

  function endSession(sessionId: string): void {
    endedSessions.set(sessionId, true);
    deps.sessions.forget(sessionId);
    for (const connection of connections) if (connection.sessionId === sessionId) end(connection);
  }

  /** Costs what the rows and their readers cost, however many other windows are open. */
  async function handOn(rows: readonly NamedRow[]): Promise<void> {
    const before = handed;
    const { number } = rows.at(-1)!;
    for (const { detail } of detailsOf(rows, 'session.ended')) endSession(detail.sessionId);
    // From here on whoever joins stands after these rows, drops them, and catches up by itself.
    handed = number;
    try {
      for (const [accountId, events] of await renderFor(deps, rows, byAccount)) {
        const batch = new Batch(events, number);
        for (const connection of byAccount.get(accountId) ?? []) connection.deliver(batch);
      }
      complete = number;
      last = nameOf(rows.at(-1)!);
    } catch (error) {
      // Nobody got anything; the next round tries again, and windows drop what they caught up with meanwhile.
      handed = before;
      throw error;
    }
  }

  async function stand(): Promise<void> {
    handed = complete = (await findPublishedExtent(deps.db)).newest;
    const newest = (await findPublishedFrom(deps.db, handed)).find(({ number }) => number === handed);
    last = newest && nameOf(newest);
  }

  /** A server took over that lacks the end of what was handed on here, and gives the same numbers to other events. */
  async function beginAnew(): Promise<void> {
    // Whoever comes back with a number from before is then too far behind for any of them to mean something.
    await skipNumbers(deps.db, 5 * widestSpan);
    await stand();
    for (const connection of connections) connection.beginAnew(handed);
  }

  const advance = oneAtATime(async () => {
    try {
      for (;;) {
        const found = await findPublishedFrom(deps.db, handed);
        const isOurs = last === undefined || (found[0]?.number === handed && nameOf(found[0]) === last);
        if (!isOurs) return await beginAnew();
        const rows = found.filter(({ number }) => number > handed);
        if (rows.length > 0) await handOn(rows);
        if (found.length < batchSize) return;
      }
    } catch (error) {
      deps.log.error({ fault: faultOf(error as Error) }, 'events could not be handed on');
    }
  });

  const attempt = (what: string, work: Promise<unknown>) =>
    work.catch((error: Error) => deps.log.error({ fault: faultOf(error) }, `${what} failed`));

  let acknowledged = new Map<string, number>();
  let gathering: NodeJS.Timeout | undefined;
  const acknowledgeGathered = oneAtATime(async () => {
    const gathered = acknowledged;
    acknowledged = new Map();
    if (gathered.size > 0) await attempt('acknowledging', acknowledge(deps, gathered));
  });

  const heard: Heard = {
    ack({ accountId }, number) {
      acknowledged.set(accountId, Math.max(number, acknowledged.get(accountId) ?? 0));
      gathering ??= setTimeout(() => {
        gathering = undefined;
        void acknowledgeGathered();
      }, gatheringMs);
    },
    typing(from, conversationId) {
      void attempt('telling of typing', tell(from, conversationId));
    },
  };

  async function tell(from: Connection, conversationId: string): Promise<void> {
    const { accountId } = from;
    const accountIds = await findTypingAudience(deps, from, conversationId);
    if (accountIds.length === 0 || !connections.has(from)) return;
    showTyping(conversationId, accountId, accountIds);
    tellTyping(conversationId, accountId);
  }

  function showTyping(conversationId: string, accountId: string, to: readonly string[]): void {
    for (const id of to) for (const connection of byAccount.get(id) ?? []) connection.typing(conversationId, accountId);
  }

  async function begin(connection: Connection, after: number | undefined): Promise<void> {
    if (after === undefined) return connection.start(handed, null);
    const { accountId } = connection;
    const { events, number } = await findMissed(deps, accountId, after);
    if (!events) return connection.start(number, 'afresh');
    connection.start(after, new Batch(events, number));
    heard.ack(connection, after);
  }

  return {
    start: stand,
    async join(socket, actor, after) {
      const connection = new Connection(socket, actor, Math.floor(Math.random() * beatSlots), heard);
      connections.add(connection);
      byAccount.set(actor.accountId, [...(byAccount.get(actor.accountId) ?? []), connection]);
      socket.once('close', () => leave(connection));
      if (endedSessions.has(actor.sessionId)) return endSession(actor.sessionId);
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
      const due = [...connections].filter((connection) => slot === undefined || connection.slot === slot);
      if (due.length === 0) return;
      for (const connection of due) connection.beat(complete);
      const open = findLastingSessions(
        deps,
        due.map((connection) => connection.sessionId),
      );
      await attempt(
        'checking sessions',
        open.then((ids) => due.filter(({ sessionId }) => !ids.has(sessionId)).forEach(end)),
      );
    },
    windows: () => connections.size,
    windowsOf: (accountId) => byAccount.get(accountId)?.length ?? 0,
    async close() {
      const open = [...connections];
      for (const connection of open) connection.close(closeCodes.goingAway);
      await Promise.all(open.map((connection) => connection.closed()));
      clearTimeout(gathering);
      await acknowledgeGathered();
    },
  };
}
