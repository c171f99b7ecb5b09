// Runs never overlap, and a call during a run is always followed by a run that began after it.
import { expect, test } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

test('many calls during a run share one more run, which begins afterwards', async () => {
  const open: (() => void)[] = [];
  let running = 0;
  const run = oneAtATime(async () => {
    running += 1;
    expect(running).toBe(1);
    await new Promise<void>((resolve) => open.push(resolve));
    running -= 1;
  });
  const first = run();
  const others = [run(), run(), run()];
  expect(open).toHaveLength(1);
  open[0]!();
  await first;
  await new Promise(setImmediate);
  expect(open).toHaveLength(2);
  open[1]!();
  await Promise.all(others);
  expect(open).toHaveLength(2);
});

test('a run that fails fails its caller alone', async () => {
  let runs = 0;
  const run = oneAtATime(async () => {
    runs += 1;
    if (runs === 1) throw new Error('the first');
  });
  const first = run();
  const second = run();
  await expect(first).rejects.toThrow('the first');
  await expect(second).resolves.toBeUndefined();
  await expect(run()).resolves.toBeUndefined();
});
