// The part of a found text that is shown.
import { expect, test } from 'vitest';
import { excerpt } from './excerpt.ts';

const read = (text: string, word: string) => {
  const ranges = [...text.matchAll(new RegExp(word, 'g'))].map(({ index }) => [index, index + word.length] as const);
  return excerpt(text, ranges)
    .map(({ text: piece, hit }) => (hit ? `<${piece}>` : piece))
    .join('');
};

test('a short text is shown whole, with every hit told apart', () => {
  expect(read('I slept, and slept again', 'slept')).toBe('I <slept>, and <slept> again');
  expect(excerpt('No hit here', [])).toEqual([{ text: 'No hit here', hit: false }]);
});

test('a long text begins at a whole word a little before its first hit and says that it goes on', () => {
  const shown = read(`${'before '.repeat(60)}found ${'after '.repeat(60)}`, 'found');
  expect(shown).toMatch(/^… before before /);
  expect(shown).toContain(' <found> after');
  expect(shown).toMatch(/ …$/);
  expect(shown.length).toBeLessThan(260);
});

test('a hit at the very end, and one longer than the part, are not cut off', () => {
  expect(read(`${'x'.repeat(300)} end`, 'end')).toBe('… <end>');
  expect(excerpt('y'.repeat(400), [[0, 400]])).toEqual([{ text: 'y'.repeat(400), hit: true }]);
});

test('marks of bold text are left out', () => {
  expect(read('this is **very good** news', 'very')).toBe('this is <very> good news');
});
