// Going from one who waits to the next reaches everybody, comes round, and goes on from where somebody was answered.
import { expect, test } from 'vitest';
import { nextWaiting } from './next-waiting.ts';

const people = (...ids: string[]) => ids.map((id) => ({ id }));
const queue = people('a', 'b', 'c', 'd');

test('everybody is reached in order, and after the last comes the first', () => {
  const reached = ['a'];
  for (let pressed = 0; pressed < 4; pressed += 1) reached.push(nextWaiting(reached.at(-1)!, queue, queue)!.id);
  expect(reached).toEqual(['a', 'b', 'c', 'd', 'a']);
});

test('whoever was answered is followed by whoever stood behind, and new ones come before it goes round', () => {
  expect(nextWaiting('b', people('a', 'c', 'd'), queue)?.id).toBe('c');
  expect(nextWaiting('d', people('new', 'a', 'b', 'c'), queue)?.id).toBe('new');
  expect(nextWaiting('b', people('a', 'd'), queue)?.id).toBe('d');
});

test('from somebody who never waited it begins with the first; alone there is nobody', () => {
  expect(nextWaiting('x', queue, queue)?.id).toBe('a');
  expect(nextWaiting('a', people('a'), people('a'))).toBeUndefined();
});
