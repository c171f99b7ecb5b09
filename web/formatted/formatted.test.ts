// What formatting makes of text, and what it must never make of it.
import { expect, test } from 'vitest';
import { edit } from './edit.ts';
import { lexMessage, namesPlace, safeAddress } from './lex.ts';

const kinds = (text: string) => lexMessage(text).map((token) => token.type);

test('lists, quotes and paragraphs are found', () => {
  expect(kinds('Hello\n\n- one\n- two\n\n> said\n\nend')).toEqual([
    'paragraph',
    'space',
    'list',
    'space',
    'blockquote',
    'space',
    'paragraph',
  ]);
});

test('headings, rules, code, tables, pictures and tags stay what was typed', () => {
  for (const text of [
    '# no heading',
    'a\n===',
    '---',
    '    four spaces',
    '```\ncode\n```',
    '<b onclick=x>tag</b>',
    '<script>alert(1)</script>',
    '|a|b|\n|-|-|\n|1|2|',
    '[a]: https://example.org',
  ]) {
    const tokens = lexMessage(text);
    expect(tokens.every((token) => token.type === 'paragraph' || token.type === 'text' || token.type === 'space')).toBe(
      true,
    );
    expect(tokens.map((token) => token.raw).join('')).toBe(text);
  }
});

test('only pages and mailboxes are led to', () => {
  for (const href of ['https://example.org', 'http://example.org', 'mailto:a@example.org'])
    expect(safeAddress(href)).toBe(href);
  for (const href of [
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'data:text/html,x',
    '/inbox',
    '//evil.example',
    'vbscript:x',
  ])
    expect(safeAddress(href)).toBe(null);
});

test('the place that a link leads to is left out only where its text is that place', () => {
  for (const text of ['s.uk', 'https://s.uk', 'https://s.uk/a?b']) expect(namesPlace(text, 's.uk')).toBe(true);
  for (const text of ['www.nhs.uk', 'https://www.nhs.uk', 'https://nhs.uk/s.uk', 'see s.uk', 'https://nhs.uk@s.uk'])
    expect([text, namesPlace(text, 's.uk')]).toEqual([text, false]);
  expect(namesPlace('a@example.org', 'a@example.org')).toBe(true);
});

test('a mark goes around the words and is taken away by the same key', () => {
  const bold = edit('I am well ', 5, 10, 'bold');
  expect(bold).toEqual({ from: 5, to: 9, text: '**well**', select: [7, 11] });
  expect(edit('I am **well** ', 7, 11, 'bold')).toEqual({ from: 5, to: 13, text: 'well', select: [5, 9] });
});

test('a list begins at every chosen line', () => {
  expect(edit('a\nb\nc', 2, 5, 'list').text).toBe('- b\n- c');
  expect(edit('- b\n- c', 0, 7, 'list').text).toBe('b\nc');
});

test('no text can make reading it slow or impossible', () => {
  const signs = [
    '[',
    '*a ',
    '> ',
    '_',
    '- ',
    '*_',
    '**_a',
    '[a](',
    '![',
    '<a ',
    '1. ',
    '>- ',
    'a*b*',
    '**a*b',
    '\\',
    'http://a.',
  ];
  for (const sign of signs) {
    const text = sign.repeat(10_000 / sign.length);
    const started = performance.now();
    expect(lexMessage(text).length, sign).toBeGreaterThan(0);
    const took = performance.now() - started;
    expect(took, sign).toBeLessThan(1_000);
  }
});
