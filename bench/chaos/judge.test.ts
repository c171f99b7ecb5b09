// Whoever counts what was lost must be able to find something: each harm, done to what is stored, is noticed.
import { expect, test } from 'vitest';
import { expectedUnread, judgeScheduled, judgeStored, missedLive } from './judge.ts';
import type { Stored } from './judge.ts';
import { Ledger } from './ledger.ts';

const ledger = new Ledger('heron');
const stored: Stored[] = [];
for (const [index, senderId] of ['rosa', 'amara', 'rosa', 'rosa'].entries()) {
  const clientId = `client-${index}`;
  const message = { id: `id-${index}`, conversationId: 'room', seq: index + 1 };
  ledger.sent(ledger.wants(senderId, clientId), message);
  stored.push({ ...message, senderId, clientId });
}
const [first, second, third, fourth] = stored as [Stored, Stored, Stored, Stored];
const clean = { lost: 0, doubled: 0, outOfOrder: 0 };

test('what is as it was promised harms nobody', () => {
  expect(judgeStored(ledger, stored)).toEqual(clean);
});

test('a message that is gone is lost, and leaves a gap unless it was the last', () => {
  expect(judgeStored(ledger, [first, second, third])).toEqual({ ...clean, lost: 1 });
  expect(judgeStored(ledger, [first, third, fourth])).toEqual({ ...clean, lost: 1, outOfOrder: 1 });
});

test('a message that is there twice, or that nobody wrote, is doubled', () => {
  expect(judgeStored(ledger, [...stored, { ...fourth, id: 'again', seq: 5 }])).toMatchObject({ doubled: 1 });
  const invented = { ...fourth, id: 'other', clientId: 'nobody', seq: 5 };
  expect(judgeStored(ledger, [...stored, invented])).toEqual({ ...clean, doubled: 1 });
});

test('places that changed hands are out of order', () => {
  const swapped = [first, second, { ...fourth, seq: 3 }, { ...third, seq: 4 }];
  expect(judgeStored(ledger, swapped)).toMatchObject({ lost: 2 });
  const told = new Ledger('heron');
  told.sent(told.wants('rosa', 'a'), { id: 'a', conversationId: 'room', seq: 2 });
  told.sent(told.wants('rosa', 'b'), { id: 'b', conversationId: 'room', seq: 1 });
  const rows = ['b', 'a'].map((id, at) => ({
    id,
    conversationId: 'room',
    seq: at + 1,
    senderId: 'rosa',
    clientId: id,
  }));
  expect(judgeStored(told, rows)).toEqual({ ...clean, outOfOrder: 1 });
});

test('a repetition that was answered with another message is noticed', () => {
  const told = new Ledger('heron');
  const send = told.wants('rosa', 'a');
  told.sent(send, { id: 'a', conversationId: 'room', seq: 1 });
  told.sent(send, { id: 'b', conversationId: 'room', seq: 2 });
  expect(told.contradictions).toEqual(['a']);
});

test('a scheduled message that was sent twice, early, never, or was forgotten', () => {
  const told = new Ledger('heron');
  told.scheduled.set('s', { clientId: 's', authorId: 'rosa', body: '', acknowledgedId: 'one' });
  const row = { id: 'one', clientId: 's', authorId: 'rosa', status: 'sent', messageId: 'm', late: true, early: false };
  const sent = { id: 'm', conversationId: 'room', seq: 1, senderId: 'rosa', clientId: 'scheduled:one' };
  expect(judgeScheduled(told, [row], [sent])).toBe(0);
  expect(judgeScheduled(told, [row], [sent, { ...sent, id: 'n', seq: 2 }])).toBe(1);
  expect(judgeScheduled(told, [{ ...row, early: true }], [sent])).toBe(1);
  expect(judgeScheduled(told, [{ ...row, status: 'scheduled', messageId: null }], [])).toBe(1);
  expect(judgeScheduled(told, [{ ...row, status: 'failed', messageId: null }], [])).toBe(1);
  expect(judgeScheduled(told, [], [])).toBe(1);
});

test('a window that was not shown a message, and a count that is not what was left unread', () => {
  const rooms = new Set(['room']);
  const messages = new Set([second.id, third.id]);
  expect(missedLive({ rooms, floor: new Map([['room', 1]]), messages }, stored)).toBe(1);
  expect(missedLive({ rooms: new Set(), floor: new Map(), messages }, stored)).toBe(0);
  ledger.wasRead('amara', 'room', 1);
  expect(expectedUnread(ledger, 'amara', rooms, stored)).toEqual(new Map([['room', 2]]));
});
