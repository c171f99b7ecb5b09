// From rows to what a clinician may see of a patient in their care.
import type { CrisisFlag } from '../../../contract/crisis-flags.ts';
import type { Assessment, Patient, PlacedFlag } from '../../../contract/patients.ts';
import type { Vault } from '../../vault/vault.ts';
import { openWords } from '../crisis/crisis-words.view.ts';
import { preview } from '../messages/message.view.ts';
import type { PatientRow } from './patient.store.ts';
import type { AssessmentRow, FlagRow, PlacedFlagRow } from './risk.store.ts';

export function viewPatient(vault: Vault, row: PatientRow): Patient {
  return {
    patient: { id: row.id, displayName: row.display_name, headline: row.headline, role: 'patient' },
    careLinkId: row.link_id,
    inCareSince: row.accepted_at.toISOString(),
    conversationId: row.conversation_id,
    lastMessage:
      row.conversation_id && row.last_id && row.last_body_sealed
        ? {
            id: row.last_id,
            mine: row.last_mine,
            preview: preview(
              vault.open(
                row.data_key,
                { conversationId: row.conversation_id, rowId: row.last_id, field: 'body' },
                row.last_body_sealed,
              ),
            ),
            sentAt: row.last_sent_at.toISOString(),
          }
        : null,
    waitingSince: row.waiting_since?.toISOString() ?? null,
    unread: row.unread,
    risk: {
      level: row.risk_level ?? 'unknown',
      assessedBy: row.risk_assessed_by,
      assessedAt: row.risk_assessed_at?.toISOString() ?? null,
    },
    openFlags: row.open_flags,
    flaggedSince: row.flagged_since?.toISOString() ?? null,
    flaggedIn: row.flagged_in ?? [],
  };
}

/** Where the note of an assessment is sealed: under the patient's own data key. */
export const notePlace = (patientId: string, assessmentId: string) =>
  ({ conversationId: patientId, rowId: assessmentId, field: 'note' }) as const;

export const viewAssessment = (vault: Vault, row: AssessmentRow): Assessment => ({
  id: row.id,
  level: row.level,
  assessedBy: row.assessed_by,
  assessedAt: row.assessed_at.toISOString(),
  note: vault.open(row.data_key, notePlace(row.patient_id, row.id), row.note_sealed),
});

export const viewFlag = (vault: Vault, row: FlagRow): CrisisFlag => ({
  id: row.id,
  patientId: row.patient_id,
  messageId: row.message_id,
  conversationId: row.conversation_id,
  words: openWords(vault, row.data_key, row.conversation_id, row.message_id, row.words_sealed),
  listVersion: row.list_version,
  raisedAt: row.raised_at.toISOString(),
  acknowledgedBy: row.acknowledged_by,
  acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
});

export const viewPlacedFlag = (vault: Vault, row: PlacedFlagRow): PlacedFlag => ({
  ...viewFlag(vault, row),
  inGroup: row.in_group,
  reachedMe: row.reached_me,
});
