// Who lives in the world: patients and clinicians with sessions, care links, two groups, a client and a live window each.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Conversation } from '../../contract/messages.ts';
import { askTokens, openSessions } from '../house.ts';
import { ask } from './ask.ts';
import type { Ledger } from './ledger.ts';
import { Person } from './person.ts';
import type { Goal } from './person.ts';
import { Reader } from './reader.ts';
import type { World } from './world.ts';

export interface Town {
  readonly people: readonly Person[];
  readonly ledger: Ledger;
}

export async function settle(world: World, ledger: Ledger, howMany: number): Promise<Town> {
  const clinicians = Array.from({ length: Math.max(2, Math.ceil(howMany / 4)) }, () => randomUUID());
  const patients = Array.from({ length: howMany - clinicians.length }, () => randomUUID());
  const ids = [...clinicians, ...patients];
  await world.query(
    `insert into account (id, username, display_name, role, password_hash, created_at)
     select id, 'chaos-' || id, 'Chaos ' || left(id::text, 8), case when id = any ($2::uuid[]) then 'clinician' else 'patient' end, 'unusable', now()
     from unnest($1::uuid[]) as given(id)`,
    [ids, clinicians],
  );
  // Each patient is in the care of two.
  const links = patients.flatMap((patient, n) =>
    [n, n + 1].map((at) => ({ patient, clinician: clinicians[at % clinicians.length]! })),
  );
  await world.query(
    `insert into care_link (id, patient_id, clinician_id, status, asked_by, asked_at, accepted_by, accepted_at)
     select gen_random_uuid(), p, c, 'active', p, now(), c, now() from unnest($1::uuid[], $2::uuid[]) as given(p, c)`,
    [links.map((link) => link.patient), links.map((link) => link.clinician)],
  );
  const door = world.doors[0]!;
  const owner = new pg.Pool({ connectionString: world.ownerUrl(), max: 1 });
  const signedIn = await askTokens({ url: door }, await openSessions({ owner }, ids));
  await owner.end();
  // Whether there is a body differs from request to request.
  const headersOf = new Map(
    signedIn.map(({ id, headers: { cookie, 'x-csrf-token': token } }) => [
      id,
      { cookie: cookie!, 'x-csrf-token': token! },
    ]),
  );

  const goals = new Map<string, Goal[]>(ids.map((id) => [id, []]));
  for (const { patient, clinician } of links) {
    goals.get(patient)!.push({ to: clinician });
    goals.get(clinician)!.push({ to: patient });
  }
  for (const id of clinicians) goals.get(id)!.push({ to: clinicians.find((other) => other !== id)! });
  for (const maker of clinicians.slice(0, 2)) {
    const invited = links.filter((link) => link.clinician === maker).map((link) => link.patient);
    const memberIds = [...clinicians.filter((id) => id !== maker), ...invited];
    const subject = `Walking with the ${ledger.canary}`;
    const made = await ask(door, 'POST', '/api/conversations', headersOf.get(maker)!, {
      clientId: randomUUID(),
      subject,
      memberIds,
    });
    if (made.status !== 201) throw new Error(`a group was answered with ${made.status}`);
    const conversationId = (made.body as Conversation).id;
    for (const id of invited) {
      const target = `/api/invitations/${conversationId}`;
      const joined = await ask(door, 'PUT', target, headersOf.get(id)!, { accept: true });
      if (joined.status !== 200) throw new Error(`an invitation was answered with ${joined.status}`);
    }
    // As often as all direct ones together.
    for (const id of [maker, ...memberIds]) goals.get(id)!.push({ conversationId }, { conversationId });
  }

  const people = ids.map((id) => {
    const headers = headersOf.get(id)!;
    const reader = new Reader(world.doors, headers);
    return new Person({ id, headers, goals: goals.get(id)!, doors: world.doors, ledger, reader });
  });
  await Promise.all(people.map((person) => person.given.reader.listens));
  const before = await world.query<{ conversation_id: string; account_id: string; seq: number }>(
    `select m.conversation_id, m.account_id, c.last_seq::int as seq from member m join conversation c on c.id = m.conversation_id`,
  );
  for (const { conversation_id, account_id, seq } of before)
    people.find((person) => person.given.id === account_id)?.given.reader.floor.set(conversation_id, seq);
  return { people, ledger };
}
