// Makes, changes, lists and removes templates.
import type { BodyOf } from '../../../contract/endpoint.ts';
import type * as contract from '../../../contract/templates.ts';
import type { Template } from '../../../contract/templates.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../db/transact.ts';
import { decodeCursor, encodeCursor } from '../../page/cursor.ts';
import { Refusal } from '../../refusal.ts';
import { accountKey } from '../../vault/account-keys.ts';
import {
  deleteTemplateRow,
  findTemplate,
  findTemplateByClientId,
  findTemplatePage,
  insertTemplate,
  lockName,
  updateTemplate,
} from './template.store.ts';
import { seesShared } from './template.policy.ts';
import { hashOf, sealTemplate, viewTemplate } from './template.view.ts';

export async function createTemplate(
  deps: Deps,
  actor: Actor,
  { clientId, ...given }: BodyOf<typeof contract.createTemplate>,
): Promise<{ template: Template; replayed: boolean }> {
  refuseToShare(actor, given.shared);
  return deps.db.transact(async (tx) => {
    const id = deps.newId();
    const dataKey = await accountKey(tx, deps.vault, actor.accountId);
    const text = sealTemplate(deps, dataKey, actor.accountId, id, given);
    const stored = await insertTemplate(tx, { id, ownerId: actor.accountId, clientId, at: deps.clock(), ...text });
    const row = await findTemplateByClientId(tx, actor.accountId, clientId);
    if (!row) throw new Refusal('template_name_taken');
    const template = viewTemplate(deps.vault, row, actor.accountId);
    if (stored) await record(deps, tx, actor, id, 'created', { shared: given.shared });
    else if (!says(template, given)) throw new Refusal('client_id_reused', { subjectId: template.id });
    return { template, replayed: !stored };
  });
}

const says = (kept: Template, given: Omit<BodyOf<typeof contract.createTemplate>, 'clientId'>) =>
  kept.name === given.name &&
  kept.category === (given.category || null) &&
  kept.body === given.body &&
  kept.shared === given.shared;

export async function changeTemplate(
  deps: Deps,
  actor: Actor,
  id: string,
  given: BodyOf<typeof contract.changeTemplate>,
): Promise<Template> {
  refuseToShare(actor, given.shared);
  return deps.db.transact(async (tx) => {
    const dataKey = await accountKey(tx, deps.vault, actor.accountId);
    const text = sealTemplate(deps, dataKey, actor.accountId, id, given);
    const taken = await lockName(tx, actor.accountId, text.nameHash, id);
    const own = (await findTemplate(tx, actor.accountId, false, id)) !== undefined;
    if (!own) throw new Refusal('template_not_found', { subjectId: id });
    if (taken) throw new Refusal('template_name_taken', { subjectId: id });
    await updateTemplate(tx, actor.accountId, id, text, deps.clock());
    await record(deps, tx, actor, id, 'changed', { shared: given.shared });
    return viewTemplate(deps.vault, (await findTemplate(tx, actor.accountId, false, id))!, actor.accountId);
  });
}

export async function deleteTemplate(deps: Deps, actor: Actor, id: string): Promise<void> {
  await deps.db.transact(async (tx) => {
    const removed = await deleteTemplateRow(tx, actor.accountId, id);
    if (!removed) throw new Refusal('template_not_found', { subjectId: id });
    await record(deps, tx, actor, id, 'deleted');
  });
}

export async function listTemplates(
  deps: Deps,
  actor: Actor,
  { category, cursor, limit }: { category?: string | undefined; cursor?: string | undefined; limit: number },
) {
  const rows = await findTemplatePage(
    deps.db,
    actor.accountId,
    seesShared(actor),
    category ? hashOf(deps, 'category', category) : null,
    decodeCursor(cursor),
    limit + 1,
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => viewTemplate(deps.vault, row, actor.accountId)),
    nextCursor: rows.length > limit && last ? encodeCursor({ at: last.created_at, id: last.id }) : null,
  };
}

const record = (
  deps: Deps,
  tx: Tx,
  actor: Actor,
  id: string,
  what: 'created' | 'changed' | 'deleted',
  detail: Record<string, unknown> = {},
) =>
  appendAudit(deps, tx, [
    {
      actorId: actor.accountId,
      source: actor,
      action: `template.${what}`,
      subjectKind: 'template',
      subjectId: id,
      detail,
    },
  ]);

function refuseToShare(actor: Actor, shared: boolean): void {
  if (!shared || seesShared(actor)) return;
  throw new Refusal('invalid_input', {
    issues: [{ path: 'body.shared', message: 'is only for clinicians and admins' }],
  });
}
