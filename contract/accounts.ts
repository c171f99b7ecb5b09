// Accounts: who a person is, signing in and out, sessions, registration and the people one may write to.
import { z } from 'zod';
import { endpoint, role } from './endpoint.ts';
import { id, limits, moment, nothing, text } from './text.ts';
import { secondStep } from './two-factor.ts';

/** What others may see of an account. */
export const person = z.object({
  id,
  displayName: z.string(),
  /** Profession or availability in the person's own words, e.g. "Clinical psychologist". */
  headline: z.string().nullable(),
  role,
});
export type Person = z.infer<typeof person>;

/** What an account may see of itself. */
export const me = person.extend({
  username: z.string(),
  email: z.string().nullable(),
  timeZone: z.string(),
  createdAt: moment,
  /** Whether signing in asks for a code of an authenticator app. */
  twoFactor: z.boolean(),
});
export type Me = z.infer<typeof me>;

const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9._-]{1,38})[a-z0-9]$/, 'must be 3 to 40 letters, digits, dots, hyphens or underscores');
const email = z.string().trim().toLowerCase().max(limits.identifier).pipe(z.email());
/** Not trimmed: a space at the end of a password is part of it. */
export const password = z
  .string()
  .refine((value) => value.isWellFormed() && !value.includes('\u0000'), 'must be valid Unicode text without NUL')
  .min(limits.password.min, `must have at least ${limits.password.min} characters`)
  .max(limits.password.max, `must have at most ${limits.password.max} characters`);
export const timeZone = z.string().max(64).refine(isTimeZone, 'must be an IANA time zone such as Europe/London');
/**
 * One line in the order it is written: nothing that controls, turns or cannot be seen. The joiners that some scripts and
 * emoji need stay, but not after a letter of those that do not need them, where two names would look the same.
 */
const displayName = text(1, limits.displayName).refine(
  (value) =>
    !/(?!\p{Join_Control}|\ufe0e|\ufe0f)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(value) &&
    !/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{M}*\p{Join_Control}/u.test(value),
  'must not contain control, direction or invisible characters',
);

function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

const whoAmI = z.object({
  /** Null when nobody is signed in. */
  account: me.nullable(),
  /** To be sent back in the `x-csrf-token` header of every write. */
  csrfToken: z.string(),
});

export const readSession = endpoint({
  name: 'readSession',
  summary: 'Who am I, and the CSRF token for my writes',
  method: 'GET',
  path: '/api/session',
  access: 'anonymous',
  reply: whoAmI,
  status: 200,
  refusals: [],
});

export const signIn = endpoint({
  name: 'signIn',
  summary: 'Sign in with a username or e-mail address and a password, and a code where the account asks for one',
  method: 'POST',
  path: '/api/session',
  access: 'anonymous',
  body: z.object({
    identifier: text(1, limits.identifier),
    password: z.string().min(1).max(limits.password.max),
    code: secondStep.optional(),
  }),
  reply: whoAmI,
  status: 200,
  refusals: ['sign_in_failed', 'code_needed', 'code_wrong', 'rate_limited', 'overloaded'],
});

export const signOut = endpoint({
  name: 'signOut',
  summary: 'End this session, everywhere it is open',
  method: 'DELETE',
  path: '/api/session',
  access: 'session',
  reply: nothing,
  status: 204,
  refusals: [],
});

export const session = z.object({
  id,
  current: z.boolean(),
  createdAt: moment,
  lastSeenAt: moment,
  expiresAt: moment,
  /** Browser and system in words, e.g. "Firefox on Linux". */
  device: z.string(),
  address: z.string().nullable(),
});
export type Session = z.infer<typeof session>;

export const listSessions = endpoint({
  name: 'listSessions',
  summary: 'My open sessions',
  method: 'GET',
  path: '/api/sessions',
  access: 'session',
  reply: z.object({ items: z.array(session) }),
  status: 200,
  refusals: [],
});

export const endSession = endpoint({
  name: 'endSession',
  summary: 'End one of my sessions',
  method: 'DELETE',
  path: '/api/sessions/:id',
  access: 'session',
  params: z.object({ id }),
  reply: nothing,
  status: 204,
  refusals: ['session_not_found'],
});

/** What every way of making an account asks for. */
export const newAccount = z.object({
  username,
  email: email.optional(),
  displayName,
  password,
  timeZone: timeZone.optional(),
});

export const registerPatient = endpoint({
  name: 'registerPatient',
  summary: 'Register as a patient; signs in',
  method: 'POST',
  path: '/api/accounts',
  access: 'anonymous',
  limit: 'register',
  body: newAccount,
  reply: whoAmI,
  status: 201,
  refusals: ['identifier_taken', 'password_too_common', 'rate_limited', 'overloaded'],
});

export const setUpAdmin = endpoint({
  name: 'setUpAdmin',
  summary: 'Make the first admin with the one-time setup link printed at first start; signs in',
  method: 'POST',
  path: '/api/setup',
  access: 'anonymous',
  limit: 'register',
  body: newAccount.extend({ token: z.string().min(1).max(200) }),
  reply: whoAmI,
  status: 201,
  refusals: ['setup_link_invalid', 'identifier_taken', 'password_too_common', 'overloaded'],
});

export const readMe = endpoint({
  name: 'readMe',
  summary: 'My account',
  method: 'GET',
  path: '/api/me',
  access: 'session',
  reply: me,
  status: 200,
  refusals: [],
});

export const changeMe = endpoint({
  name: 'changeMe',
  summary:
    'Change my name, headline, e-mail address or time zone; what is not sent stays. Another address needs the password',
  method: 'PATCH',
  path: '/api/me',
  access: 'session',
  body: z.object({
    displayName: displayName.optional(),
    headline: text(0, limits.headline).nullable().optional(),
    email: email.nullable().optional(),
    timeZone: timeZone.optional(),
    /** Only for another e-mail address: whoever reads mail there can choose a new password. */
    currentPassword: z.string().min(1).max(limits.password.max).optional(),
  }),
  reply: me,
  status: 200,
  refusals: ['identifier_taken', 'password_wrong', 'overloaded'],
});

export const changePassword = endpoint({
  name: 'changePassword',
  summary: 'Change my password; ends every other session and renews this one',
  method: 'PUT',
  path: '/api/me/password',
  access: 'session',
  body: z.object({ currentPassword: z.string().min(1).max(limits.password.max), newPassword: password }),
  reply: whoAmI,
  status: 200,
  refusals: ['password_wrong', 'password_too_common', 'overloaded'],
});

export const findPeople = endpoint({
  name: 'findPeople',
  summary: 'People I may write to, the first 20, by the start of a name or username, and by role',
  method: 'GET',
  path: '/api/people',
  access: 'session',
  query: z.object({ query: text(0, limits.search.max).default(''), role: role.optional() }),
  reply: z.object({ items: z.array(person) }),
  status: 200,
  refusals: [],
});

export const listClinicians = endpoint({
  name: 'listClinicians',
  summary:
    'Clinicians of this clinic whom a patient can ask for a care link, the first 50, by the start of a name or username',
  method: 'GET',
  path: '/api/clinicians',
  access: 'session',
  query: z.object({ query: text(0, limits.search.max).default('') }),
  reply: z.object({ items: z.array(person) }),
  status: 200,
  refusals: [],
});

export const accountEndpoints = [
  readSession,
  signIn,
  signOut,
  listSessions,
  endSession,
  registerPatient,
  setUpAdmin,
  readMe,
  changeMe,
  changePassword,
  findPeople,
  listClinicians,
] as const;
