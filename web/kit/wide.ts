// Whether two panes stand side by side: on a narrower window a page shows one of them at a time.
import { useSyncExternalStore } from 'react';

const wide = matchMedia('(min-width: 900px)');

export const useWide = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      wide.addEventListener('change', listener);
      return () => wide.removeEventListener('change', listener);
    },
    () => wide.matches,
  );
