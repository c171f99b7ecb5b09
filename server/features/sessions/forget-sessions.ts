// Sessions are forgotten some time after their end, with the device and address that they were used from.
import type { Deps } from '../../deps.ts';
import { deleteOldSessions } from './session.store.ts';

const keptMs = 30 * 86_400_000;

export async function forgetSessions(deps: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  await deleteOldSessions(deps.db, new Date(deps.clock().getTime() - keptMs));
}
