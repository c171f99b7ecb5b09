// Ends the process in order on SIGINT or SIGTERM, within bounds, and at once on a second, impatient signal.
import type { FastifyInstance } from 'fastify';

/** Ctrl-C through npm arrives twice within milliseconds: from the terminal and forwarded by npm. */
const sameKeyPressMs = 1_000;
const requestsWithinMs = 10_000;
const socketsWithinMs = 2_000;

export function onStopSignal(stop: () => void, giveUp: () => void): void {
  let first: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (first === undefined) {
        first = performance.now();
        stop();
      } else if (performance.now() - first > sameKeyPressMs) {
        giveUp();
      }
    });
  }
}

/** Stops accepting, lets running requests finish (10 s), says goodbye to live connections (2 s). */
export async function drain(app: FastifyInstance): Promise<void> {
  // A connection that was busy when closing began becomes idle later, and would hold the server open.
  const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
  const sockets = setTimeout(() => {
    for (const client of app.websocketServer.clients) client.terminate();
  }, socketsWithinMs);
  const requests = setTimeout(() => app.server.closeAllConnections(), requestsWithinMs);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
    clearTimeout(sockets);
    clearTimeout(requests);
  }
}

/** @throws Error when `step` takes longer than `milliseconds`. */
export async function within(milliseconds: number, name: string, step: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, refuse) => {
    timer = setTimeout(() => refuse(new Error(`${name} did not end within ${milliseconds / 1_000} s`)), milliseconds);
  });
  try {
    await Promise.race([step, late]);
  } finally {
    clearTimeout(timer);
  }
}
