// Records a change of a care link in its transaction: in the audit trail, and in the outbox for both sides.
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Tx } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { appendToOutbox } from '../../outbox/append.ts';

export async function recordCareLink(
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'newId'>,
  actor: Actor,
  verb: 'asked' | 'accepted' | 'declined' | 'ended',
  link: { readonly id: string; readonly patientId: string; readonly clinicianId: string },
): Promise<void> {
  await appendAudit(deps, tx, [
    {
      actorId: actor.accountId,
      source: actor,
      action: `care_link.${verb}`,
      subjectKind: 'care_link',
      subjectId: link.id,
      detail: { patientId: link.patientId, clinicianId: link.clinicianId },
    },
  ]);
  const sides = [link.patientId, link.clinicianId];
  const rows = sides.map(
    (accountId) => ({ type: 'care-link.changed', accountId, detail: { careLinkId: link.id } }) as const,
  );
  await appendToOutbox(tx, deps.clock(), rows);
}
