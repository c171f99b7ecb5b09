// Broadcasts: one text to an audience, private to each recipient; who answers writes to the author directly.
import { z } from 'zod';
import { person } from './accounts.ts';
import { endpoint } from './endpoint.ts';
import { cursor, id, limits, moment, newClientId, page, text } from './text.ts';

const adminAudience = z.enum(['all', 'patients', 'clinicians', 'admins']);
/** All patients with an active care link, or these of them. */
const clinicianAudience = z.union([z.literal('all'), z.array(id).min(1).max(limits.broadcastPatients)]);

const broadcastAudience = z.enum([...adminAudience.options, 'my_patients', 'chosen_patients']);

export const broadcast = z.object({
  id,
  clientId: z.string(),
  audience: broadcastAudience,
  subject: z.string().nullable(),
  body: z.string(),
  urgent: z.boolean(),
  createdAt: moment,
  /** Null while it is still going out. */
  completedAt: moment.nullable(),
  reach: z.object({
    /** People in the audience when it was made, the skipped included. */
    total: z.number().int(),
    sent: z.number().int(),
    delivered: z.number().int(),
    read: z.number().int(),
    /** Blocked, deactivated or no longer in care when it would have reached them. */
    skipped: z.number().int(),
  }),
});
export type Broadcast = z.infer<typeof broadcast>;

const content = {
  clientId: newClientId,
  subject: text(0, limits.subject).nullable().optional(),
  body: text(1, limits.message),
  urgent: z.boolean().default(false),
};

const preview = z.object({
  /** How many would receive it. */
  total: z.number().int(),
  byRole: z.object({ patient: z.number().int(), clinician: z.number().int(), admin: z.number().int() }),
  /** In the audience, but not to be written to. */
  skipped: z.number().int(),
  /** The first of those who would receive it, by name; at most 100. */
  people: z.array(person),
});
export type BroadcastPreview = z.infer<typeof preview>;

const list = { cursor: cursor.optional(), limit: z.coerce.number().int().min(1).max(50).default(20) };

export const createAdminBroadcast = endpoint({
  name: 'createAdminBroadcast',
  summary: 'Tell everybody in an audience; the same again under its clientId answers 200 with the first broadcast',
  method: 'POST',
  path: '/api/admin/broadcasts',
  access: ['admin'],
  limit: 'send',
  body: z.object({ audience: adminAudience, ...content }),
  reply: broadcast,
  status: 201,
  refusals: ['client_id_reused', 'audience_empty'],
});

export const previewAdminBroadcast = endpoint({
  name: 'previewAdminBroadcast',
  summary: 'How many, and who, an audience is at this moment',
  method: 'POST',
  path: '/api/admin/broadcasts/preview',
  access: ['admin'],
  body: z.object({ audience: adminAudience }),
  reply: preview,
  status: 200,
  refusals: [],
});

export const listAdminBroadcasts = endpoint({
  name: 'listAdminBroadcasts',
  summary: 'My broadcasts as an admin, newest first, with how many they reached',
  method: 'GET',
  path: '/api/admin/broadcasts',
  access: ['admin'],
  query: z.object(list),
  reply: page(broadcast),
  status: 200,
  refusals: [],
});

export const createClinicianBroadcast = endpoint({
  name: 'createClinicianBroadcast',
  summary: 'Tell all my patients, or some of them; blocked ones are skipped',
  method: 'POST',
  path: '/api/clinician/broadcasts',
  access: ['clinician'],
  limit: 'send',
  body: z.object({ audience: clinicianAudience, ...content }),
  reply: broadcast,
  status: 201,
  refusals: ['client_id_reused', 'audience_empty', 'recipient_not_found'],
});

export const previewClinicianBroadcast = endpoint({
  name: 'previewClinicianBroadcast',
  summary: 'How many, and who, of my patients would receive a broadcast at this moment',
  method: 'POST',
  path: '/api/clinician/broadcasts/preview',
  access: ['clinician'],
  body: z.object({ audience: clinicianAudience }),
  reply: preview,
  status: 200,
  refusals: ['recipient_not_found'],
});

export const listClinicianBroadcasts = endpoint({
  name: 'listClinicianBroadcasts',
  summary: 'My broadcasts, newest first, with how many they reached',
  method: 'GET',
  path: '/api/clinician/broadcasts',
  access: ['clinician'],
  query: z.object(list),
  reply: page(broadcast),
  status: 200,
  refusals: [],
});

export const broadcastEndpoints = [
  createAdminBroadcast,
  previewAdminBroadcast,
  listAdminBroadcasts,
  createClinicianBroadcast,
  previewClinicianBroadcast,
  listClinicianBroadcasts,
] as const;
