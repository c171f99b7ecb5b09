// Looking through a text costs the same however much is asked for.
import { expect, test, vi } from 'vitest';
import { findMatches } from './find-matches.ts';
import { readQuery } from './read-query.ts';

/** How often a text was gone through from beginning to end, to split or to fold it. */
function readings(typed: string, text: string): number {
  const query = readQuery(typed);
  const spy = vi.spyOn(String.prototype, 'matchAll');
  try {
    findMatches(query, [text]);
    return spy.mock.calls.length;
  } finally {
    spy.mockRestore();
  }
}

test('what is typed over and over is looked for once', () => {
  expect(readQuery('"x" '.repeat(50)).phrases).toEqual([['x']]);
  expect(readQuery('% '.repeat(100)).literals).toEqual(['%']);
  expect(readQuery('x '.repeat(50)).terms.length).toBeLessThanOrEqual(2);
});

test('a text is split and folded once, for a hundred things too, and not at all once something is missing', () => {
  const signs = Array.from({ length: 20 }, (_, count) => '%'.repeat(count + 1)).join(' ');
  expect(readings(`${signs} "x x" "x x x" x`, 'x % '.repeat(2_000) + '%'.repeat(30))).toBe(2);
  expect(readings('& x "x x"', 'x '.repeat(5_000))).toBe(1);
});

test('no more than a hundred places of one text are told', () => {
  expect(findMatches(readQuery('"x"'), ['x '.repeat(5_000)])![0]).toHaveLength(100);
});
