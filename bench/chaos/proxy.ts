// A network between two programs that can be cut, black-holed, held up and slowed down.
import net from 'node:net';

export interface Proxy {
  readonly port: number;
  /** Where new connections lead. */
  lead(port: number): void;
  /** Breaks every connection; new ones are broken at once until `heal`. */
  cut(): void;
  /** From now on nothing arrives, and new connections are accepted and never answered. What was said meanwhile is gone. */
  swallow(): void;
  /** As `swallow`, but what was said meanwhile arrives when it is healed, as after a network that came back. */
  hold(): void;
  /** Every piece arrives this much later, in order. */
  slow(milliseconds: number): void;
  heal(): void;
  close(): Promise<void>;
}

type Weather = 'fair' | 'cut' | 'swallowing' | 'holding';

interface Pair {
  readonly client: net.Socket;
  readonly server: net.Socket;
  /** Said while it was black-holed; the connection is of no use afterwards. */
  spoilt: boolean;
}

export async function openProxy(): Promise<Proxy> {
  const pairs = new Set<Pair>();
  let weather: Weather = 'fair';
  let target = 0;
  let delayMs = 0;

  function drop(pair: Pair): void {
    pairs.delete(pair);
    pair.client.destroy();
    pair.server.destroy();
  }

  function carry(pair: Pair, from: net.Socket, to: net.Socket): void {
    from.on('data', (chunk) => {
      if (weather === 'swallowing') pair.spoilt = true;
      else if (delayMs > 0) setTimeout(() => to.writable && to.write(chunk), delayMs);
      else if (!to.write(chunk)) {
        from.pause();
        to.once('drain', () => weather !== 'holding' && from.resume());
      }
    });
    // Over a dead network nobody learns that the other side hung up.
    from.on('close', () => {
      if (weather === 'swallowing' || weather === 'holding') pair.spoilt = true;
      else drop(pair);
    });
    from.on('error', () => {});
  }

  const listener = net.createServer((client) => {
    if (weather === 'cut') return void client.resetAndDestroy();
    const pair = { client, server: net.connect({ port: target, host: '127.0.0.1' }), spoilt: weather === 'swallowing' };
    pairs.add(pair);
    for (const socket of [client, pair.server]) socket.setNoDelay(true);
    carry(pair, client, pair.server);
    carry(pair, pair.server, client);
    if (weather === 'holding') for (const socket of [client, pair.server]) socket.pause();
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));

  return {
    port: (listener.address() as net.AddressInfo).port,
    lead(port) {
      target = port;
    },
    cut() {
      weather = 'cut';
      for (const pair of pairs) {
        pair.client.resetAndDestroy();
        drop(pair);
      }
    },
    swallow() {
      weather = 'swallowing';
    },
    hold() {
      weather = 'holding';
      for (const { client, server } of pairs) for (const socket of [client, server]) socket.pause();
    },
    slow(milliseconds) {
      delayMs = milliseconds;
    },
    heal() {
      const before = weather;
      weather = 'fair';
      delayMs = 0;
      for (const pair of pairs) {
        if (pair.spoilt && before === 'swallowing') drop(pair);
        else for (const socket of [pair.client, pair.server]) socket.resume();
      }
    },
    async close() {
      for (const pair of pairs) drop(pair);
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
