// Every string comes from a catalogue and can be in another language: none is missing, none is unused, none is glued together.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const web = path.join(import.meta.dirname, '..');
type Words = { [key: string]: string | Words };

const catalogues = globSync('locales/en/*.json', { cwd: web }).map(
  (file) => [file, JSON.parse(readFileSync(path.join(web, file), 'utf8')) as Words] as const,
);
const flat = (words: Words, before = ''): [key: string, text: string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${before}${key}`, value] as [string, string]] : flat(value, `${before}${key}.`),
  );
const entries = catalogues.flatMap(([, words]) => flat(words));
const sources = globSync('**/*.{ts,tsx}', { cwd: web })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => [file, readFileSync(path.join(web, file), 'utf8')] as const);
const code = sources.map(([, text]) => text).join('\n');

test('every key that is asked for is in a catalogue', () => {
  const known = new Set(entries.map(([key]) => key.replace(/_(zero|one|two|few|many|other)$/, '')));
  const asked = [...code.matchAll(/\bt\(\s*'([\w.]+)'/g)].map(([, key]) => key!);
  expect(asked.length).toBeGreaterThan(300);
  expect(asked.filter((key) => !known.has(key))).toEqual([]);
});

test('every key of a catalogue is asked for somewhere', () => {
  const patterns = [...code.matchAll(/['`]([\w.]+(?:\$\{[^}]+\}[\w.]*)*)['`]/g)]
    .map(([, key]) => key!)
    .filter((key) => key.includes('.') || key.includes('$'))
    .map((key) => new RegExp(`^${key.replaceAll('.', '\\.').replaceAll(/\$\{[^}]+\}/g, '[\\w.]+')}$`));
  const literals = new Set([...code.matchAll(/['"]([\w.]+)['"]/g)].map(([, key]) => key!));
  const unused = entries
    .map(([key]) => key.replace(/_(zero|one|two|few|many|other)$/, ''))
    .filter((key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)));
  expect([...new Set(unused)]).toEqual([]);
});

test('no two catalogues say different things under one key', () => {
  const seen = new Map<string, string>();
  for (const [key, text] of entries) {
    expect(seen.get(key) ?? text, key).toBe(text);
    seen.set(key, text);
  }
});

test('text between tags is never written in the code', () => {
  const found = sources.flatMap(([file, text]) =>
    [...text.matchAll(/>\s*([A-Z][a-z]+(?: [a-z]+)+[.!?]?)\s*</g)].map(([, words]) => `${file}: ${words}`),
  );
  expect(found).toEqual([]);
});
