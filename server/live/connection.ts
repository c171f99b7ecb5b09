// One open window: frames in within limits, events out in order, each at most once.
import { WebSocket } from 'ws';
import type { RawData } from 'ws';
import type { ClientFrame, LiveEvent, ServerFrame } from '../../contract/events.ts';
import { clientFrame, closeCodes } from '../../contract/events.ts';
import type { Actor } from '../actor.ts';

/** Bytes a window may be behind before it is dropped to catch up later. */
const longestBacklog = 1024 * 1024;
const framesPerSecond = 20;
const typingEveryMs = 2_000;
/** How long a closing window has to answer. */
const farewellMs = 1_500;

/** Events of one account up to a number; serialised once for all its windows. */
export class Batch {
  readonly events: LiveEvent[];
  readonly number: number;
  #frame: string | undefined;

  constructor(events: LiveEvent[], number: number) {
    this.events = events;
    this.number = number;
  }

  get frame(): string {
    this.#frame ??= JSON.stringify({ type: 'updates', events: this.events, number: this.number } satisfies ServerFrame);
    return this.#frame;
  }
}

export interface Heard {
  ack(from: Connection, number: number): void;
  typing(from: Connection, conversationId: string): void;
}

/** There may be tens of thousands of them, open for hours: no more in each than it needs. */
export class Connection {
  readonly accountId: string;
  readonly sessionId: string;
  readonly role: Actor['role'];
  readonly slot: number;
  readonly #socket: WebSocket;
  readonly #heard: Heard;
  /** Batches that arrived before the window knew where it stands. */
  #held: Batch[] | null = [];
  /** Every event up to here was handed over or does not concern this window. */
  #position = 0;
  /** Where the window believes to stand. */
  #told = 0;
  #acknowledged = 0;
  /** Number of the newest message of somebody else that this window may not have acknowledged yet. */
  #owed = 0;
  #answered = true;
  #closing = false;
  #second = 0;
  #framesThisSecond = 0;
  #typedAt = -typingEveryMs;

  constructor(socket: WebSocket, actor: Actor, slot: number, heard: Heard) {
    this.#socket = socket;
    this.accountId = actor.accountId;
    this.sessionId = actor.sessionId;
    this.role = actor.role;
    this.slot = slot;
    this.#heard = heard;
    socket.on('pong', () => {
      this.#answered = true;
    });
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
  }

  /** Resolves when the socket is gone. */
  closed(): Promise<unknown> {
    if (this.#socket.readyState === WebSocket.CLOSED) return Promise.resolve();
    return new Promise((resolve) => this.#socket.once('close', resolve));
  }

  /** Says where the window stands, what it missed (`afresh`: load everything again), then what was held meanwhile. */
  start(hello: number, missed: Batch | 'afresh' | null): void {
    const held = this.#held ?? [];
    this.#held = null;
    this.#position = hello;
    this.#tell({ type: 'hello', number: hello, accountId: this.accountId }, hello);
    if (missed === 'afresh') this.#tell({ type: 'resync', number: hello });
    else if (missed && missed.number > hello) {
      this.#position = this.#told = missed.number;
      this.#write(missed.frame);
    }
    this.#acknowledged = hello;
    this.#owed = this.#told;
    for (const batch of held) this.deliver(batch);
  }

  deliver(batch: Batch): void {
    if (this.#held) {
      this.#held.push(batch);
      return;
    }
    if (batch.number <= this.#position) return;
    const before = this.#position;
    this.#position = batch.number;
    const fresh = batch.events.filter((event) => event.number > before);
    if (fresh.length === 0) return;
    this.#told = batch.number;
    if (fresh.some((event) => event.type === 'message.sent' && !event.message.mine)) this.#owed = batch.number;
    this.#write(fresh.length === batch.events.length ? batch.frame : new Batch(fresh, batch.number).frame);
  }

  /** Numbers begin anew at `number`: everything is to be loaded again. */
  beginAnew(number: number): void {
    if (this.#held) return this.close(closeCodes.goingAway);
    this.#position = this.#acknowledged = number;
    this.#owed = 0;
    this.#tell({ type: 'resync', number }, number);
  }

  typing(conversationId: string, accountId: string): void {
    if (!this.#held) this.#tell({ type: 'typing', conversationId, accountId });
  }

  /** Pings; a window that did not answer the last ping is gone. A quiet one learns that it has everything up to `number`. */
  beat(number: number): void {
    if (!this.#answered) {
      this.#socket.terminate();
      return;
    }
    this.#answered = false;
    this.#socket.ping();
    if (this.#held) return;
    this.#position = Math.max(this.#position, number);
    if (this.#position > this.#told) {
      this.#tell({ type: 'updates', events: [], number: this.#position }, this.#position);
    }
  }

  close(code: (typeof closeCodes)[keyof typeof closeCodes]): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#socket.close(code);
    setTimeout(() => this.#socket.terminate(), farewellMs).unref();
  }

  #tell(frame: ServerFrame, number = this.#told): void {
    this.#told = number;
    this.#write(JSON.stringify(frame));
  }

  #write(frame: string): void {
    if (this.#closing) return;
    if (this.#socket.bufferedAmount > longestBacklog) this.close(closeCodes.tooSlow);
    else this.#socket.send(frame);
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#closing) return;
    const frame = isBinary || this.#isTooOften() ? undefined : parse(data);
    if (frame?.type === 'ping') this.#tell({ type: 'pong' });
    else if (frame?.type === 'ack' && frame.number <= this.#told) {
      // Late, or about receipts alone: nothing is delivered by it.
      if (frame.number < this.#acknowledged || this.#owed === 0) return;
      this.#acknowledged = frame.number;
      if (frame.number >= this.#owed) this.#owed = 0;
      this.#heard.ack(this, frame.number);
    } else if (frame?.type === 'typing') {
      const now = performance.now();
      if (now - this.#typedAt < typingEveryMs) return;
      this.#typedAt = now;
      this.#heard.typing(this, frame.conversationId);
    } else this.close(closeCodes.badFrame);
  }

  #isTooOften(): boolean {
    const second = Math.floor(performance.now() / 1_000);
    if (second !== this.#second) this.#framesThisSecond = 0;
    this.#second = second;
    this.#framesThisSecond += 1;
    return this.#framesThisSecond > framesPerSecond;
  }
}

function parse(data: RawData): ClientFrame | undefined {
  try {
    return clientFrame.safeParse(JSON.parse((data as Buffer).toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
