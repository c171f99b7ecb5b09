// A process says how many windows it holds; what it said half a minute ago no longer counts.
import type { Deps } from '../../deps.ts';
import { upsertProcess } from './analytics.store.ts';

export const reportWindows = (deps: Pick<Deps, 'db' | 'clock' | 'processId'>, windows: number): Promise<void> =>
  upsertProcess(deps.db, deps.processId, windows, deps.clock());
