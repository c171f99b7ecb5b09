// Templates: text kept to be sent again, with variables that are filled before anything is sent.
import { z } from 'zod';
import { person } from './accounts.ts';
import { endpoint } from './endpoint.ts';
import { message, sendRefusals } from './messages.ts';
import { hasStrayBraces, isVariableName } from './template-text.ts';
import { clientId, cursor, id, limits, moment, newClientId, nothing, page, pageSize, text } from './text.ts';

export const template = z.object({
  id,
  /** Null to everybody but the owner. */
  clientId: z.string().nullable(),
  owner: person,
  mine: z.boolean(),
  name: z.string(),
  category: z.string().nullable(),
  body: z.string(),
  /** Names of the variables in the body, e.g. `patient.name`. */
  variables: z.array(z.string()),
  /** Seen by every clinician and admin; changed by the owner alone. */
  shared: z.boolean(),
  useCount: z.number().int(),
  lastUsedAt: moment.nullable(),
  createdAt: moment,
  updatedAt: moment,
});
export type Template = z.infer<typeof template>;

const content = {
  name: text(1, limits.templateName),
  category: text(0, limits.templateCategory).nullable().optional(),
  /** `{{patient.name}}`, `{{clinician.name}}` and `{{date}}` are filled where they are known; others are given at use. */
  body: text(1, limits.message).refine(
    (value) => !hasStrayBraces(value),
    'has double braces that are no variable; a variable looks like {{patient.name}}',
  ),
  shared: z.boolean().default(false),
};

export const createTemplate = endpoint({
  name: 'createTemplate',
  summary:
    'Keep a text for later; names are unique per owner, the same again under its clientId answers 200 with the first',
  method: 'POST',
  path: '/api/templates',
  access: 'session',
  body: z.object({ clientId: newClientId, ...content }),
  reply: template,
  status: 201,
  refusals: ['client_id_reused', 'template_name_taken'],
});

export const listTemplates = endpoint({
  name: 'listTemplates',
  summary: 'My templates and, for clinicians and admins, the shared ones; newest first',
  method: 'GET',
  path: '/api/templates',
  access: 'session',
  query: z.object({
    category: text(1, limits.templateCategory).optional(),
    cursor: cursor.optional(),
    limit: pageSize,
  }),
  reply: page(template),
  status: 200,
  refusals: [],
});

export const changeTemplate = endpoint({
  name: 'changeTemplate',
  summary: 'Replace name, category, text and sharing of my template',
  method: 'PUT',
  path: '/api/templates/:id',
  access: 'session',
  params: z.object({ id }),
  body: z.object(content),
  reply: template,
  status: 200,
  refusals: ['template_not_found', 'template_name_taken'],
});

export const deleteTemplate = endpoint({
  name: 'deleteTemplate',
  summary: 'Remove my template; what was sent with it stays',
  method: 'DELETE',
  path: '/api/templates/:id',
  access: 'session',
  params: z.object({ id }),
  reply: nothing,
  status: 204,
  refusals: ['template_not_found'],
});

const value = text(1, 1_000).refine((given) => !/\{\{|\}\}/.test(given), 'must not contain double braces');

export const useTemplate = endpoint({
  name: 'useTemplate',
  summary: 'Fill a template and send it; refused while a variable is unfilled, otherwise as any send',
  method: 'POST',
  path: '/api/templates/:id/use',
  access: 'session',
  limit: 'send',
  params: z.object({ id }),
  body: z
    .object({
      to: id.optional(),
      conversationId: id.optional(),
      clientId,
      subject: text(0, limits.subject).nullable().optional(),
      /** A value for each variable that is not filled by itself. */
      variables: z.record(z.string().refine(isVariableName, 'must be the name of a variable'), value).default({}),
    })
    .refine((body) => (body.to === undefined) !== (body.conversationId === undefined), {
      path: ['to'],
      message: 'give either to or conversationId',
    }),
  reply: message,
  status: 201,
  refusals: [
    'client_id_reused',
    'template_not_found',
    'recipient_is_self',
    'conversation_not_found',
    'announcement_one_way',
    ...sendRefusals,
  ],
});

export const templateEndpoints = [createTemplate, listTemplates, changeTemplate, deleteTemplate, useTemplate] as const;
