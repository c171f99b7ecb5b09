// The only WebSocket: keeps a window standing at a number, catches up after every gap, and polls where sockets are refused.
import { clientFrame, closeCodes, readUpdates } from '../../contract/events.ts';
import type { ClientFrame, LiveEvent, ServerFrame } from '../../contract/events.ts';
import { readSession } from '../../contract/accounts.ts';
import { call } from '../api/call.ts';
import { expired, isMine, keepSession, leave } from '../api/session.ts';

export type LiveStatus = 'connecting' | 'live' | 'polling' | 'offline';

export interface LiveListener {
  events(events: readonly LiveEvent[]): void;
  resync(): void;
  typing(conversationId: string, accountId: string): void;
  status(status: LiveStatus): void;
}

export interface Live {
  /** Tells the others that this person is writing; only while a socket is open. */
  typing(conversationId: string): void;
  stop(): void;
}

// Milliseconds.
const pingEvery = 20_000;
const pongWithin = 5_000;
const longestWait = 5_000;
const pollEvery = 2_000;
const socketAgainAfter = 60_000;
const refusalsBeforePolling = 2;

/** Opens the connection of this window, which holds everything up to `number`. */
export function openLive(startAt: number, listener: LiveListener): Live {
  let number = startAt;
  let socket: WebSocket | null = null;
  let stopped = false;
  let failures = 0;
  let greeted = false;
  let pollFailed = false;
  let pollingUntil = 0;
  let next: ReturnType<typeof setTimeout> | undefined;
  let pong: ReturnType<typeof setTimeout> | undefined;

  const say = (frame: ClientFrame) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(clientFrame.parse(frame)));
  };

  function later(work: () => void, wait: number): void {
    clearTimeout(next);
    if (!stopped) next = setTimeout(work, wait);
  }

  function take(events: readonly LiveEvent[], upTo: number): void {
    const fresh = events.filter((event) => event.number > number);
    if (fresh.length > 0) listener.events(fresh);
    number = Math.max(number, upTo);
  }

  function hear(frame: ServerFrame): void {
    switch (frame.type) {
      case 'hello':
        if (!isMine(frame.accountId)) return leave();
        failures = 0;
        greeted = true;
        listener.status('live');
        break;
      case 'updates':
        take(frame.events, frame.number);
        say({ type: 'ack', number });
        break;
      case 'resync':
        number = frame.number;
        listener.resync();
        break;
      case 'typing':
        listener.typing(frame.conversationId, frame.accountId);
        break;
      case 'pong':
        clearTimeout(pong);
        break;
    }
  }

  function connect(): void {
    clearTimeout(next);
    if (stopped || socket) return;
    const opening = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/live?after=${number}`);
    socket = opening;
    greeted = false;
    opening.onmessage = ({ data }) => hear(JSON.parse(String(data)) as ServerFrame);
    opening.onclose = ({ code }) => {
      if (socket !== opening) return;
      socket = null;
      clearTimeout(pong);
      void closed(code);
    };
  }

  async function closed(code: number): Promise<void> {
    if (stopped) return;
    if (code === closeCodes.sessionEnded) return askWhoIAm();
    // A network that lets a socket open and then cuts it refuses it too.
    failures = greeted ? 0 : failures + 1;
    if (failures >= refusalsBeforePolling) {
      pollingUntil = Date.now() + socketAgainAfter;
      return poll();
    }
    listener.status('connecting');
    later(
      connect,
      greeted ? Math.random() * 300 : Math.min(longestWait, 500 * 2 ** failures) * (0.5 + Math.random() / 2),
    );
  }

  async function askWhoIAm(): Promise<void> {
    try {
      const answer = await call(readSession, {});
      if (!answer.account) await expired();
      else keepSession(answer);
      connect();
    } catch {
      // Nobody answers: to be tried like any lost connection.
      later(() => void askWhoIAm(), pollEvery);
    }
  }

  async function poll(): Promise<void> {
    if (stopped || socket) return;
    try {
      const answer = await call(readUpdates, { query: { after: number } });
      if (stopped) return;
      if (answer.resync) {
        number = answer.number;
        listener.resync();
      } else take(answer.events, answer.number);
      listener.status('polling');
      // The server is back after a silence: it may well take sockets again.
      if (pollFailed || Date.now() >= pollingUntil) {
        pollFailed = false;
        failures = refusalsBeforePolling - 1;
        return connect();
      }
    } catch {
      pollFailed = true;
      listener.status('offline');
    }
    later(() => void poll(), pollEvery);
  }

  /** Asks the other side for a sign of life; a sleeping laptop's socket looks open and is dead. */
  function probe(): void {
    if (socket?.readyState !== WebSocket.OPEN) return;
    const probed = socket;
    say({ type: 'ping' });
    clearTimeout(pong);
    pong = setTimeout(() => {
      if (socket !== probed) return;
      // `close` alone would wait for an answer from a peer that is gone.
      socket = null;
      probed.close();
      listener.status('connecting');
      connect();
    }, pongWithin);
  }

  function wake(): void {
    if (document.visibilityState === 'hidden') return;
    if (socket) probe();
    else if (failures < refusalsBeforePolling) connect();
    else void poll();
  }

  const pinging = setInterval(probe, pingEvery);
  addEventListener('online', wake);
  document.addEventListener('visibilitychange', wake);
  connect();

  return {
    typing: (conversationId) => say({ type: 'typing', conversationId }),
    stop() {
      stopped = true;
      clearTimeout(next);
      clearTimeout(pong);
      clearInterval(pinging);
      removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
      socket?.close();
    },
  };
}
