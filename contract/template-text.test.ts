import { expect, test } from 'vitest';
import { fill, hasStrayBraces, variablesOf } from './template-text.ts';

test('variables are named once, in order, with or without spaces around them', () => {
  expect(variablesOf('{{ patient.name }}, on {{date}}: {{Ort}} {{date}}')).toEqual(['patient.name', 'date', 'Ort']);
  expect(variablesOf('{ {date} } and {date} and {{}} and {{1st}}')).toEqual([]);
});

test('fault: a template sent while a variable is unfilled', () => {
  expect(fill('{{a}} {{b}} {{c}}', new Map([['b', 'x']]))).toEqual({ missing: ['a', 'c'] });
  expect(fill('{{constructor}}', new Map())).toEqual({ missing: ['constructor'] });
  expect(fill('{{a}} and {{ a }}', new Map([['a', '$& {{b}}']]))).toEqual({ text: '$& {{b}} and $& {{b}}' });
});

test('braces that are no variable are noticed', () => {
  for (const stray of ['{{}}', '{{ 1 }}', 'Dear {{patient.name', 'name}}', '{{two words}}', '{{{date}}}'])
    expect([stray, hasStrayBraces(stray)]).toEqual([stray, stray !== '{{{date}}}']);
  expect(hasStrayBraces('Dear {{patient.name}}, {it is} {{date}}')).toBe(false);
});
