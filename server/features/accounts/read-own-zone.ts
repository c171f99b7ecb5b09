// The zone on whose clock a person lives.
import type { Queries } from '../../db/transact.ts';
import { findTimeZone } from './account.store.ts';

export const readOwnZone = (db: Queries, accountId: string): Promise<string> => findTimeZone(db, accountId);
