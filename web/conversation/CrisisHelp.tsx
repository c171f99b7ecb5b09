// Shows ways to urgent help while the words being written suggest immediate risk, before anything is sent.
import { useEffect, useState } from 'react';
import { HelpNow } from '../kit/HelpNow.tsx';
import styles from './Composer.module.css';

/** After the last key, in milliseconds: nobody is interrupted in the middle of a word. */
const pauseMs = 400;

export function CrisisHelp({ text }: { text: string }) {
  // Before it is needed: the connection may be gone by then.
  useEffect(() => void judge(''), []);
  const shown = useWorries(text, pauseMs);
  return (
    <div role="status" className={styles['alarm']}>
      {shown && <HelpNow />}
    </div>
  );
}

/** Beside words that are on their way: the same help, before any server has seen them. */
export function HelpWith({ text }: { text: string }) {
  return useWorries(text, 0) && <HelpNow />;
}

function useWorries(text: string, afterMs: number): boolean {
  const [worries, setWorries] = useState(false);
  useEffect(() => {
    let changed = false;
    const timer = setTimeout(() => {
      if (text.trim() === '') return setWorries(false);
      void judge(text).then((worrying) => !changed && setWorries(worrying));
    }, afterMs);
    return () => {
      changed = true;
      clearTimeout(timer);
    };
  }, [text, afterMs]);
  return worries;
}

/**
 * Without the list nothing is shown here, and the next one to ask tries again; the way to urgent help at the top of the page always is
 * there, and the server judges too.
 */
const judge = (text: string): Promise<boolean> =>
  import('./crisis-matcher.ts').then(
    ({ worries }) => worries(text),
    () => false,
  );
