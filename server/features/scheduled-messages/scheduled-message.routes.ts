// Endpoints of scheduled messages to their use-cases.
import type { FastifyInstance } from 'fastify';
import * as contract from '../../../contract/scheduled-messages.ts';
import { mount, Replayed } from '../../http/mount.ts';
import type { HttpDeps } from '../../http/mount.ts';
import { cancelScheduled, changeScheduled } from './change-scheduled.ts';
import { listScheduled } from './list-scheduled.ts';
import { scheduleMessage } from './schedule-message.ts';

export function scheduledMessageRoutes(app: FastifyInstance, deps: HttpDeps): void {
  mount(app, deps, contract.scheduleMessage, async ({ actor, body }) => {
    const { scheduled, replayed } = await scheduleMessage(deps, actor, body);
    return replayed ? new Replayed(scheduled) : scheduled;
  });
  mount(app, deps, contract.listScheduled, ({ actor, query }) => listScheduled(deps, actor, query));
  mount(app, deps, contract.changeScheduled, ({ actor, params, body }) =>
    changeScheduled(deps, actor, params.id, body),
  );
  mount(
    app,
    deps,
    contract.cancelScheduled,
    async ({ actor, params }) => void (await cancelScheduled(deps, actor, params.id)),
  );
}
