// Endpoints of drafts to their use-cases.
import type { FastifyInstance } from 'fastify';
import * as contract from '../../../contract/drafts.ts';
import { mount } from '../../http/mount.ts';
import type { HttpDeps } from '../../http/mount.ts';
import { deleteDraft, listDrafts, saveDraft } from './keep-drafts.ts';

export function draftRoutes(app: FastifyInstance, deps: HttpDeps): void {
  mount(app, deps, contract.listDrafts, ({ actor, query }) => listDrafts(deps, actor, query));
  mount(app, deps, contract.saveDraft, ({ actor, body }) => saveDraft(deps, actor, body));
  mount(app, deps, contract.deleteDraft, async ({ actor, params }) => void (await deleteDraft(deps, actor, params.id)));
}
