// For whoever runs the house: is it alive, can it work, and how is it doing, in numbers without ids or names.
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Deps } from '../deps.ts';
import { readOnlyServer } from '../db/unavailable.ts';
import type { Shed } from './shed.ts';

const readyWithinMs = 1_000;
const metricsForMs = 1_000;
const ready = { name: 'ready', text: `select current_setting('transaction_read_only') = 'off' as writable` };

export function operationRoutes(app: FastifyInstance, deps: Deps, shed: Shed): void {
  const registry = measure(app, deps, shed);
  app.get('/healthz', async () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    if (await databaseAnswers(deps)) return { status: 'ready' };
    return reply.code(503).header('retry-after', '2').send({ status: 'no database' });
  });
  // Anybody may ask, so the answer is made at most once a second.
  let metrics: { readonly at: number; readonly text: Promise<string> } | undefined;
  app.get('/metrics', async (_request, reply) => {
    if (!metrics || performance.now() - metrics.at > metricsForMs)
      metrics = { at: performance.now(), text: registry.metrics() };
    return reply.type(registry.contentType).send(await metrics.text);
  });
}

async function databaseAnswers({ db }: Deps): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), readyWithinMs);
  });
  const asked = db.transact(async (tx) => {
    const [row] = await tx.run<{ writable: boolean }>(ready);
    if (!row!.writable) throw Object.assign(new Error('the database takes no writes'), { code: readOnlyServer });
  });
  const answered = asked.then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
  }
}

function measure(app: FastifyInstance, { db: { pool } }: Deps, shed: Shed): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers,
  });
  app.addHook('onResponse', async (request, reply) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode };
    durations.observe(labels, reply.elapsedTime / 1_000);
  });
  const gauge = (name: string, help: string, read: () => number) => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
  gauge('database_connections', 'Open connections to the database', () => pool.totalCount);
  gauge('database_connections_idle', 'Open connections that nothing uses', () => pool.idleCount);
  gauge('database_connections_waiting', 'Requests that wait for a connection', () => pool.waitingCount);
  gauge('requests_shed', 'Requests refused since the start because there was no room for them', () => shed.refused());
  gauge('live_connections', 'Open live connections', () => app.live.windows());
  gauge(
    'relay_lag_seconds',
    'How long the oldest event of the last round waited to be published',
    () => app.live.relayLagMs() / 1_000,
  );
  return registry;
}
