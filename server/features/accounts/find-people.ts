// Finding people: those one may write to, and the clinicians a patient can ask for a care link.
import type { Person } from '../../../contract/accounts.ts';
import type { Role } from '../../../contract/endpoint.ts';
import type { Actor } from '../../actor.ts';
import { auditLook } from '../../audit/look.ts';
import type { Queries } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { viewPerson } from './account.view.ts';
import { findAccountOfRole, findClinicians, findReachablePeople } from './people.store.ts';
import type { Sought } from './people.store.ts';

type LookDeps = Pick<Deps, 'db' | 'clock' | 'newId'>;

export async function findPeople(deps: LookDeps, actor: Actor, sought: Sought): Promise<{ items: Person[] }> {
  await auditLook(deps, actor, 'people.searched');
  return { items: (await findReachablePeople(deps.db, actor, sought)).map(viewPerson) };
}

export async function listClinicians(deps: LookDeps, actor: Actor, query: string): Promise<{ items: Person[] }> {
  await auditLook(deps, actor, 'clinicians.listed');
  return { items: (await findClinicians(deps.db, actor.accountId, query)).map(viewPerson) };
}

/** Id of the account with that id, username or e-mail address, if it has that role and may be asked by that person. */
export const resolveAccount = (
  db: Queries,
  role: Role,
  by: { id?: string | undefined; identifier?: string | undefined },
  asker: Pick<Actor, 'accountId' | 'role'>,
): Promise<string | undefined> => findAccountOfRole(db, role, by, asker);
