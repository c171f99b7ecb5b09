// Endpoints of notifications to their use-cases.
import type { FastifyInstance } from 'fastify';
import * as contract from '../../../contract/notifications.ts';
import { mount, Replayed } from '../../http/mount.ts';
import type { HttpDeps } from '../../http/mount.ts';
import { subscribePush, unsubscribePush } from './push-subscription.ts';
import { changeSettings, listNotifications, markNotificationRead, readSettings } from './read-notifications.ts';

export function notificationRoutes(app: FastifyInstance, deps: HttpDeps): void {
  mount(app, deps, contract.listNotifications, ({ actor, query }) => listNotifications(deps, actor, query));
  mount(app, deps, contract.markNotificationRead, ({ actor, params }) => markNotificationRead(deps, actor, params.id));
  mount(app, deps, contract.readNotificationSettings, ({ actor }) => readSettings(deps, actor));
  mount(app, deps, contract.changeNotificationSettings, ({ actor, body }) => changeSettings(deps, actor, body));
  mount(app, deps, contract.subscribePush, async ({ actor, body }) => {
    const { id, known } = await subscribePush(deps, actor, body);
    return known ? new Replayed({ id }) : { id };
  });
  mount(
    app,
    deps,
    contract.unsubscribePush,
    async ({ actor, body }) => void (await unsubscribePush(deps, actor, body.endpoint)),
  );
}
