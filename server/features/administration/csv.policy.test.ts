// CSV that any reader takes apart again, and no spreadsheet calculates.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvField, csvLine } from './csv.policy.ts';

describe('a CSV field', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x")'])(
    '%j is text, not a formula',
    (text) => {
      expect(csvField(text).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  test('quotes what would break the line, and doubles quotes inside', () => {
    expect(csvLine(['a,b', 'say "x"', 'two\nlines', null, 'plain'])).toBe('"a,b","say ""x""","two\nlines",,plain\r\n');
  });

  test('comes back as it was from a reader of RFC 4180, but for the apostrophe', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (values) => {
        const read = readLine(csvLine(values));
        expect(read).toEqual(values.map((value) => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value)));
      }),
    );
  });
});

function readLine(line: string): string[] {
  const fields: string[] = [];
  let rest = line.slice(0, -2);
  for (;;) {
    const [whole, quoted, bare] = /^(?:"((?:[^"]|"")*)"|([^,"]*))(?=,|$)/s.exec(rest)!;
    fields.push(quoted?.replaceAll('""', '"') ?? bare!);
    if (whole.length === rest.length) return fields;
    rest = rest.slice(whole.length + 1);
  }
}
