// What formatting makes of text, and what it must never make of it.
import { expect, test } from 'vitest';
import { plainPreview } from '../conversation/plain-preview.ts';
import { edit, nextItem } from './edit.ts';
import type { Edit, Mark } from './edit.ts';
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

/** The text afterwards, with what is chosen in it between bars. */
function shown(value: string, { from, to, text, select: [start, end] }: Edit): string {
  const after = value.slice(0, from) + text + value.slice(to);
  return `${after.slice(0, start)}|${after.slice(start, end)}${start === end ? '' : '|'}${after.slice(end)}`;
}
/** What a mark makes of a text whose chosen part stands between bars, or whose cursor is the bar. */
function marked(barred: string, mark: Mark): string {
  const [before = '', chosen = '', after] = barred.split('|');
  const value = barred.replaceAll('|', '');
  const start = before.length;
  return shown(value, edit(value, start, after === undefined ? start : start + chosen.length, mark, 'words'));
}
const entered = (barred: string): string | null => {
  const value = barred.replace('|', '');
  const made = nextItem(value, barred.indexOf('|'));
  return made && shown(value, made);
};

test('a mark goes around the words and is taken away by the same key', () => {
  expect(marked('I am |well |', 'bold')).toBe('I am **|well|** ');
  expect(marked('I am **|well|** ', 'bold')).toBe('I am |well| ');
});

test('a mark that was switched on is switched off by the same key, and leaves nothing when nothing was written', () => {
  expect(marked('so |', 'bold')).toBe('so **|**');
  expect(marked('so **|**', 'bold')).toBe('so |');
  expect(marked('so **imp|**', 'bold')).toBe('so **imp**|');
  expect(marked('so _imp|_', 'italic')).toBe('so _imp_|');
  expect(marked('**so _imp|_**', 'italic')).toBe('**so _imp_|**');
  expect(marked('**one** two |**three**', 'bold')).toBe('**one** two **|****three**');
});

test('a link asks for the words or the address that is still to be written', () => {
  expect(marked('|', 'link')).toBe('[|words|](https://)');
  expect(marked('|here|', 'link')).toBe('[here](https://|)');
  expect(marked('|https://a.org|', 'link')).toBe('[|words|](https://a.org)');
});

test('Enter goes on with a list, and an empty item ends it', () => {
  expect(entered('- one|')).toBe('- one\n- |');
  expect(entered('* one| two\nend')).toBe('* one\n* | two\nend');
  expect(entered('9. nine|')).toBe('9. nine\n10. |');
  expect(entered('- one\n- |')).toBe('- one\n\n|');
  expect(entered('- |')).toBe('|');
  for (const text of ['one|', '|- one', '-|', '1990 was|', '- one\nend|']) expect(entered(text)).toBe(null);
});

test('a list begins at every chosen line', () => {
  expect(edit('a\nb\nc', 2, 5, 'list', '').text).toBe('- b\n- c');
  expect(edit('- b\n- c', 0, 7, 'list', '').text).toBe('b\nc');
});

test('a preview of a link without words is its address', () => {
  expect(plainPreview('See [](https://a.org/x) and [this](https://b.org)')).toBe('See https://a.org/x and this');
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
