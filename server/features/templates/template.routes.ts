// Endpoints of templates to their use-cases.
import type { FastifyInstance } from 'fastify';
import * as contract from '../../../contract/templates.ts';
import { mount, Replayed } from '../../http/mount.ts';
import type { HttpDeps } from '../../http/mount.ts';
import { changeTemplate, createTemplate, deleteTemplate, listTemplates } from './keep-template.ts';
import { useTemplate } from './use-template.ts';

export function templateRoutes(app: FastifyInstance, deps: HttpDeps): void {
  mount(app, deps, contract.createTemplate, async ({ actor, body }) => {
    const { template, replayed } = await createTemplate(deps, actor, body);
    return replayed ? new Replayed(template) : template;
  });
  mount(app, deps, contract.listTemplates, ({ actor, query }) => listTemplates(deps, actor, query));
  mount(app, deps, contract.changeTemplate, ({ actor, params, body }) => changeTemplate(deps, actor, params.id, body));
  mount(
    app,
    deps,
    contract.deleteTemplate,
    async ({ actor, params }) => void (await deleteTemplate(deps, actor, params.id)),
  );
  mount(app, deps, contract.useTemplate, async ({ actor, params, body }) => {
    const { message, replayed } = await useTemplate(deps, actor, params.id, body);
    return replayed ? new Replayed(message) : message;
  });
}
