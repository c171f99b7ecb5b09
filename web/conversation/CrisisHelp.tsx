// Shows ways to urgent help while the words being written suggest immediate risk, before anything is sent.
import { useEffect, useState } from 'react';
import type { CrisisMatcher } from '../../contract/crisis/match.ts';
import { HelpNow } from '../kit/HelpNow.tsx';
import styles from './Composer.module.css';

/** After the last key, in milliseconds: nobody is interrupted in the middle of a word. */
const pauseMs = 400;

export function CrisisHelp({ text }: { text: string }) {
  const [shown, setShown] = useState(false);
  // Before it is needed: the connection may be gone by then.
  useEffect(() => void load(), []);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (text.trim() === '') return setShown(false);
      void judge(text).then(setShown);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div role="status" className={styles['alarm']}>
      {shown && <HelpNow />}
    </div>
  );
}

/** Null where the list itself could not be fetched; the next one to ask tries again. */
const load = (): Promise<CrisisMatcher | null> =>
  import('./crisis-matcher.ts').then(
    ({ loadMatcher }) => loadMatcher(),
    () => null,
  );

/** Without the list nothing is shown here; the way to urgent help at the top of the page always is, and the server judges too. */
async function judge(text: string): Promise<boolean> {
  const match = await load();
  return match !== null && match(text) !== null;
}
