// From rows to what may be seen of a template, and how its parts are sealed.
import { createHmac } from 'node:crypto';
import { variablesOf } from '../../../contract/template-text.ts';
import type { Template } from '../../../contract/templates.ts';
import type { Deps } from '../../deps.ts';
import type { Vault } from '../../vault/vault.ts';
import type { TemplateRow, TemplateText } from './template.store.ts';

const place = (ownerId: string, id: string, field: 'name' | 'category' | 'body') => ({
  conversationId: ownerId,
  rowId: id,
  field,
});

interface Given {
  readonly name: string;
  readonly category?: string | null | undefined;
  readonly body: string;
  readonly shared: boolean;
}

export function sealTemplate(deps: Deps, dataKey: Buffer, ownerId: string, id: string, given: Given): TemplateText {
  const seal = (field: 'name' | 'category' | 'body', text: string) =>
    deps.vault.seal(dataKey, place(ownerId, id, field), text);
  return {
    nameSealed: seal('name', given.name),
    nameHash: hashOf(deps, 'name', given.name),
    categorySealed: given.category ? seal('category', given.category) : null,
    categoryHash: given.category ? hashOf(deps, 'category', given.category) : null,
    bodySealed: seal('body', given.body),
    shared: given.shared,
  };
}

/** The same for names that differ in case or form alone. */
export const hashOf = (deps: Pick<Deps, 'keys'>, field: 'name' | 'category', text: string) =>
  createHmac('sha256', deps.keys.template)
    .update(`${field}:${text.normalize('NFKC').toLowerCase()}`)
    .digest();

export function viewTemplate(vault: Vault, row: TemplateRow, readerId: string): Template {
  const open = (field: 'name' | 'category' | 'body', sealed: Buffer) =>
    vault.open(row.data_key, place(row.owner.id, row.id, field), sealed);
  const mine = row.owner.id === readerId;
  const body = open('body', row.body_sealed);
  return {
    id: row.id,
    clientId: mine ? row.client_id : null,
    owner: row.owner,
    mine,
    name: open('name', row.name_sealed),
    category: row.category_sealed && open('category', row.category_sealed),
    body,
    variables: variablesOf(body),
    shared: row.shared,
    useCount: row.use_count,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
