// Names that look like another, or like nothing.
import { expect, test } from 'vitest';
import { changeMe } from './accounts.ts';
import { text } from './text.ts';

const named = (displayName: string) => changeMe.body!.safeParse({ displayName }).success;

test.each(['Amara Okafor', 'José Ñandú', 'علی‌رضا', 'क्‍ष', 'Dr 👩‍⚕️ Vale', 'O’Brien-李'])('%s is a name', (name) => {
  expect(named(name)).toBe(true);
});

test('nothing in a name turns, hides or cannot be seen', () => {
  for (const hidden of '\u2060\ufeff\u00ad\u200b\u200c\u200d\u2062\u206a\u{e0041}\u061c\u2028\u2029\u202e\u3164\u115f\n')
    expect([hidden.codePointAt(0)!.toString(16), named(`Am${hidden}ara`)]).toEqual([expect.anything(), false]);
});

test('a text of what nobody can see is empty', () => {
  for (const nothing of ['\u3164', '\u2800', '\u2800\u3164\u2060', '\u034f'])
    expect(text(1, 100).safeParse(nothing).success).toBe(false);
  expect(text(1, 100).safeParse('⠓⠊').success).toBe(true);
});
