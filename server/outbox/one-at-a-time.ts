// Work that never overlaps itself: calls made while it runs share one more run afterwards.

/** @returns a function whose promise settles with a run that started after the call. */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  return function run(): Promise<void> {
    if (!running) {
      running = work().finally(() => {
        running = undefined;
      });
      return running;
    }
    const again = () => {
      next = undefined;
      return run();
    };
    // The failure of a run belongs to whoever asked for that run.
    next ??= running.then(again, again);
    return next;
  };
}
