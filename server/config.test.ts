// The README names every variable of the configuration, and the configuration says what is wrong.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { root } from './root.ts';

test('the README names every variable', () => {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  const source = readFileSync(path.join(root, 'server/config.ts'), 'utf8');
  const names = [...source.matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) expect(readme).toContain(`\`${name}\``);
});

test('lines of urgent help are checked before anybody depends on them', () => {
  const line = { name: 'Emergency', about: 'Day and night.', action: 'Call 112', href: 'tel:112' };
  expect(readConfig({ HELP_LINES: JSON.stringify([line]) }).helpLines).toEqual([{ ...line, atOnce: true }]);
  for (const [wrong, why] of [
    ['nonsense', /HELP_LINES: is not JSON/],
    ['[]', /HELP_LINES: /],
    [JSON.stringify([{ ...line, href: 'javascript:alert(1)' }]), /HELP_LINES\.0\.href: must be/],
    [JSON.stringify([{ ...line, atOnce: false }]), /HELP_LINES: at least one line must have atOnce/],
  ] as const)
    expect(() => readConfig({ HELP_LINES: wrong })).toThrow(why);
});

test('a variable that is set to nothing is not set', () => {
  expect(readConfig({ SMTP_URL: '', PORT: '' })).toEqual(readConfig({}));
});

test('every wrong variable is named, with the reason', () => {
  const wrong = { PORT: 'eighty', SESSION_DAYS: '-1' };
  expect(() => readConfig(wrong)).toThrow(/PORT: .*SESSION_DAYS: /);
});
