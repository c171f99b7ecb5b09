// Fills an empty database once with a believable clinic: everything sealed, stored and audited through the product's own doors.
import type { Source } from '../actor.ts';
import { appendAudit } from '../audit/append.ts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../db/transact.ts';
import { hashPassword } from '../features/accounts/password-hash.ts';
import { insertMessages } from '../features/messages/message.store.ts';
import { insertDirectConversations } from '../features/messages/reach.store.ts';
import { chanceFrom } from './chance.ts';
import { archiveForDemo, insertDemoLinks, insertDemoPeople, lookForDemo, updateDemoReceipts } from './demo.store.ts';
import { makeHistories } from './histories.ts';
import type { History } from './histories.ts';
import { seedGroups } from './seed-groups.ts';
import { seedWork } from './seed-work.ts';
import { admins, clinicians, demoId, demoPassword, links, patients } from './people.ts';

const day = 86_400_000;
const seed = 20_240_229;
const markId = demoId(admins[0]!.username);
const source: Source = { requestId: 'demo', address: null, sessionId: null };

/** @returns lines that name some accounts. @throws Error when real people live in this database. */
export async function seedDemo(deps: Deps): Promise<string[]> {
  const passwordHash = await hashPassword(demoPassword);
  const made = await deps.db.transact(async (tx) => {
    const { inhabited, demo } = await lookForDemo(tx, markId);
    if (demo) return null;
    if (inhabited)
      throw new Error('This database holds a clinic already: run the demo on an empty one (DATA_DIR, DATABASE_URL).');
    const now = deps.clock();
    const histories = makeHistories(chanceFrom(seed), now);
    const oldest = Math.min(...histories.map((history) => history.messages[0]!.sentAt.getTime()));
    const opening = new Date(oldest - 20 * day);
    await insertDemoPeople(tx, [...admins, ...clinicians, ...patients], passwordHash, opening);
    await seedLinks(deps, tx, histories, now);
    for (const history of histories) await seedHistory(deps, tx, history);
    await seedGroups(deps, tx, source, now);
    return now;
  });
  if (made) await seedWork(deps, source, made);
  const shown = [...patients.slice(0, 3), ...clinicians, ...admins];
  const width = Math.max(...shown.map((person) => person.username.length));
  return [
    'The demo clinic. Everybody in it has the same password:',
    ...shown.map(({ role, username }) => `${role.padEnd(9)}  ${username.padEnd(width)}  ${demoPassword}`),
  ];
}

/** Whether the passwords of this database are known to everybody. */
export async function isDemo(deps: Pick<Deps, 'db'>): Promise<boolean> {
  return (await deps.db.transact((tx) => lookForDemo(tx, markId))).demo;
}

async function seedLinks(deps: Deps, tx: Tx, histories: readonly History[], now: Date): Promise<void> {
  const rows = links.map((link) => {
    const history = histories.find(({ one, other }) => one === link.patient && other === link.clinician);
    const written = link.now === 'nothing-written' ? undefined : history;
    const first = written?.messages[0]?.sentAt.getTime() ?? now.getTime();
    const last = written?.messages.at(-1)?.sentAt.getTime() ?? now.getTime();
    return {
      id: deps.newId(),
      patientId: link.patient.id,
      clinicianId: link.clinician.id,
      state: link.state,
      askedAt: new Date(first - 1.5 * day),
      endedAt: new Date(last + 10 * day),
    };
  });
  await insertDemoLinks(tx, rows);
  for (const { id, patientId, clinicianId, state, askedAt, endedAt } of rows) {
    const record = (verb: string, actorId: string, at: Date) =>
      appendAudit({ newId: deps.newId, clock: () => at }, tx, [
        {
          actorId,
          source,
          action: `care_link.${verb}`,
          subjectKind: 'care_link',
          subjectId: id,
          detail: { patientId, clinicianId },
        },
      ]);
    await record('asked', state === 'asked-by-clinician' ? clinicianId : patientId, askedAt);
    if (state === 'active' || state === 'ended')
      await record('accepted', clinicianId, new Date(askedAt.getTime() + day / 8));
    if (state === 'ended') await record('ended', clinicianId, endedAt);
  }
}

async function seedHistory(deps: Deps, tx: Tx, { one, other, messages, archivedBy }: History): Promise<void> {
  const conversationId = deps.newId();
  const dataKey = deps.vault.makeDataKey(conversationId);
  const conversation = {
    id: conversationId,
    startedBy: messages[0]!.from.id,
    peerId: (messages[0]!.from === one ? other : one).id,
    dataKey,
  };
  await insertDirectConversations(tx, [conversation], messages[0]!.sentAt);
  const rows = messages.map((message, index) => {
    const id = deps.newId();
    const place = { conversationId, rowId: id };
    return {
      id,
      conversationId,
      seq: index + 1,
      senderId: message.from.id,
      clientId: `demo-${id}`,
      subjectSealed: message.subject ? deps.vault.seal(dataKey, { ...place, field: 'subject' }, message.subject) : null,
      bodySealed: deps.vault.seal(dataKey, { ...place, field: 'body' }, message.body),
      sentAt: message.sentAt,
      tokens: deps.searchTokens.ofMessage(conversationId, message.subject ?? null, message.body),
      auditId: deps.newId(),
      source,
    };
  });
  await insertMessages(tx, rows);
  await updateDemoReceipts(
    tx,
    messages.map(({ deliveredAt, readAt }, index) => ({ messageId: rows[index]!.id, deliveredAt, readAt })),
  );
  for (const person of archivedBy)
    await archiveForDemo(tx, conversationId, person.id, new Date(messages.at(-1)!.sentAt.getTime() + 12 * day));
}
