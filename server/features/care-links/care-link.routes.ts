// Endpoints of care links → use-cases.
import type { FastifyInstance } from 'fastify';
import * as contract from '../../../contract/care-links.ts';
import type { HttpDeps } from '../../http/mount.ts';
import { mount, Replayed } from '../../http/mount.ts';
import { askCareLink } from './ask-care-link.ts';
import { changeCareLink } from './change-care-link.ts';
import { listCareLinks } from './list-care-links.ts';

export function careLinkRoutes(app: FastifyInstance, http: HttpDeps): void {
  mount(app, http, contract.listCareLinks, ({ actor, query }) => listCareLinks(http, actor, query));
  mount(app, http, contract.askCareLink, async ({ actor, body }) => {
    const { link, changed } = await askCareLink(http, actor, body);
    return changed ? link : new Replayed(link);
  });
  mount(app, http, contract.changeCareLink, ({ actor, params, body }) =>
    changeCareLink(http, actor, params.id, body.status),
  );
}
