// The built-in crisis list: data with a version and its sources.
import type { CrisisEntry } from './entry.ts';
import { wishes } from './wishes.ts';
import { signs } from './signs.ts';
import { means } from './means.ts';
import { thoughts } from './thoughts.ts';

export const listVersion = '2026-11-23';

export const crisisList: readonly CrisisEntry[] = [...wishes, ...signs, ...means, ...thoughts];
