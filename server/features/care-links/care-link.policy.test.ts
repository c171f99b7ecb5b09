// Who may accept a care link.
import { expect, test } from 'vitest';
import { refuseToAccept, refuseToEnd } from './care-link.policy.ts';

const link = (askedBy: 'patient' | 'clinician', status: 'pending' | 'active' | 'ended' = 'pending') =>
  ({ patient_id: 'patient', clinician_id: 'clinician', asked_by: askedBy, status }) as const;
const actors = {
  patient: { accountId: 'patient', role: 'patient' },
  clinician: { accountId: 'clinician', role: 'clinician' },
  colleague: { accountId: 'colleague', role: 'clinician' },
  admin: { accountId: 'admin', role: 'admin' },
} as const;

test.each([
  ['patient', 'patient', 'care_link_not_yours_to_accept'],
  ['patient', 'clinician', null],
  ['patient', 'colleague', 'care_link_not_yours_to_accept'],
  ['patient', 'admin', null],
  ['clinician', 'patient', null],
  ['clinician', 'clinician', 'care_link_not_yours_to_accept'],
  ['clinician', 'colleague', 'care_link_not_yours_to_accept'],
  ['clinician', 'admin', null],
] as const)('asked by the %s, accepted by the %s: %s', (askedBy, actor, refusal) => {
  expect(refuseToAccept(actors[actor], link(askedBy))).toBe(refusal);
});

test('only a pending link is accepted, only an open one is ended', () => {
  expect(refuseToAccept(actors.admin, link('patient', 'active'))).toBe('care_link_not_pending');
  expect(refuseToAccept(actors.admin, link('patient', 'ended'))).toBe('care_link_already_ended');
  expect(refuseToEnd(link('patient', 'ended'))).toBe('care_link_already_ended');
  expect([refuseToEnd(link('patient')), refuseToEnd(link('patient', 'active'))]).toEqual([null, null]);
});
