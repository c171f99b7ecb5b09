// After a whole story of people writing, neither the database, the log nor the metrics hold a sentence anyone wrote.
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as messages from '../contract/messages.ts';
import { readUpdates } from '../contract/events.ts';
import { openHouse } from './testing/house.ts';
import type { House } from './testing/house.ts';
import { aClinician, anAdmin, aPatient, linked } from './testing/people.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ LOG_LEVEL: 'trace' });
});
afterAll(() => house.stop());

const sentences = [
  'The grey heron waited by the frozen canal',
  'Meine Schwester weiß nichts davon',
  'I keep the blue tablets behind the clock',
  'Wenn es dunkel wird, zähle ich die Laternen',
  'Subject of the seventh lantern',
  'Nobody at work may ever learn this',
];

test('a dump of the database contains none of the sentences of the story, nor does the log', async () => {
  const patient = await aPatient(house, 'Quintessa Zanzibar');
  const clinician = await aClinician(house, 'Dr. Ozymandias Featherstone');
  const admin = await anAdmin(house);
  const stranger = await aPatient(house);
  await linked(house, patient, clinician);
  const write = (from: typeof patient, to: { id: string }, index: number, subject?: string) =>
    from.call(messages.sendMessage, {
      body: { to: to.id, clientId: `s${index}`, body: sentences[index], ...(subject ? { subject } : {}) },
    });

  const first = (await write(patient, clinician, 0, sentences[4])).body;
  await write(clinician, patient, 1);
  await write(patient, admin, 2);
  await write(patient, clinician, 3);
  await write(patient, clinician, 3);
  expect((await write(stranger, clinician, 5)).status).toBe(404);
  await patient.call(messages.sendMessage, {
    body: { to: clinician.id, clientId: `${sentences[5]}`, body: sentences[5] },
  });
  await patient.call(messages.sendMessage, { body: `{"to":"${clinician.id}","clientId":"x","body":"${sentences[5]}` });
  await patient.call(messages.sendMessage, {
    body: { to: clinician.id, clientId: 'y', body: `${sentences[5]}\ud800` },
  });
  for (const reader of [patient, clinician]) {
    await reader.call(messages.listConversations);
    await reader.call(messages.readThread, { params: { id: first.conversationId } });
    await reader.call(messages.listSent);
    await reader.call(readUpdates, { query: { after: 0 } });
  }
  await clinician.call(messages.markConversationRead, {
    params: { id: first.conversationId },
    body: { upTo: first.id },
  });
  await clinician.call(messages.deleteMessage, { params: { id: first.id } });
  await clinician.fetch('GET', `/api/people?query=${encodeURIComponent('Quintessa')}`);

  const { rows: tables } = await house.owner.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  );
  expect(tables.length).toBeGreaterThan(10);
  let dump = '';
  for (const { name } of tables) {
    const { rows } = await house.owner.query<{ text: string | null }>(
      `select string_agg(t::text, E'\\n') as text from "${name}" t`,
    );
    dump += rows[0]!.text ?? '';
  }
  expect(dump).toContain('Quintessa');
  const log = house.logged.join('\n');
  expect(log).toContain('requestId');
  for (const sentence of sentences) {
    const bytes = Buffer.from(sentence);
    for (const form of [
      sentence,
      sentence.toLowerCase(),
      bytes.toString('hex'),
      bytes.toString('base64').slice(0, -4),
    ]) {
      expect(dump.includes(form), `the database holds "${sentence}"`).toBe(false);
      expect(log.includes(form), `the log holds "${sentence}"`).toBe(false);
    }
  }
  for (const name of ['Quintessa', 'Ozymandias', patient.username]) expect(log).not.toContain(name);
});
