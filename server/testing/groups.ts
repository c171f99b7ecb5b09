// What people do with groups, for tests, each in one word.
import * as groups from '../../contract/groups.ts';
import * as api from '../../contract/messages.ts';
import { expect } from 'vitest';
import type { House } from './house.ts';
import { aClinician, aPatient, linked } from './people.ts';
import type { TestPerson } from './people.ts';

/** Two clinicians, and two patients in the care of the first. */
export async function peopleForGroups(house: House) {
  const clinician = await aClinician(house, 'Clara');
  const colleague = await aClinician(house, 'Colin');
  const rosa = await aPatient(house, 'Rosa');
  const omar = await aPatient(house, 'Omar');
  await linked(house, rosa, clinician);
  await linked(house, omar, clinician);
  return { clinician, colleague, rosa, omar };
}

let count = 0;
export const make = (by: TestPerson, others: { id: string }[], clientId = `group-${(count += 1)}`) =>
  by.call(groups.createGroup, {
    body: { clientId, subject: ' Tuesday evening group ', memberIds: others.map((other) => other.id) },
  });
export async function aGroup(by: TestPerson, ...others: TestPerson[]): Promise<string> {
  const { status, body } = await make(by, others);
  expect(status).toBe(201);
  for (const other of others) if (other.role === 'patient') await answer(other, body.id, true);
  return body.id;
}
export const add = (by: TestPerson, id: string, ...others: { id: string }[]) =>
  by.call(groups.addMembers, { params: { id }, body: { memberIds: others.map((other) => other.id) } });
export const remove = (by: TestPerson, id: string, who: { id: string }) =>
  by.call(groups.removeMember, { params: { id, accountId: who.id } });
export const rename = (by: TestPerson, id: string, subject: string) =>
  by.call(groups.renameGroup, { params: { id }, body: { subject } });
export const answer = (by: TestPerson, conversationId: string, accept: boolean) =>
  by.call(groups.answerInvitation, { params: { conversationId }, body: { accept } });
export const say = (by: TestPerson, id: string, body: string) =>
  by.call(api.sendToConversation, { params: { id }, body: { clientId: `say-${(count += 1)}`, body } });
export const thread = (by: TestPerson, id: string) =>
  by.call(api.readThread, { params: { id }, query: { limit: 100 } });
export const said = async (by: TestPerson, id: string) =>
  (await thread(by, id)).body.items.filter((item) => item.kind === 'text').map((item) => item.body);
export const noticed = async (by: TestPerson, id: string) =>
  (await thread(by, id)).body.items
    .filter((item) => item.kind !== 'text')
    .map((item) => `${item.sender.displayName} ${item.kind} ${item.about?.displayName ?? '-'}`);
export const members = async (by: TestPerson, id: string) =>
  (await by.call(groups.listMembers, { params: { id } })).body.items.map(
    (item) => `${item.person.displayName} ${item.joinedAt ? 'in' : 'invited'}`,
  );
export const inbox = async (by: TestPerson, filter = 'all') =>
  (await by.call(api.listConversations, { query: { filter } })).body.items;
export const unread = async (by: TestPerson) => (await by.call(api.countUnread)).body;
export const invitations = async (by: TestPerson) => (await by.call(groups.listInvitations)).body.items;
export const refusal = (given: { status: number; problem: { code: string } }) => [given.status, given.problem.code];
