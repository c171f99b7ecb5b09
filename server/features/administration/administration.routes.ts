// Endpoints of what admins oversee → use-cases.
import type { FastifyInstance, FastifyReply } from 'fastify';
import * as contract from '../../../contract/administration.ts';
import type { HttpDeps } from '../../http/mount.ts';
import { mount } from '../../http/mount.ts';
import type { ExportedFile } from './export-file.ts';
import { exportAudit, exportMessageLog } from './export-logs.ts';
import { createHistory } from './health-history.ts';
import { listAudit } from './list-audit.ts';
import { readHealth } from './read-health.ts';
import { readProof, startProof } from './prove-audit.ts';
import { measureLatency } from '../../http/latency.ts';
import { listMessageLog } from './list-message-log.ts';

export function administrationRoutes(app: FastifyInstance, http: HttpDeps): void {
  mount(app, http, contract.listAudit, ({ actor, query }) => listAudit(http, actor, query));
  mount(app, http, contract.listMessageLog, ({ actor, query }) => listMessageLog(http, actor, query));
  mount(app, http, contract.exportAudit, async ({ actor, query, reply }) =>
    answerFile(reply, await exportAudit(http, actor, query, closed(reply))),
  );
  mount(app, http, contract.exportMessageLog, async ({ actor, query, reply }) =>
    answerFile(reply, await exportMessageLog(http, actor, query, closed(reply))),
  );
  mount(app, http, contract.verifyAudit, ({ actor }) => startProof(http, actor));
  mount(app, http, contract.readAuditProof, () => readProof(http));
  const latency = measureLatency(app);
  const history = createHistory(http, { latency: latency.sinceAsked, relayLagMs: () => app.live.relayLagMs() });
  let stop = () => {};
  app.addHook('onReady', async () => {
    stop = history.start();
  });
  app.addHook('onClose', async () => stop());
  mount(app, http, contract.readHealthHistory, async () => history.read());
  mount(app, http, contract.readHealth, () =>
    readHealth(http, { latency: latency.lately(), windows: app.live.windows(), relayLagMs: app.live.relayLagMs() }),
  );
}

function closed(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort());
  return controller.signal;
}

function answerFile(reply: FastifyReply, { type, name, content }: ExportedFile) {
  void reply
    .type(type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store');
  return content;
}
