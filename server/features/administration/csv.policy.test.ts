// CSV that any reader takes apart again, and no spreadsheet calculates.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvField, csvLine } from './csv.policy.ts';

describe('a CSV field', () => {
  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '=HYPERLINK("http://x")',
    'Z;=cmd|calc!A0',
    'a, @b',
    ' =1',
    'two\n=lines',
  ])('%j is text, not a formula', (text) => {
    expect(csvField(text)).toMatch(/^"'/);
  });

  test('is quoted, whatever separates fields where it is read, with quotes inside doubled', () => {
    expect(csvLine(['a,b', 'say "x"', 'two\nlines', null, 'plain'])).toBe(
      '"a,b","say ""x""","two\nlines",,"plain"\r\n',
    );
  });

  test('comes back as it was from a reader of RFC 4180, but for the apostrophe', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (values) => {
        const read = readLine(csvLine(values));
        expect(read.map((field, index) => (field === `'${values[index]}` ? values[index] : field))).toEqual(values);
      }),
    );
  });
});

function readLine(line: string): string[] {
  return Array.from(line.matchAll(/"((?:[^"]|"")*)"(?:,|\r\n$)/gs), ([, quoted]) => quoted!.replaceAll('""', '"'));
}
