// From registering to the first message.
import { expect, openConversation, test, write } from './house.ts';

test('a new patient registers, asks a clinician, is accepted and writes', async ({ house, newContext, sitDown }) => {
  const patient = await (await newContext()).newPage();
  await patient.goto('/');
  await patient.getByRole('link', { name: 'Register as a patient' }).click();
  await patient.getByRole('button', { name: 'Register' }).click();
  await expect(patient.getByText('Please enter your name.')).toBeVisible();
  await patient.getByLabel('Name', { exact: true }).fill('Ines Duarte');
  await patient.getByLabel('Username').fill('ines.duarte');
  await patient.getByLabel('Password').fill('short');
  await patient.getByRole('button', { name: 'Register' }).click();
  await expect(patient.getByText('At least 10 characters.', { exact: true })).toBeVisible();
  await patient.getByLabel('Password').fill('seven brown teacups');
  await patient.getByRole('button', { name: 'Register' }).click();
  await expect(patient.getByText('No conversations yet')).toBeVisible();

  const clinician = await sitDown(house.people('clinician')[2]!);
  await clinician.goto('/clinician/patients');
  await patient.getByRole('link', { name: 'Find your care team' }).click();
  await patient.getByRole('button', { name: 'Ask Helen Marsh' }).dblclick();
  await expect(patient.getByText('You asked.')).toBeVisible();

  await expect(clinician.getByRole('heading', { level: 2 }).first()).toHaveText(/^Requests \(\d\)$/);
  const request = clinician
    .getByRole('region', { name: 'Requests' })
    .getByRole('listitem')
    .filter({ hasText: 'Ines Duarte' });
  await request.getByRole('button', { name: 'Accept' }).dblclick();
  const notices = clinician.getByRole('status', { name: 'Notices' });
  await expect(notices.getByText('Accepted.')).toHaveCount(1);
  await expect(notices.getByText('already been answered')).toHaveCount(0);
  await patient.getByRole('region', { name: 'Your care team' }).getByRole('button', { name: 'Message' }).click();
  await patient.getByRole('textbox', { name: 'Write to Helen Marsh' }).fill('Thank you for accepting.');
  await patient.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(patient.getByRole('article').filter({ hasText: 'Thank you for accepting.' })).toBeVisible();
  await clinician
    .getByRole('link', { name: /^Inbox|Inbox$/ })
    .last()
    .click();
  await openConversation(clinician, /Ines Duarte/);

  await clinician.getByRole('link', { name: 'Patients' }).click();
  await clinician.getByRole('link', { name: 'View Ines Duarte' }).click();
  await clinician.getByRole('button', { name: 'End', exact: true }).click();
  await clinician.getByRole('dialog').getByRole('button', { name: 'End care with Ines Duarte' }).click();
  await expect(patient.getByText('You and Helen Marsh are no longer connected')).toBeVisible();
  await expect(patient.getByText('Thank you for accepting.').first()).toBeVisible();
});

test('text that looks like a page is shown as text', async ({ house, sitDown }) => {
  const patient = await sitDown(house.people('patient')[0]!);
  await openConversation(patient, /Okafor/);
  await write(patient, '<img src=x onerror="document.title=1"> <b>not bold</b>');
  await expect(patient.getByRole('article').last()).toContainText(
    '<img src=x onerror="document.title=1"> <b>not bold</b>',
  );
  await expect(patient).toHaveTitle(/Messages/);
});
