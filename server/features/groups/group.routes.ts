// Endpoints of groups and invitations to their use-cases.
import type { FastifyInstance } from 'fastify';
import * as contract from '../../../contract/groups.ts';
import { mount, Replayed } from '../../http/mount.ts';
import type { HttpDeps } from '../../http/mount.ts';
import { addMembers } from './add-members.ts';
import { answerInvitation } from './answer-invitation.ts';
import { createGroup } from './create-group.ts';
import { listInvitations } from './list-invitations.ts';
import { listMembers } from './list-members.ts';
import { removeMember } from './remove-member.ts';
import { renameGroup } from './rename-group.ts';

export function groupRoutes(app: FastifyInstance, deps: HttpDeps): void {
  mount(app, deps, contract.createGroup, async ({ actor, body }) => {
    const made = await createGroup(deps, actor, body);
    return made.replayed ? new Replayed(made.conversation) : made.conversation;
  });
  mount(app, deps, contract.renameGroup, ({ actor, params, body }) =>
    renameGroup(deps, actor, params.id, body.subject),
  );
  mount(app, deps, contract.listMembers, ({ actor, params }) => listMembers(deps, actor, params.id));
  mount(app, deps, contract.addMembers, ({ actor, params, body }) =>
    addMembers(deps, actor, params.id, body.memberIds),
  );
  mount(
    app,
    deps,
    contract.removeMember,
    async ({ actor, params }) => void (await removeMember(deps, actor, params.id, params.accountId)),
  );
  mount(app, deps, contract.listInvitations, ({ actor, query }) => listInvitations(deps, actor, query));
  mount(app, deps, contract.answerInvitation, ({ actor, params, body }) =>
    answerInvitation(deps, actor, params.conversationId, body.accept),
  );
}
