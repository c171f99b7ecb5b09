// Endpoints of the second step at sign-in → use-cases.
import type { FastifyInstance } from 'fastify';
import * as contract from '../../../contract/two-factor.ts';
import type { HttpDeps } from '../../http/mount.ts';
import { mount } from '../../http/mount.ts';
import { confirmTotp } from './confirm-totp.ts';
import { removeTotp } from './remove-totp.ts';
import { startTotp } from './start-totp.ts';

export function twoFactorRoutes(app: FastifyInstance, http: HttpDeps): void {
  mount(app, http, contract.startTotp, ({ actor, body }) => startTotp(http, actor, body.currentPassword));
  mount(app, http, contract.confirmTotp, ({ actor, body }) => confirmTotp(http, actor, body.code));
  mount(app, http, contract.removeTotp, ({ actor, body }) => removeTotp(http, actor, body));
}
