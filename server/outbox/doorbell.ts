// A coalesced wake-up: many rings while the listeners work mean one more round, never a queue.

export interface Doorbell {
  /** Says that something was committed. Returns at once. */
  ring(): void;
  /** @returns a function that stops listening. */
  onRing(listener: () => void): () => void;
}

export function createDoorbell(): Doorbell {
  const listeners = new Set<() => void>();
  let pending = false;
  return {
    ring() {
      if (pending) return;
      pending = true;
      setImmediate(() => {
        pending = false;
        for (const listener of listeners) listener();
      });
    },
    onRing(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
