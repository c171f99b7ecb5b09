// A live window that goes on where it stood whenever its connection breaks, and remembers everything it was shown.
import { WebSocket } from 'ws';
import type { LiveEvent, ServerFrame } from '../../contract/events.ts';

interface Place {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
}

const askEveryMs = 1_000;
const silentForMs = 4_000;
const acknowledgeEveryMs = 250;
const againAfterMs = 150;

export class Reader {
  readonly messages = new Set<string>();
  /** Places in each of its conversations that were there before it listened. */
  readonly floor = new Map<string, number>();
  /** Events that came twice, or after a later one. */
  doubled = 0;
  /** Times it was told to load everything afresh. */
  resyncs = 0;
  /** As the newest event that tells of it said. */
  unread: number | undefined;
  events = 0;
  readonly #newest = new Map<string, Place>();
  readonly #lastSeq = new Map<string, number>();
  #number: number | undefined;
  #lastEvent = 0;
  #socket: WebSocket | undefined;
  #closed = false;
  #door = 0;
  #heardAt = 0;
  #acknowledgedUpTo = 0;
  readonly #timers: NodeJS.Timeout[];
  readonly #doors: readonly string[];
  readonly #headers: Readonly<Record<string, string>>;
  #listening: () => void = () => {};
  readonly listens = new Promise<void>((resolve) => (this.#listening = resolve));

  constructor(doors: readonly string[], headers: Readonly<Record<string, string>>) {
    this.#doors = doors;
    this.#headers = headers;
    this.#door = Math.floor(Math.random() * doors.length);
    this.#timers = [
      setInterval(() => this.#watch(), askEveryMs),
      setInterval(() => this.#acknowledge(), acknowledgeEveryMs),
    ];
    this.#connect();
  }

  /** Somebody's newest message, of a conversation chosen by chance. */
  newestOfOthers(): Place | undefined {
    const all = [...this.#newest.values()];
    return all[Math.floor(Math.random() * all.length)];
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#socket?.terminate();
  }

  #connect(): void {
    if (this.#closed) return;
    const door = this.#doors[this.#door]!.replace('http', 'ws');
    const after = this.#number === undefined ? '' : `?after=${this.#number}`;
    const { cookie } = this.#headers as { cookie: string };
    const socket = new WebSocket(`${door}/api/live${after}`, { headers: { cookie }, handshakeTimeout: silentForMs });
    this.#socket = socket;
    this.#heardAt = performance.now();
    socket.on('message', (data) => {
      if (this.#socket !== socket) return;
      this.#heardAt = performance.now();
      this.#hear(JSON.parse((data as Buffer).toString('utf8')) as ServerFrame);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#door = (this.#door + 1) % this.#doors.length;
      setTimeout(() => this.#connect(), againAfterMs);
    });
  }

  #hear(frame: ServerFrame): void {
    if (frame.type === 'resync') this.resyncs += 1;
    if (frame.type === 'updates') for (const event of frame.events) this.#see(event);
    if ('number' in frame) this.#number = frame.number;
    if (frame.type === 'hello') {
      this.#acknowledgedUpTo = frame.number;
      this.#listening();
    }
  }

  #see(event: LiveEvent): void {
    this.events += 1;
    if (event.number <= this.#lastEvent) this.doubled += 1;
    this.#lastEvent = event.number;
    if ('unread' in event) this.unread = event.unread.total;
    if (event.type !== 'message.sent') return;
    const { id, conversationId, seq, mine } = event.message;
    if (this.messages.has(id) || seq <= (this.#lastSeq.get(conversationId) ?? 0)) this.doubled += 1;
    this.messages.add(id);
    this.#lastSeq.set(conversationId, seq);
    if (!mine) this.#newest.set(conversationId, { id, conversationId, seq });
  }

  #watch(): void {
    if (performance.now() - this.#heardAt > silentForMs) this.#socket?.terminate();
    else this.#say({ type: 'ping' });
  }

  #acknowledge(): void {
    if (this.#number === undefined || this.#number <= this.#acknowledgedUpTo) return;
    this.#acknowledgedUpTo = this.#number;
    this.#say({ type: 'ack', number: this.#number });
  }

  #say(frame: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
}
