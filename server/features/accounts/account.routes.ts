// Endpoints of accounts → use-cases.
import type { FastifyInstance } from 'fastify';
import { readMe as readMeEndpoint } from '../../../contract/accounts.ts';
import type { HttpDeps } from '../../http/mount.ts';
import { mount } from '../../http/mount.ts';
import { readMe } from './read-me.ts';

export function accountRoutes(app: FastifyInstance, http: HttpDeps): void {
  mount(app, http, readMeEndpoint, ({ actor }) => readMe(http, actor));
}
