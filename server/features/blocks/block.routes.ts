// Endpoints of blocks to their use-cases.
import type { FastifyInstance } from 'fastify';
import * as contract from '../../../contract/blocks.ts';
import { mount } from '../../http/mount.ts';
import type { HttpDeps } from '../../http/mount.ts';
import { blockAccount } from './block-account.ts';
import { listBlocks, listClinicianBlocks } from './list-blocks.ts';
import { unblockAccount } from './unblock-account.ts';

export function blockRoutes(app: FastifyInstance, deps: HttpDeps): void {
  mount(app, deps, contract.blockAccount, ({ actor, params, body }) =>
    blockAccount(deps, actor, params.accountId, body.reason ?? null),
  );
  mount(app, deps, contract.unblockAccount, async ({ actor, params }) => {
    await unblockAccount(deps, actor, params.accountId);
    return undefined;
  });
  mount(app, deps, contract.listBlocks, ({ actor, query }) => listBlocks(deps, actor, query));
  mount(app, deps, contract.listClinicianBlocks, ({ actor, query }) => listClinicianBlocks(deps, actor, query));
}
