// From audit rows to what an admin sees of them.
import type { AuditEntry } from '../../../contract/administration.ts';
import { viewPerson } from '../accounts/account.view.ts';
import type { AuditRow } from './audit-log.store.ts';

export const viewAuditEntry = (row: AuditRow): AuditEntry => ({
  id: row.id,
  at: row.at.toISOString(),
  actor: row.actor && viewPerson(row.actor),
  action: row.action,
  outcome: row.outcome,
  subjectKind: row.subject_kind,
  subjectId: row.subject_id,
  subject: row.subject && viewPerson(row.subject),
  sessionId: row.session_id,
  address: row.address,
  requestId: row.request_id,
  detail: row.detail,
});
