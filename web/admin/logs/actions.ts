// What the codes of the audit trail mean in words.
import i18next from 'i18next';
import catalogue from '../../locales/en/admin.json';

/** Every action that has words. */
export const knownActions: readonly string[] = Object.entries(catalogue.console.actions).flatMap(([noun, verbs]) =>
  Object.keys(verbs).map((verb) => `${noun}.${verb}`),
);

/** An attempt that was refused is recorded under the name of what was asked for, which has no words. */
export const actionWords = (action: string): string =>
  i18next.t(`console.actions.${action}` as 'console.actions.message.sent', { defaultValue: action });
