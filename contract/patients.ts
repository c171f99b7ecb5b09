// A clinician's patients: who needs an answer first, their risk as clinicians set it, and flags raised by words.
import { z } from 'zod';
import { person } from './accounts.ts';
import { crisisFlag } from './crisis-flags.ts';
import { endpoint } from './endpoint.ts';
import { clientId, cursor, id, limits, moment, page, pageSize, text } from './text.ts';

/** `unknown` is no opinion: it is what stands until a clinician says otherwise, and is never to be shown as low. */
export const riskLevel = z.enum(['unknown', 'low', 'moderate', 'high', 'critical']);
export type RiskLevel = z.infer<typeof riskLevel>;

const risk = z.object({
  level: riskLevel,
  /** Who set it and when; null while nobody has. */
  assessedBy: person.nullable(),
  assessedAt: moment.nullable(),
});

const assessment = z.object({
  id,
  level: riskLevel,
  assessedBy: person,
  assessedAt: moment,
  note: z.string(),
});
export type Assessment = z.infer<typeof assessment>;

export const patient = z.object({
  patient: person,
  careLinkId: id,
  /** Since when the care link is active. */
  inCareSince: moment,
  /** The direct conversation between the patient and me; null before the first message. */
  conversationId: id.nullable(),
  /** Newest message of it that I can see, its text cut to 140 characters. */
  lastMessage: z.object({ id, mine: z.boolean(), preview: z.string(), sentAt: moment }).nullable(),
  /** When the patient wrote the oldest message that came after my last one; null when the last word is mine. */
  waitingSince: moment.nullable(),
  /** Messages of the patient that I have not read, as in my inbox. */
  unread: z.number().int().nonnegative(),
  risk,
  /** Flags that nobody has acknowledged, and when the oldest of them was raised. */
  openFlags: z.number().int().nonnegative(),
  flaggedSince: moment.nullable(),
  /** Conversations of mine where I received a message with such a flag. */
  flaggedIn: z.array(id),
});
export type Patient = z.infer<typeof patient>;

/** A flag, whether it was written in a group, and whether the message reached me where I still am. */
const placedFlag = crisisFlag.extend({ inGroup: z.boolean(), reachedMe: z.boolean() });
export type PlacedFlag = z.infer<typeof placedFlag>;

export const patientFilter = z.enum(['all', 'unread', 'today', 'flagged', 'waiting', 'critical', 'wrote']);
export type PatientFilter = z.infer<typeof patientFilter>;
export const patientSort = z.enum(['urgent', 'waiting', 'name', 'recent']);
export type PatientSort = z.infer<typeof patientSort>;

export const listPatients = endpoint({
  name: 'listPatients',
  summary:
    'Patients in my care. `urgent` puts open flags first, then risk (critical, high, moderate, unknown, low), then who has ' +
    'waited longest; `today` keeps those with a message since midnight on my clock, `waiting`, `critical` and `wrote` those ' +
    'whom the figures of my week count. `query` is any part of the name',
  method: 'GET',
  path: '/api/clinician/patients',
  access: ['clinician'],
  query: z.object({
    query: text(0, limits.displayName).default(''),
    filter: patientFilter.default('all'),
    sort: patientSort.default('urgent'),
    cursor: cursor.optional(),
    limit: pageSize,
  }),
  reply: page(patient),
  status: 200,
  refusals: [],
});

export const readPatient = endpoint({
  name: 'readPatient',
  summary:
    'One patient in my care, with the newest 200 risk assessments and 200 flags, those that nobody has acknowledged rather than others',
  method: 'GET',
  path: '/api/clinician/patients/:id',
  access: ['clinician'],
  params: z.object({ id }),
  reply: patient.extend({ assessments: z.array(assessment), flags: z.array(placedFlag) }),
  status: 200,
  refusals: ['patient_not_found'],
});

export const assessRisk = endpoint({
  name: 'assessRisk',
  summary:
    'Set the risk of a patient in my care and say why. Each time is kept; a repeated clientId answers with the first',
  method: 'PUT',
  path: '/api/clinician/patients/:id/risk',
  access: ['clinician'],
  params: z.object({ id }),
  body: z.object({ level: riskLevel, note: text(1, limits.riskNote), clientId: clientId.optional() }),
  reply: assessment,
  status: 200,
  refusals: ['client_id_reused', 'patient_not_found'],
});

export const acknowledgeFlag = endpoint({
  name: 'acknowledgeFlag',
  summary: 'Say that I have seen to a flag of a patient in my care; the first to say so stands',
  method: 'PUT',
  path: '/api/clinician/flags/:id/acknowledgement',
  access: ['clinician'],
  params: z.object({ id }),
  reply: crisisFlag,
  status: 200,
  refusals: ['flag_not_found'],
});

export const patientEndpoints = [listPatients, readPatient, assessRisk, acknowledgeFlag] as const;
