// What went wrong, as a sentence a tired person understands.
import i18next from 'i18next';
import { notEmpty } from '../../contract/text.ts';
import { Refusal } from './refusal.ts';

export function sentenceFor(error: Error): string {
  if (!(error instanceof Refusal)) return i18next.t('unreachable');
  if (error.code === 'rate_limited' && error.retryAfter)
    return i18next.t('waitSeconds', { count: Math.ceil(error.retryAfter) });
  return i18next.t(`refusals.${error.code}`);
}

/** What to quote to the people who run the service; only when they could do something about it. */
export const referenceOf = (error: Error): string | undefined =>
  error instanceof Refusal && error.code === 'internal_error' ? error.requestId : undefined;

/** Sentences of the fields that were refused, by field; `nameless` is for a name that was left empty. */
export function fieldErrors(
  error: Error | null,
  nameless = i18next.t('fields.displayNameEmpty'),
): Record<string, string> {
  if (!(error instanceof Refusal)) return {};
  if (error.code === 'identifier_taken') return { username: i18next.t('refusals.identifier_taken') };
  if (error.code === 'password_too_common')
    return {
      password: i18next.t('refusals.password_too_common'),
      newPassword: i18next.t('refusals.password_too_common'),
    };
  if (error.code === 'password_wrong') return { currentPassword: i18next.t('refusals.password_wrong') };
  const known = [
    'username',
    'email',
    'displayName',
    'password',
    'newPassword',
    'currentPassword',
    'identifier',
    'timeZone',
    'headline',
    'body',
    'subject',
  ] as const;
  const fields = known.filter((field) =>
    error.issues.some((issue) => issue.path === field || issue.path === `body.${field}`),
  );
  const empty = error.issues.some(({ path, message }) => /^(body\.)?displayName$/.test(path) && message === notEmpty);
  return {
    ...Object.fromEntries(fields.map((field) => [field, i18next.t(`fields.${field}`)])),
    ...(empty && { displayName: nameless }),
  };
}
