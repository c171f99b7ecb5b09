// A second step at sign-in: six digits of an authenticator app (TOTP, RFC 6238), or a recovery code.
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { limits, nothing } from './text.ts';

/** Six digits of the app, or a recovery code; spaces, hyphens and case do not matter. */
export const secondStep = z
  .string()
  .max(40)
  .transform((value) => value.replace(/[\s-]/g, '').toUpperCase())
  .pipe(z.string().regex(/^(\d{6}|[A-Z2-7]{16})$/, 'must be six digits, or a recovery code'));

const currentPassword = z.string().min(1).max(limits.password.max);

export const startTotp = endpoint({
  name: 'startTotp',
  summary: 'Begin to use an authenticator app: a new secret, which counts once a code of it was confirmed',
  method: 'POST',
  path: '/api/me/totp',
  access: 'session',
  body: z.object({ currentPassword }),
  reply: z.object({
    /** Base32, to be typed where no camera is. */
    secret: z.string(),
    /** `otpauth://` address for a QR code. */
    uri: z.string(),
  }),
  status: 201,
  refusals: ['password_wrong', 'totp_on', 'overloaded'],
});

export const confirmTotp = endpoint({
  name: 'confirmTotp',
  summary: 'Confirm the app with a code of it: from now on every sign-in asks for one. Ends every other session',
  method: 'PUT',
  path: '/api/me/totp',
  access: 'session',
  body: z.object({ code: secondStep }),
  reply: z.object({
    /** Ten, each good once instead of a code; shown only here. */
    recoveryCodes: z.array(z.string()),
  }),
  status: 200,
  refusals: ['code_wrong', 'totp_on', 'totp_not_started'],
});

export const removeTotp = endpoint({
  name: 'removeTotp',
  summary: 'Stop asking for a second step; needs the password and a code or recovery code',
  method: 'DELETE',
  path: '/api/me/totp',
  access: 'session',
  body: z.object({ currentPassword, code: secondStep }),
  reply: nothing,
  status: 204,
  refusals: ['password_wrong', 'code_wrong', 'totp_not_started', 'overloaded'],
});

export const twoFactorEndpoints = [startTotp, confirmTotp, removeTotp] as const;
