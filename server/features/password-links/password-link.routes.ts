// Endpoints of links to choose a password → use-cases.
import type { FastifyInstance } from 'fastify';
import * as contract from '../../../contract/password-links.ts';
import type { HttpDeps } from '../../http/mount.ts';
import { mountAnonymous } from '../../http/mount.ts';
import { requestReset } from './request-reset.ts';
import { usePasswordLink } from './use-link.ts';

export function passwordLinkRoutes(app: FastifyInstance, http: HttpDeps): void {
  mountAnonymous(app, http, contract.requestPasswordReset, ({ body, source }) =>
    requestReset(http, source, body.identifier),
  );
  mountAnonymous(app, http, contract.usePasswordLink, ({ params, body, source }) =>
    usePasswordLink(http, source, params.token, body),
  );
}
