// The patients in a clinician's care, a page at a time; the look is recorded with whom it showed.
import type { Patient, PatientFilter, PatientSort } from '../../../contract/patients.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { madeUpCursor } from '../../page/cursor.ts';
import { findPatients } from './patient.store.ts';
import type { PatientPlace } from './patient.store.ts';
import { viewPatient } from './patient.view.ts';

interface Asked {
  readonly query: string;
  readonly filter: PatientFilter;
  readonly sort: PatientSort;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export async function listPatients(
  deps: Deps,
  actor: Actor,
  asked: Asked,
): Promise<{ items: Patient[]; nextCursor: string | null }> {
  const place = decodePlace(asked.cursor);
  const rows = await deps.db.transact(async (tx) => {
    const found = await findPatients(tx, actor.accountId, { ...asked, now: deps.clock() }, place, asked.limit + 1);
    await appendAudit(deps, tx, [
      {
        actorId: actor.accountId,
        source: actor,
        action: 'patients.read',
        detail: {
          filter: asked.filter,
          sort: asked.sort,
          patientIds: found.slice(0, asked.limit).map((row) => row.id),
        },
      },
    ]);
    return found;
  });
  const items = rows.slice(0, asked.limit);
  const last = items.at(-1);
  return {
    items: items.map((row) => viewPatient(deps.vault, row)),
    nextCursor: rows.length > asked.limit ? encodePlace({ key: last!.sort_key, id: last!.id }) : null,
  };
}

const form = /^([^\p{Cc}]{1,90})\n([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u;

const encodePlace = ({ key, id }: PatientPlace) => Buffer.from(`${key}\n${id}`).toString('base64url');

function decodePlace(cursor: string | undefined): PatientPlace | undefined {
  if (cursor === undefined) return undefined;
  const [, key, id] = form.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (key && id) return { key, id };
  throw madeUpCursor();
}
