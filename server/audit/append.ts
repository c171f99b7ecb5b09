// Appends audit entries in the caller's transaction; a checkpoint chains them afterwards.
import type { Source } from '../actor.ts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../db/transact.ts';

export interface AuditEntry {
  /** Null when nobody was signed in. */
  readonly actorId: string | null;
  readonly source: Source;
  /** `noun.verb` in the past tense, e.g. `message.sent`, or the endpoint's name when it was denied. */
  readonly action: string;
  readonly outcome?: 'allowed' | 'denied';
  readonly subjectKind?:
    | 'account'
    | 'session'
    | 'care_link'
    | 'conversation'
    | 'message'
    | 'scheduled_message'
    | 'broadcast'
    | 'crisis_flag'
    | 'template';
  readonly subjectId?: string;
  /** Ids, counts and codes only; never text or a name. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

const insertEntries = {
  name: 'insert_audit_entries',
  text: `with entry as (
           insert into audit_entry (id, at, actor_id, action, outcome, subject_kind, subject_id, session_id, address, request_id, detail)
           select id, $11, actor_id, action, outcome, subject_kind, subject_id, session_id, address, request_id, detail
           from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::uuid[], $8::inet[], $9::text[], $10::jsonb[])
             as given(id, actor_id, action, outcome, subject_kind, subject_id, session_id, address, request_id, detail)
           returning id
         )
         insert into audit_pending (entry_id) select id from entry`,
};

/** Appends any number of entries in one statement, with the caller's commit or not at all. */
export async function appendAudit(
  deps: Pick<Deps, 'clock' | 'newId'>,
  tx: Tx,
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await tx.run(insertEntries, [
    entries.map(() => deps.newId()),
    entries.map((entry) => entry.actorId),
    entries.map((entry) => entry.action),
    entries.map((entry) => entry.outcome ?? 'allowed'),
    entries.map((entry) => entry.subjectKind ?? null),
    entries.map((entry) => entry.subjectId ?? null),
    entries.map((entry) => entry.source.sessionId),
    entries.map((entry) => entry.source.address),
    entries.map((entry) => entry.source.requestId),
    entries.map((entry) => JSON.stringify(entry.detail ?? {})),
    deps.clock(),
  ]);
}

/** Records in a transaction of its own that something was refused. */
export async function auditDenial(deps: Deps, entry: AuditEntry): Promise<void> {
  await deps.db.transact((tx) => appendAudit(deps, tx, [{ ...entry, outcome: 'denied' }]));
  deps.doorbell.ring();
}
