// Says aloud to screen readers, politely, what appears without being asked for.
import { useEffect, useState } from 'react';

const listeners = new Set<(text: string) => void>();

export function announce(text: string): void {
  for (const listener of listeners) listener(text);
}

export function Announcer() {
  const [said, setSaid] = useState({ text: '', count: 0 });
  useEffect(() => {
    const listener = (text: string) => setSaid((before) => ({ text, count: before.count + 1 }));
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return (
    <div className="unseen" role="status" aria-live="polite">
      {/* A new element each time, so that the same sentence twice is said twice. */}
      <span key={said.count}>{said.text}</span>
    </div>
  );
}
