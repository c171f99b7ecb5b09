// Variables in the text of a template: found, checked and filled in the same way by browser and server. Pure.

const variable = /\{\{\s*(\p{L}[\p{L}\p{N}_.-]{0,49})\s*\}\}/gu;
const wholeName = /^\p{L}[\p{L}\p{N}_.-]{0,49}$/u;
const braces = /\{\{|\}\}/;

export const isVariableName = (name: string) => wholeName.test(name);

/** Names in the order of their first place. */
export const variablesOf = (text: string): string[] => [
  ...new Set(Array.from(text.matchAll(variable), ([, name]) => name!)),
];

/** Whether double braces stand there that are no variable and would be sent as they are. */
export const hasStrayBraces = (text: string): boolean => braces.test(text.replace(variable, ''));

export type Filled = { readonly text: string } | { readonly missing: readonly string[] };

/** What a value says is never looked at for further variables. */
export function fill(text: string, values: ReadonlyMap<string, string>): Filled {
  const missing = variablesOf(text).filter((name) => !values.has(name));
  if (missing.length > 0) return { missing };
  return { text: text.replace(variable, (_, name: string) => values.get(name)!) };
}
