// One-time links to choose a password: asked for by whoever forgot theirs, or sent with an invitation.
import { z } from 'zod';
import { password } from './accounts.ts';
import { endpoint } from './endpoint.ts';
import { limits, nothing, text } from './text.ts';

export const requestPasswordReset = endpoint({
  name: 'requestPasswordReset',
  summary:
    'Have a link to choose a new password sent to the e-mail address of an account; good once, for an hour. The answer is the same whether there is such an account or not',
  method: 'POST',
  path: '/api/password-resets',
  access: 'anonymous',
  limit: 'reset',
  body: z.object({ identifier: text(1, limits.identifier) }),
  reply: nothing,
  status: 204,
  refusals: [],
});

export const usePasswordLink = endpoint({
  name: 'usePasswordLink',
  summary: 'Choose a password with the token of a link; ends every session of the account and signs nobody in',
  method: 'POST',
  path: '/api/password-resets/:token',
  access: 'anonymous',
  params: z.object({ token: z.string().min(1).max(200) }),
  body: z.object({ password }),
  reply: nothing,
  status: 204,
  refusals: ['password_link_invalid', 'password_too_common', 'overloaded'],
});

export const passwordLinkEndpoints = [requestPasswordReset, usePasswordLink] as const;
