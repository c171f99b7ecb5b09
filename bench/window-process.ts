// Holds many windows open as a page holds one: acknowledges, pings, and remembers what arrived. Started by windows.ts.
import { WebSocket } from 'ws';
import type { ClientFrame, ServerFrame } from '../contract/events.ts';
import type { Arrived, Opening, Order, Report } from './windows.ts';

const pingEveryMs = 20_000;
const pingSlots = 100;
const opensAtOnce = 16;

class Window {
  readonly accountId: string;
  readonly #socket: WebSocket;
  /** In the order of arrival, with their numbers. */
  messages: Arrived[] = [];
  #number = 0;

  constructor({ url, cookie, accountId }: Opening, localAddress: string, opened: () => void) {
    this.accountId = accountId;
    this.#socket = new WebSocket(url, { headers: { cookie }, localAddress, perMessageDeflate: false });
    this.#socket.on('message', (data) => {
      const frame = JSON.parse((data as Buffer).toString('utf8')) as ServerFrame;
      if (frame.type === 'hello') opened();
      else if (frame.type === 'updates') this.#take(frame);
      else if (frame.type !== 'pong') report.faults.push(`a frame of type ${frame.type}`);
    });
    this.#socket.on('close', (code) => report.faults.push(`closed with ${code}`));
    this.#socket.on('error', (error) => report.faults.push(error.message));
  }

  #take(frame: Extract<ServerFrame, { type: 'updates' }>): void {
    const now = process.hrtime.bigint();
    for (const event of frame.events) {
      if (event.number <= this.#number) report.faults.push('an event out of order');
      this.#number = event.number;
      if (event.type !== 'message.sent') continue;
      this.messages.push([event.message.id, event.number]);
      arrived += 1;
      if (event.message.mine) continue;
      const [sentAt] = /\d+$/.exec(event.message.body) ?? [];
      if (sentAt) report.latencies.push(Number(now - BigInt(sentAt)) / 1e6);
    }
    if (frame.number < this.#number) report.faults.push('a number that went back');
    this.#number = frame.number;
    this.say({ type: 'ack', number: frame.number });
  }

  say(frame: ClientFrame): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
}

const windows: Window[] = [];
let arrived = 0;
let report: Omit<Report, 'arrived'> = { latencies: [], faults: [] };

async function open(openings: readonly Opening[], localAddress: string): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: opensAtOnce }, async () => {
      for (let n = next++; n < openings.length; n = next++) {
        await new Promise<void>((resolve) => windows.push(new Window(openings[n]!, localAddress, resolve)));
      }
    }),
  );
}

let slot = 0;
setInterval(() => {
  slot = (slot + 1) % pingSlots;
  for (let n = slot; n < windows.length; n += pingSlots) windows[n]!.say({ type: 'ping' });
}, pingEveryMs / pingSlots);

process.on('message', (order: Order) => {
  switch (order.type) {
    case 'open':
      void open(order.openings, order.localAddress).then(() => process.send!('opened'));
      break;
    case 'count':
      process.send!(arrived);
      break;
    case 'forget':
      arrived = 0;
      report = { latencies: [], faults: report.faults };
      for (const window of windows) window.messages = [];
      process.send!('forgotten');
      break;
    case 'report':
      process.send!({
        ...report,
        arrived: windows.map(({ accountId, messages }) => [accountId, messages] as const),
      } satisfies Report);
  }
});
