// Whether somebody is at the page: it is in front, and was touched not long ago. A page that asks by itself would
// otherwise keep the session of a person who left.
import { useEffect, useState } from 'react';

const absentMs = 10 * 60_000;
const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;

export function useAttended(): boolean {
  const [attended, setAttended] = useState(!document.hidden);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const touched = () => {
      clearTimeout(timer);
      setAttended(!document.hidden);
      timer = setTimeout(() => setAttended(false), absentMs);
    };
    touched();
    for (const sign of signs) addEventListener(sign, touched, { passive: true });
    document.addEventListener('visibilitychange', touched);
    return () => {
      clearTimeout(timer);
      for (const sign of signs) removeEventListener(sign, touched);
      document.removeEventListener('visibilitychange', touched);
    };
  }, []);
  return attended;
}
