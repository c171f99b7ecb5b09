// Care links: the relationship that lets a patient and a clinician write to each other.
import { z } from 'zod';
import { person } from './accounts.ts';
import { endpoint } from './endpoint.ts';
import { cursor, id, limits, moment, page, pageSize, text } from './text.ts';

export const careLinkStatus = z.enum(['pending', 'active', 'ended']);

export const careLink = z.object({
  id,
  patient: person,
  clinician: person,
  status: careLinkStatus,
  askedBy: id,
  askedAt: moment,
  acceptedAt: moment.nullable(),
  endedAt: moment.nullable(),
  /** Whether the asking account may accept it now. */
  mayAccept: z.boolean(),
});
export type CareLink = z.infer<typeof careLink>;

export const listCareLinks = endpoint({
  name: 'listCareLinks',
  summary:
    'My care links, newest first; an admin sees those of the whole clinic. `query` is the start of a word in the name, or of ' +
    'the username, of either side. Without a `limit` an admin gets 50 at a time and everybody else all of theirs',
  method: 'GET',
  path: '/api/care-links',
  access: 'session',
  query: z.object({
    query: text(0, limits.search.max).default(''),
    status: careLinkStatus.optional(),
    cursor: cursor.optional(),
    limit: pageSize.removeDefault().optional(),
  }),
  reply: page(careLink),
  status: 200,
  refusals: [],
});

export const askCareLink = endpoint({
  name: 'askCareLink',
  summary:
    'Ask for a care link. A patient or clinician names the other side by `accountId` or exact `identifier`; ' +
    'an admin names both and the link is active at once. Repeating an open request returns it',
  method: 'POST',
  path: '/api/care-links',
  access: 'session',
  body: z
    .object({
      accountId: id.optional(),
      identifier: text(1, limits.identifier).optional(),
      patientId: id.optional(),
      clinicianId: id.optional(),
    })
    .refine(
      (body) => [body.accountId, body.identifier, body.patientId && body.clinicianId].filter(Boolean).length === 1,
      { path: ['accountId'], message: 'give accountId, or identifier, or both patientId and clinicianId' },
    ),
  reply: careLink,
  status: 201,
  refusals: ['account_not_found', 'care_link_exists', 'role_refused'],
});

export const changeCareLink = endpoint({
  name: 'changeCareLink',
  summary: 'Accept a pending care link (`active`), or decline or end it (`ended`)',
  method: 'PATCH',
  path: '/api/care-links/:id',
  access: 'session',
  params: z.object({ id }),
  body: z.object({ status: z.enum(['active', 'ended']) }),
  reply: careLink,
  status: 200,
  refusals: [
    'care_link_not_found',
    'care_link_not_pending',
    'care_link_already_ended',
    'care_link_not_yours_to_accept',
  ],
});

export const careLinkEndpoints = [listCareLinks, askCareLink, changeCareLink] as const;
