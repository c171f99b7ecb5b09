// Every refusal code the API can answer with and, once, its HTTP status.
import { z } from 'zod';

export const refusals = {
  // the request itself
  malformed_request: 400,
  invalid_input: 400,
  not_found: 404,
  body_too_large: 413,
  not_json: 415,
  rate_limited: 429,
  overloaded: 503,
  internal_error: 500,
  // who is asking
  unauthenticated: 401,
  sign_in_failed: 401,
  csrf_invalid: 403,
  origin_refused: 403,
  role_refused: 403,
  // accounts
  identifier_taken: 409,
  last_admin: 409,
  password_wrong: 403,
  password_too_common: 400,
  password_link_invalid: 404,
  /** The password was right; a code is missing. */
  code_needed: 403,
  code_wrong: 403,
  totp_on: 409,
  totp_not_started: 409,
  /** The owner has chosen a password already. */
  invitation_used: 409,
  setup_link_invalid: 404,
  session_not_found: 404,
  // care links
  account_not_found: 404,
  care_link_not_found: 404,
  care_link_exists: 409,
  care_link_not_pending: 409,
  care_link_already_ended: 409,
  care_link_not_yours_to_accept: 403,
  // writing to somebody
  recipient_not_found: 404,
  recipient_is_self: 403,
  care_link_pending: 403,
  care_link_ended: 403,
  /** Says no more than that it cannot be: the other side may have blocked the writer. */
  recipient_unavailable: 403,
  you_blocked_them: 403,
  support_desk_not_blockable: 403,
  conversation_not_found: 404,
  /** The client id belongs to something else: another text, other people, another name. */
  client_id_reused: 409,
  /** What answers an announcement goes to whoever made it, and they cannot be written to. */
  announcement_one_way: 403,
  // groups
  member_not_found: 404,
  invitation_not_found: 404,
  not_yours_to_change: 403,
  group_full: 409,
  message_not_found: 404,
  // broadcasts
  audience_empty: 409,
  // patients in a clinician's care
  patient_not_found: 404,
  flag_not_found: 404,
  /** Somebody else changed the list in the meantime. */
  crisis_words_changed: 409,
  // templates and drafts
  template_not_found: 404,
  template_name_taken: 409,
  draft_not_found: 404,
  /** Another device saved it in the meantime. */
  draft_changed: 409,
  draft_limit: 409,
  notification_not_found: 404,
  // scheduled messages
  scheduled_message_not_found: 404,
  /** It was sent, cancelled or failed in the meantime. */
  scheduled_message_settled: 409,
} as const;

/** What any endpoint can answer with, without naming it. */
export const everywhere: readonly RefusalCode[] = [
  'malformed_request',
  'invalid_input',
  'body_too_large',
  'not_json',
  'rate_limited',
  'overloaded',
  'unauthenticated',
  'csrf_invalid',
  'origin_refused',
  'role_refused',
];

export type RefusalCode = keyof typeof refusals;
export const refusalCodes = Object.keys(refusals) as [RefusalCode, ...RefusalCode[]];

/** Body of every answer that is not a success. `issues` names each wrong field and why. */
export const problem = z.object({
  code: z.enum(refusalCodes),
  requestId: z.string(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problem>;
