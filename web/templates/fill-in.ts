// What fills the variables of a template by itself, as the server does it, and what each variable is called on a page.
import { useTranslation } from 'react-i18next';
import { fill, variablesOf } from '../../contract/template-text.ts';
import type { Me, Person } from '../../contract/accounts.ts';

/** The patient and the clinician of the two, as far as there is one of each; the date on the author's calendar. */
export function knownValues(me: Me, peer: Person | null): Map<string, string> {
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: me.timeZone }).format(new Date());
  const values = new Map([['date', date]]);
  for (const role of ['patient', 'clinician'] as const) {
    const side = [me, peer].find((one) => one?.role === role);
    if (side) values.set(`${role}.name`, side.displayName);
  }
  return values;
}

export const ownVariables = { 'patient.name': 'patient', 'clinician.name': 'clinician', date: 'date' } as const;

export function useVariableName(): (variable: string) => string {
  const { t } = useTranslation();
  return (variable) => {
    const known = variable in ownVariables ? ownVariables[variable as keyof typeof ownVariables] : null;
    if (known) return t(`templates.known.${known}`);
    const words = variable.replace(/[._-]+/g, ' ').trim();
    return words.charAt(0).toUpperCase() + words.slice(1);
  };
}

/** The sentence of a template in which a variable first stands. */
export const sentenceOf = (body: string, variable: string): string =>
  body.split(/\n|(?<=[.!?])\s+/).find((sentence) => variablesOf(sentence).includes(variable)) ?? '';

/** The text of a template for somebody to read: what is not known stands there by its name. */
export function useReadable(): (body: string, known?: ReadonlyMap<string, string>) => string {
  const nameOf = useVariableName();
  return (body, known = new Map()) => {
    const names = variablesOf(body).map((variable) => [variable, `[${nameOf(variable)}]`] as const);
    const filled = fill(body, new Map([...names, ...known]));
    return 'text' in filled ? filled.text : body;
  };
}
