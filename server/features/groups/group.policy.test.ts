// Who may bring whom into a group, and change it.
import { describe, expect, test } from 'vitest';
import { refuseToAdd, refuseToChange, refuseToRemove } from './group.policy.ts';
import type { Candidate } from './group.policy.ts';

const patient = { accountId: 'p', role: 'patient' } as const;
const clinician = { accountId: 'c', role: 'clinician' } as const;
const admin = { accountId: 'a', role: 'admin' } as const;
const madeBy = (maker: { accountId: string; role: 'patient' | 'clinician' | 'admin' }) => ({
  makerId: maker.accountId,
  makerRole: maker.role,
});
const someone = (role: Candidate['role'], more: Partial<Candidate> = {}): Candidate => ({
  accountId: 'x',
  role,
  deactivated: false,
  careLink: null,
  blocked: false,
  ...more,
});

describe('adding', () => {
  test.each([
    ['a linked clinician by a patient', patient, patient, someone('clinician', { careLink: 'active' }), true],
    ['an unlinked clinician by a patient', patient, patient, someone('clinician'), false],
    ['a clinician whose link ended', patient, patient, someone('clinician', { careLink: 'ended' }), false],
    ['an admin by a patient', patient, patient, someone('admin'), true],
    ['a patient by a patient', patient, patient, someone('patient'), false],
    ['a linked patient by a clinician', clinician, clinician, someone('patient', { careLink: 'active' }), true],
    ['an unlinked patient by a clinician', clinician, clinician, someone('patient', { careLink: 'pending' }), false],
    ['a colleague by a clinician', clinician, clinician, someone('clinician'), true],
    ['any patient by an admin', admin, admin, someone('patient'), true],
    ['a second patient into what a patient made', admin, patient, someone('patient'), false],
    ['somebody who blocks or is blocked', clinician, clinician, someone('clinician', { blocked: true }), false],
    ['somebody blocked, by an admin', admin, admin, someone('patient', { blocked: true }), true],
    ['a deactivated account', admin, admin, someone('clinician', { deactivated: true }), false],
    ['nobody', admin, admin, someone(null), false],
  ])('%s', (_, by, maker, candidate, may) => {
    expect(refuseToAdd(by, madeBy(maker), candidate)).toBe(may ? null : 'recipient_not_found');
  });
});

test('clinicians, admins and the maker change a group; everybody may leave; only an admin removes the maker', () => {
  expect([clinician, admin].map((member) => refuseToChange(member, madeBy(patient)))).toEqual([null, null]);
  expect(refuseToChange(patient, madeBy(patient))).toBeNull();
  expect(refuseToChange(patient, madeBy(clinician))).toBe('not_yours_to_change');
  expect(refuseToRemove(patient, madeBy(clinician), 'p')).toBeNull();
  expect(refuseToRemove(patient, madeBy(clinician), 'x')).toBe('not_yours_to_change');
  expect(refuseToRemove(clinician, madeBy(patient), 'p')).toBe('not_yours_to_change');
  expect(refuseToRemove(admin, madeBy(patient), 'p')).toBeNull();
});
