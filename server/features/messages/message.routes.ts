// Endpoints of messages and conversations to their use-cases.
import type { FastifyInstance } from 'fastify';
import * as archiving from '../../../contract/archiving.ts';
import * as contract from '../../../contract/messages.ts';
import * as muting from '../../../contract/muting.ts';
import * as reactions from '../../../contract/reactions.ts';
import { mount, Replayed } from '../../http/mount.ts';
import type { Actor } from '../../actor.ts';
import type { HttpDeps } from '../../http/mount.ts';
import { deleteMessage } from './delete-message.ts';
import { listConversations } from './list-conversations.ts';
import { listSent } from './list-sent.ts';
import { markConversationRead, markMessageRead } from './mark-read.ts';
import { reactToMessage } from './react-to-message.ts';
import { readThread } from './read-thread.ts';
import { readUnreadCount } from './read-unread-count.ts';
import type { SendOutcome, SendRequest } from './send-messages.ts';
import { createSendQueue } from './send-queue.ts';
import { archiveMessage, setAside } from './set-aside.ts';

type Written = Pick<SendRequest, 'clientId' | 'body'> & { readonly subject?: string | null | undefined };

const isSend = /^\/api\/(messages|conversations\/[^/]+\/messages)$/;
/** Some waiting, so that sets are full; when more come than can be stored, less, so that nobody who is let in waits long. */
const sendsAtOnce = 256;
const sendsUnderPressure = 40;

export function messageRoutes(app: FastifyInstance, deps: HttpDeps): void {
  const room = deps.shed.hold({
    matches: (method, path) => method === 'POST' && isSend.test(path),
    most: sendsAtOnce,
    mostUnderPressure: sendsUnderPressure,
    onPressure: () => queue.makeRoom(),
  });
  const queue = createSendQueue(deps, room);

  const send = async (actor: Actor, place: { to: string } | { conversationId: string }, body: Written) => {
    const { clientId, body: text, subject } = body;
    return answer(await queue.send({ actor, ...place, clientId, subject: subject || null, body: text }));
  };
  mount(app, deps, contract.sendMessage, ({ actor, body }) => send(actor, { to: body.to }, body));
  mount(app, deps, contract.sendToConversation, ({ actor, params, body }) =>
    send(actor, { conversationId: params.id }, body),
  );
  mount(app, deps, contract.listConversations, ({ actor, query }) => listConversations(deps, actor, query));
  mount(app, deps, contract.readThread, ({ actor, params, query }) => readThread(deps, actor, params.id, query));
  mount(app, deps, contract.listSent, ({ actor, query }) => listSent(deps, actor, query));
  mount(app, deps, contract.markConversationRead, ({ actor, params, body }) =>
    markConversationRead(deps, actor, params.id, body.upTo),
  );
  mount(app, deps, contract.markMessageRead, ({ actor, params }) => markMessageRead(deps, actor, params.id));
  mount(
    app,
    deps,
    contract.deleteMessage,
    async ({ actor, params }) => void (await deleteMessage(deps, actor, params.id)),
  );
  mount(
    app,
    deps,
    archiving.archiveConversation,
    async ({ actor, params }) => void (await setAside(deps, actor, params.id, 'archived', true)),
  );
  mount(
    app,
    deps,
    archiving.unarchiveConversation,
    async ({ actor, params }) => void (await setAside(deps, actor, params.id, 'archived', false)),
  );
  mount(
    app,
    deps,
    archiving.archiveMessage,
    async ({ actor, params }) => void (await archiveMessage(deps, actor, params.id, true)),
  );
  mount(
    app,
    deps,
    archiving.unarchiveMessage,
    async ({ actor, params }) => void (await archiveMessage(deps, actor, params.id, false)),
  );
  mount(
    app,
    deps,
    muting.muteConversation,
    async ({ actor, params }) => void (await setAside(deps, actor, params.id, 'muted', true)),
  );
  mount(
    app,
    deps,
    muting.unmuteConversation,
    async ({ actor, params }) => void (await setAside(deps, actor, params.id, 'muted', false)),
  );
  mount(app, deps, reactions.reactToMessage, ({ actor, params, body }) =>
    reactToMessage(deps, actor, params.id, body.kind),
  );
  mount(app, deps, reactions.takeBackReaction, ({ actor, params }) => reactToMessage(deps, actor, params.id, null));
  mount(app, deps, contract.countUnread, ({ actor }) => readUnreadCount(deps, actor));
}

function answer(outcome: SendOutcome) {
  if ('refusal' in outcome) throw outcome.refusal;
  return outcome.replayed ? new Replayed(outcome.message) : outcome.message;
}
