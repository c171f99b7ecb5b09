// A patient and a clinician at two browsers side by side.
import { expect, openConversation, test, write } from './house.ts';

test('what one person writes stands on the other screen, and the receipts turn to read', async ({ house, sitDown }) => {
  const patient = await sitDown(house.people('patient')[0]!);
  const clinician = await sitDown(house.people('clinician')[0]!);
  await openConversation(patient, /Okafor/);

  await write(patient, 'The walk by the canal helped today.');
  const mine = patient.getByRole('article').filter({ hasText: 'The walk by the canal' });
  await expect(mine).toContainText('Delivered');

  const row = clinician.getByRole('region', { name: 'Conversations' }).getByRole('listitem').first();
  await expect(row).toContainText('The walk by the canal');
  await expect(clinician).toHaveTitle(/^\(\d+\)/);

  await openConversation(clinician, /Rosa Fernandes/);
  await expect(clinician.getByRole('article').filter({ hasText: 'The walk by the canal' })).toBeVisible();
  await expect(mine).toContainText('Read');

  await write(clinician, 'I am glad to hear that.');
  await expect(patient.getByRole('article').filter({ hasText: 'I am glad to hear that.' })).toBeVisible();
});

test('one sees that the other is writing', async ({ house, sitDown }) => {
  const patient = await sitDown(house.people('patient')[0]!);
  const clinician = await sitDown(house.people('clinician')[0]!);
  await openConversation(patient, /Okafor/);
  await openConversation(clinician, /Rosa Fernandes/);
  await expect(async () => {
    await clinician.getByRole('textbox', { name: /^Write to/ }).pressSequentially('Good ');
    await expect(patient.getByText('Dr Amara Okafor is writing')).toBeVisible({ timeout: 1_500 });
  }).toPass();
});

test('reading in one window clears the count in the other', async ({ house, sitDown }) => {
  const clinician = await sitDown(house.people('clinician')[1]!);
  const patient = await sitDown(house.people('patient')[0]!);
  const secondWindow = await patient.context().newPage();
  await secondWindow.goto('/patient/settings');
  await openConversation(patient, /Lindqvist/);
  await expect(secondWindow).toHaveTitle(/^Settings/);
  await patient.goto('/patient/care-team');
  await openConversation(clinician, /Rosa Fernandes/);
  await write(clinician, 'Your letter is at reception.');
  await expect(secondWindow).toHaveTitle(/^\(1\) Settings/);
  await expect(patient).toHaveTitle(/^\(1\) Care team/);
  await patient.bringToFront();
  await patient.getByRole('link', { name: /Inbox/ }).last().click();
  await openConversation(patient, /Lindqvist/);
  await expect(patient).toHaveTitle(/^Messages/);
  await expect(secondWindow).toHaveTitle(/^Settings/);
});

test('a message can be hidden for oneself, and a conversation put away until somebody writes', async ({
  house,
  sitDown,
}) => {
  const patient = await sitDown(house.people('patient')[0]!);
  const clinician = await sitDown(house.people('clinician')[0]!);
  await openConversation(patient, /Okafor/);
  await openConversation(clinician, /Rosa Fernandes/);
  await write(patient, 'Please forget this line.');
  const line = patient.getByRole('article').filter({ hasText: 'Please forget this line.' });
  await expect(line).toContainText('Read');
  await line.hover();
  await line.getByRole('button', { name: 'About this message' }).click();
  await patient.getByRole('menuitem', { name: 'Delete for me' }).click();
  await patient.getByRole('button', { name: 'Delete for me' }).click();
  await expect(line).toHaveCount(0);
  await expect(clinician.getByText('Please forget this line.').first()).toBeVisible();

  await patient.getByRole('button', { name: 'More about this conversation' }).click();
  await patient.getByRole('menuitem', { name: 'Archive conversation' }).click();
  const list = patient.getByRole('region', { name: 'Conversations' });
  await expect(list.getByRole('link', { name: /Okafor/ })).toHaveCount(0);
  await write(clinician, 'Are you still there?');
  await expect(list.getByRole('link', { name: /Okafor/ })).toBeVisible();
});
