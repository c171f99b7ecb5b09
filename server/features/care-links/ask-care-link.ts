// Asking for a care link: a patient a clinician, a clinician a patient, and an admin joins two at once.
import type { askCareLink as endpoint, CareLink } from '../../../contract/care-links.ts';
import type { BodyOf } from '../../../contract/endpoint.ts';
import type { Actor } from '../../actor.ts';
import type { Queries, Tx } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { resolveAccount } from '../accounts/find-people.ts';
import type { CareLinkRow } from './care-link.store.ts';
import { holdDirect } from '../messages/hold-direct.ts';
import { findOpenCareLink, insertCareLink, lockCareLink, updateCareLink } from './care-link.store.ts';
import { viewCareLink } from './care-link.view.ts';
import { recordCareLink } from './record-care-link.ts';

type Given = BodyOf<typeof endpoint>;
interface Pair {
  readonly patientId: string;
  readonly clinicianId: string;
}

export interface Asked {
  readonly link: CareLink;
  /** False when the pair had this open link already and nothing changed. */
  readonly changed: boolean;
}

export async function askCareLink(deps: Deps, actor: Actor, given: Given): Promise<Asked> {
  const asked = await deps.db.transact(async (tx) => {
    const pair = await pairOf(tx, actor, given);
    const byAdmin = actor.role === 'admin';
    const id = deps.newId();
    const made = await insertCareLink(tx, {
      ...pair,
      id,
      askedBy: actor.accountId,
      askedAt: deps.clock(),
      active: byAdmin,
    });
    if (made) await recordCareLink(tx, deps, actor, 'asked', { id, ...pair });
    const open = await findOpenCareLink(tx, pair.patientId, pair.clinicianId);
    // It was ended between the two statements.
    if (!open) throw new Refusal('overloaded', { retryAfter: 1 });
    if (made) return { row: open, changed: true };
    if (byAdmin) return activate(tx, deps, actor, open);
    if (open.status === 'active') throw new Refusal('care_link_exists', { subjectId: open.id });
    return { row: open, changed: false };
  });
  deps.doorbell.ring();
  return { link: viewCareLink(asked.row, actor), changed: asked.changed };
}

async function pairOf(db: Queries, actor: Actor, given: Given): Promise<Pair> {
  const bothNamed = given.patientId !== undefined && given.clinicianId !== undefined;
  if (bothNamed !== (actor.role === 'admin')) throw new Refusal('role_refused');
  if (bothNamed) {
    const patientId = await named(db, actor, 'patient', { id: given.patientId });
    return { patientId, clinicianId: await named(db, actor, 'clinician', { id: given.clinicianId }) };
  }
  const other = { id: given.accountId, identifier: given.identifier };
  return actor.role === 'patient'
    ? { patientId: actor.accountId, clinicianId: await named(db, actor, 'clinician', other) }
    : { patientId: await named(db, actor, 'patient', other), clinicianId: actor.accountId };
}

async function named(
  db: Queries,
  actor: Actor,
  role: 'patient' | 'clinician',
  by: { id?: string | undefined; identifier?: string | undefined },
): Promise<string> {
  const id = await resolveAccount(db, role, by, actor);
  if (!id) throw new Refusal('account_not_found', by.id ? { subjectId: by.id } : {});
  return id;
}

async function activate(tx: Tx, deps: Deps, actor: Actor, open: CareLinkRow) {
  await holdDirect(deps, tx, open.patient_id, open.clinician_id);
  const { status } = await lockCareLink(tx, open);
  if (status === 'ended') throw new Refusal('overloaded', { retryAfter: 1 });
  if (status === 'active') return { row: { ...open, status }, changed: false };
  await updateCareLink(tx, open.id, 'active', actor.accountId, deps.clock());
  await recordCareLink(tx, deps, actor, 'accepted', {
    id: open.id,
    patientId: open.patient_id,
    clinicianId: open.clinician_id,
  });
  const row = await findOpenCareLink(tx, open.patient_id, open.clinician_id);
  return { row: row!, changed: true };
}
