// The endpoint of search to its use-case.
import type { FastifyInstance } from 'fastify';
import * as contract from '../../../contract/search.ts';
import { mount } from '../../http/mount.ts';
import type { HttpDeps } from '../../http/mount.ts';
import { searchMessages } from './search-messages.ts';

export function searchRoutes(app: FastifyInstance, deps: HttpDeps): void {
  mount(app, deps, contract.searchMessages, ({ actor, query }) => searchMessages(deps, actor, query));
}
