// Pure: who shares templates, and who sees shared ones. Patients keep their own.
import type { Actor } from '../../actor.ts';

export const seesShared = ({ role }: Pick<Actor, 'role'>) => role !== 'patient';
