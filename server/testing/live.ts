// An open window for tests: a real WebSocket that keeps every frame, and waits for what is to come.
import { WebSocket } from 'ws';
import type { ClientFrame, LiveEvent, LiveEventOf, ServerFrame } from '../../contract/events.ts';
import { serverFrame } from '../../contract/events.ts';
import type { Browser } from './people.ts';

interface Place {
  /** `http://127.0.0.1:port` of the process to connect to. */
  readonly url: string;
}

interface Opening {
  readonly after?: number;
  readonly headers?: Record<string, string>;
  /** Acknowledge what arrives, as a browser does. */
  readonly acknowledge?: boolean;
}

export class LiveWindow {
  readonly frames: ServerFrame[] = [];
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
  readonly #waiting = new Set<() => void>();

  constructor(place: Place, browser: Browser, { after, headers = {}, acknowledge = false }: Opening = {}) {
    const search = after === undefined ? '' : `?after=${after}`;
    this.socket = new WebSocket(`${place.url.replace('http', 'ws')}/api/live${search}`, {
      headers: { cookie: browser.cookieHeader(), ...headers },
    });
    this.closed = new Promise((resolve) => this.socket.once('close', resolve));
    this.socket.on('message', (data) => {
      const frame = serverFrame.parse(JSON.parse((data as Buffer).toString('utf8')));
      this.frames.push(frame);
      if (acknowledge && 'number' in frame) this.say({ type: 'ack', number: frame.number });
      for (const look of this.#waiting) look();
    });
    this.socket.on('error', () => {});
  }

  /** Connects and waits for `hello`. */
  static async open(place: Place, browser: Browser, opening: Opening = {}): Promise<LiveWindow> {
    const made = new LiveWindow(place, browser, opening);
    await made.until(() => made.frames.length > 0 || made.socket.readyState > WebSocket.OPEN);
    return made;
  }

  get events(): LiveEvent[] {
    return this.frames.flatMap((frame) => (frame.type === 'updates' ? frame.events : []));
  }

  /** Where this window stands. */
  get number(): number {
    return this.frames.reduce((number, frame) => ('number' in frame ? frame.number : number), 0);
  }

  of<T extends LiveEvent['type']>(type: T): LiveEventOf<T>[] {
    return this.events.filter((event): event is LiveEventOf<T> => event.type === type);
  }

  /** Texts of the messages that arrived, in order. */
  get texts(): string[] {
    return this.of('message.sent').map((event) => event.message.body);
  }

  /** Resolves as soon as the frames so far satisfy it; the test's own time limit is the only one. */
  async until(satisfied: () => boolean): Promise<void> {
    if (satisfied()) return;
    await new Promise<void>((resolve) => {
      const look = () => {
        if (!satisfied()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      void this.closed.then(look);
    });
  }

  untilText(text: string): Promise<void> {
    return this.until(() => this.texts.includes(text));
  }

  say(frame: ClientFrame): void {
    this.socket.send(JSON.stringify(frame));
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

/** The status with which an upgrade was refused. */
export async function refusedUpgrade(
  place: Place,
  browser: Browser,
  headers: Record<string, string> = {},
): Promise<number> {
  const { socket } = new LiveWindow(place, browser, { headers });
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.once('open', () => reject(new Error('the connection was accepted')));
  });
}

/** Everything the server wrote to a window before this moment has arrived when it resolves. */
export async function settled(window: LiveWindow): Promise<void> {
  const pongs = () => window.frames.filter((frame) => frame.type === 'pong').length;
  const before = pongs();
  window.say({ type: 'ping' });
  await window.until(() => pongs() > before);
}
