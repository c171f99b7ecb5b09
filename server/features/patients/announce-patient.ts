// Tells the clinicians who have a patient in their care that something about the patient changed.
import type { LiveEventOf } from '../../../contract/events.ts';
import type { Tx } from '../../db/transact.ts';
import { appendToOutbox } from '../../outbox/append.ts';
import { findCarerIds } from './patient.store.ts';

/** Ring the doorbell after the commit. */
export async function announcePatient(
  tx: Tx,
  patientId: string,
  change: LiveEventOf<'patient.changed'>['change'],
  at: Date,
): Promise<void> {
  const carers = await findCarerIds(tx, patientId);
  await appendToOutbox(
    tx,
    at,
    carers.map((accountId) => ({ type: 'patient.changed', accountId, detail: { patientId, change } }) as const),
  );
}
