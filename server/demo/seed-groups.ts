// Seals and stores the groups of the demo, as if they had been made, joined and written in at those moments.
import type { Source } from '../actor.ts';
import type { Tx } from '../db/transact.ts';
import type { Deps } from '../deps.ts';
import { insertGroup, insertMembers } from '../features/groups/group.store.ts';
import { subjectPlace } from '../features/groups/group.view.ts';
import { endInvitation, insertInvitations } from '../features/groups/invitation.store.ts';
import { recordGroup } from '../features/groups/record-group.ts';
import type { GroupChange } from '../features/groups/record-group.ts';
import { insertMessages } from '../features/messages/message.store.ts';
import { postNotices } from '../features/messages/post-notices.ts';
import { updateDemoReceipts } from './demo.store.ts';
import { demoGroups } from './groups.ts';
import type { DemoGroup } from './groups.ts';
import type { DemoPerson } from './people.ts';

const minute = 60_000;
const day = 86_400_000;

export async function seedGroups(deps: Deps, tx: Tx, source: Source, now: Date): Promise<void> {
  for (const group of demoGroups) await seedGroup(deps, tx, source, now, group);
}

async function seedGroup(deps: Deps, tx: Tx, source: Source, now: Date, group: DemoGroup): Promise<void> {
  const { maker, staff, joined, invited } = group;
  const id = deps.newId();
  const madeAt = new Date(now.getTime() - group.madeDaysAgo * day);
  const dataKey = deps.vault.makeDataKey(id);
  const subjectSealed = deps.vault.seal(dataKey, subjectPlace(id), group.subject);
  const by = (person: DemoPerson) => ({ ...source, accountId: person.id });
  const record = (person: DemoPerson, at: Date, changes: readonly GroupChange[]) =>
    recordGroup({ newId: deps.newId, clock: () => at }, tx, by(person), id, at, changes);

  await insertGroup(tx, { id, subjectSealed, dataKey, makerId: maker.id, madeAt, clientId: `demo-${id}` });
  await insertMembers(
    tx,
    id,
    [maker, ...staff].map((person) => person.id),
    madeAt,
  );
  await insertInvitations(
    tx,
    id,
    [...joined, ...invited].map((person) => person.id),
    maker.id,
    madeAt,
  );
  await postNotices(deps, tx, by(maker), id, madeAt, [{ kind: 'created', aboutId: null }]);
  await record(maker, madeAt, [
    { verb: 'created', detail: { members: staff.length + 1, invited: joined.length + invited.length } },
    ...staff.map((person) => ({ verb: 'member_added', accountId: person.id }) as const),
    ...[...joined, ...invited].map((person) => ({ verb: 'member_invited', accountId: person.id }) as const),
  ]);
  for (const [index, person] of joined.entries()) {
    const at = new Date(madeAt.getTime() + (index + 1) * 140 * minute);
    await endInvitation(tx, id, person.id, 'accepted', at);
    await insertMembers(tx, id, [person.id], at);
    await postNotices(deps, tx, by(person), id, at, [{ kind: 'joined', aboutId: person.id }]);
    await record(person, at, [{ verb: 'invitation_accepted', accountId: person.id }]);
  }
  await seedLines(deps, tx, source, now, group, { id, dataKey, lastSeq: joined.length + 1 });
}

async function seedLines(
  deps: Deps,
  tx: Tx,
  source: Source,
  now: Date,
  { lines, unread }: DemoGroup,
  { id: conversationId, dataKey, lastSeq }: { id: string; dataKey: Buffer; lastSeq: number },
): Promise<void> {
  const rows = lines.map(({ from, body, daysAgo }, index) => {
    const id = deps.newId();
    return {
      id,
      conversationId,
      seq: lastSeq + index + 1,
      senderId: from.id,
      clientId: `demo-${id}`,
      subjectSealed: null,
      bodySealed: deps.vault.seal(dataKey, { conversationId, rowId: id, field: 'body' }, body),
      sentAt: new Date(now.getTime() - daysAgo * day),
      tokens: deps.searchTokens.ofMessage(conversationId, null, body),
      auditId: deps.newId(),
      source,
    };
  });
  await insertMessages(tx, rows);
  await updateDemoReceipts(
    tx,
    rows.map(({ id, sentAt }, index) => ({
      messageId: id,
      deliveredAt: new Date(sentAt.getTime() + 2_000),
      readAt: index < rows.length - unread ? new Date(sentAt.getTime() + 40 * minute) : null,
    })),
  );
}
