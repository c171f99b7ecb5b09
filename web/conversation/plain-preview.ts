// The marks of formatted text taken away, for the one line that a list shows.
const marks: readonly [RegExp, string][] = [
  [/\[\s{0,200}\]\(([^()\s]{1,500})\)/g, '$1'],
  [/\[([^\]\n]{1,200})\]\([^()\s]{1,500}\)/g, '$1'],
  [/(\*\*|__)(?=\S)([^*_\n]{1,200}?\S|\S)\1/g, '$2'],
  [/(?<![\p{L}\p{N}*_])([*_])(?=\S)([^*_\n]{1,200}?\S|\S)\1(?![\p{L}\p{N}*_])/gu, '$2'],
  [/^\s{0,3}(?:>|[-*+]\s|\d{1,3}[.)]\s)\s*/gm, ''],
];

export const plainPreview = (text: string): string =>
  marks.reduce((plain, [mark, instead]) => plain.replace(mark, instead), text);
