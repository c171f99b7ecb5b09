// The session as React sees it.
import { useSyncExternalStore } from 'react';
import type { Me } from '../../contract/accounts.ts';
import { hasExpired, signedIn, watchSession } from './session.ts';

/** The signed-in account. @throws Error outside a door, where nobody is signed in. */
export function useMe(): Me {
  const me = useSyncExternalStore(watchSession, signedIn);
  if (!me) throw new Error('nobody is signed in');
  return me;
}

export const useExpired = (): boolean => useSyncExternalStore(watchSession, hasExpired);
