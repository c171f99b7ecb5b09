// Coming back after a long silence: the first unread message is marked, and only what was on the screen counts as read.
import { expect, openConversation, rowOf, test, writeMany } from './house.ts';

test('a thread with more than fifty unread messages opens at the first, and what was skipped stays unread', async ({
  house,
  sitDown,
}) => {
  const clinician = await sitDown(house.people('clinician')[0]!);
  const patient = await sitDown(house.people('patient')[1]!);
  const row = rowOf(patient, /Okafor/);
  await openConversation(patient, /Okafor/);
  await expect(row).not.toContainText('unread');
  await patient.goto('/patient/care-team');
  await openConversation(clinician, /Daniel Whitlock/);
  await writeMany(clinician, 70);

  await patient.goto('/patient/inbox');
  await expect(row).toContainText('70 unread');
  await openConversation(patient, /Okafor/);
  await expect(patient.getByRole('article').filter({ hasText: 'Line 1 of many.' })).toBeInViewport();
  await expect(patient.getByText('New', { exact: true })).toBeInViewport();
  await expect(row).not.toContainText('70 unread');
  await patient.getByRole('button', { name: 'New messages' }).click();
  await expect(patient.getByRole('article').filter({ hasText: 'Line 70 of many.' })).toBeInViewport();
  await expect(row).toContainText(/[45]\d unread/);
});
