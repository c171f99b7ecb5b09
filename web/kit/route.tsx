// The address bar as state: the path of the page, links that do not reload, and a way to go elsewhere.
import { useSyncExternalStore } from 'react';
import type { ComponentProps, MouseEvent } from 'react';

const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

/** `state` stays with the address, for what the next page should not have to ask for again. */
export function go(path: string, { replace = false, state = null }: { replace?: boolean; state?: unknown } = {}): void {
  if (path === location.pathname) return;
  history[replace ? 'replaceState' : 'pushState'](state, '', path);
  tell();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener('popstate', tell);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener('popstate', tell);
  };
}

export const usePath = (): string => useSyncExternalStore(subscribe, () => location.pathname);

export function Go({ to, state, onClick, children, ...rest }: ComponentProps<'a'> & { to: string; state?: unknown }) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    go(to, { state });
  };
  return (
    <a href={to} onClick={follow} {...rest}>
      {children}
    </a>
  );
}
