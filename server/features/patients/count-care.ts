// How many patients a clinician has in active care, and how many of them wait, are critical or flagged.
import type { Queries } from '../../db/transact.ts';
import { countPatients } from './patient.store.ts';
import type { CareCounts } from './patient.store.ts';

export const countCare = (db: Queries, clinicianId: string): Promise<CareCounts> => countPatients(db, clinicianId);
