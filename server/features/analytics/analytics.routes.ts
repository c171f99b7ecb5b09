// Endpoints of figures to their use-cases.
import type { FastifyInstance } from 'fastify';
import * as contract from '../../../contract/analytics.ts';
import { mount } from '../../http/mount.ts';
import type { HttpDeps } from '../../http/mount.ts';
import { listAnswers, listWeekMessages } from './list-week-rows.ts';
import { readAdminAnalytics } from './read-admin-analytics.ts';
import { readClinicianAnalytics } from './read-clinician-analytics.ts';

export function analyticsRoutes(app: FastifyInstance, deps: HttpDeps): void {
  mount(app, deps, contract.readClinicianAnalytics, ({ actor }) => readClinicianAnalytics(deps, actor));
  mount(app, deps, contract.listAnswers, ({ actor, query }) => listAnswers(deps, actor, query));
  mount(app, deps, contract.listWeekMessages, ({ actor, query }) => listWeekMessages(deps, actor, query));
  mount(app, deps, contract.readAdminAnalytics, ({ actor }) => readAdminAnalytics(deps, actor, app.live.windows()));
}
