// A message made to take long takes no longer than others of its length: patients write, and anybody may become one.
import { expect, test, vi } from 'vitest';
import { limits } from '../text.ts';
import { createMatcher } from './match.ts';

const match = createMatcher();

// eslint-disable-next-line typescript/unbound-method
const exec = RegExp.prototype.exec;

/** Characters that regular expressions went through at most, and copies made of them. */
function workOf(text: string): { read: number; copied: number } {
  let read = 0;
  const counting = vi.spyOn(RegExp.prototype, 'exec').mockImplementation(function (this: RegExp, asked) {
    const from = this.global ? this.lastIndex : 0;
    const match = exec.call(this, asked);
    // One that holds on to the beginning looks no further than it matches.
    if (!this.source.startsWith('^')) read += (this.global && match ? this.lastIndex : asked.length) - from;
    return match;
  });
  const copying = vi.spyOn(RegExp.prototype, Symbol.matchAll);
  try {
    match(text);
    return { read, copied: copying.mock.calls.length };
  } finally {
    counting.mockRestore();
    copying.mockRestore();
  }
}

test.each([
  'film?',
  'kms?',
  'I am not suicidal. ',
  'I do not want to die. ',
  'not in pain ',
  'kms 10 years ago again ',
  'a film about suicide ',
])('%s over and over', (piece) => {
  const ofLength = (length: number) => workOf(piece.repeat(length / piece.length));
  const [half, whole] = [ofLength(limits.message / 4), ofLength(limits.message / 2)];
  expect(whole.read / half.read).toBeLessThan(2.5);
  expect(whole.copied).toBeLessThan(5);
});
