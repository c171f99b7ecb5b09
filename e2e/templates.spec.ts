// Templates: kept by category, filled with the right name, seen before they are sent, and shared among staff alone.
import type { Route } from '@playwright/test';
import { expect, openConversation, test } from './house.ts';

test('a clinician keeps a text, and it reaches the patient with the name filled in', async ({ house, sitDown }) => {
  const clinician = await sitDown(house.people('clinician')[0]!);
  const patient = await sitDown(house.people('patient')[0]!);
  await clinician.getByRole('link', { name: 'Templates', exact: true }).click();
  await clinician.getByRole('button', { name: 'New template' }).click();
  const form = clinician.getByRole('dialog', { name: 'New template' });
  await form.getByLabel('Name', { exact: true }).fill('After a first visit');
  await form.getByLabel('Category').fill('Visits');
  await form.getByRole('textbox', { name: 'Text' }).fill('Dear ');
  await form.getByRole('button', { name: 'Patient’s name' }).click();
  await form.getByRole('textbox', { name: 'Text' }).press('End');
  await form.getByRole('textbox', { name: 'Text' }).pressSequentially(', we meet again on {{next_visit}}.');
  await form.getByRole('checkbox', { name: /Share with all/ }).check();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(clinician.getByRole('region', { name: 'Visits' })).toContainText('After a first visit');

  await clinician.getByRole('link', { name: /Inbox$/ }).click();
  await openConversation(clinician, /Rosa Fernandes/);
  await clinician.getByRole('button', { name: 'Use a template' }).click();
  await clinician.getByRole('button', { name: /After a first visit/ }).click();
  const filling = clinician.getByRole('dialog', { name: 'After a first visit' });
  const preview = filling.getByRole('region', { name: 'This is what it will say' });
  await expect(preview).toContainText('Dear Rosa Fernandes, we meet again on [Next visit].');
  await expect(filling.getByText('One thing is still to be filled in.')).toBeVisible();
  await expect(filling.getByRole('button', { name: 'Send it now' })).toHaveAttribute('aria-disabled', 'true');
  await clinician.setViewportSize({ width: 390, height: 844 });
  for (const name of ['Another one', 'Send it now', 'Put into the message'])
    await expect(filling.getByRole('button', { name })).toBeInViewport({ ratio: 1 });
  const put = filling.getByRole('button', { name: 'Put into the message' });
  await expect(put).toHaveAttribute('aria-disabled', 'true');
  await put.dispatchEvent('click');
  await expect(filling).toBeVisible();
  await filling.getByLabel('Next visit').fill('Monday');
  await expect(preview).toContainText('we meet again on Monday.');
  await filling.getByRole('button', { name: 'Send it now' }).click();
  await expect(filling).toHaveCount(0);
  await openConversation(patient, /Okafor/);
  await expect(
    patient.getByRole('article').filter({ hasText: 'Dear Rosa Fernandes, we meet again on Monday.' }),
  ).toHaveCount(1);

  const colleague = await sitDown(house.people('clinician')[1]!);
  await colleague.getByRole('link', { name: 'Templates', exact: true }).click();
  const row = colleague.getByRole('listitem').filter({ hasText: 'After a first visit' });
  await expect(row).toContainText('Shared by Dr Amara Okafor');
  await expect(row).toContainText('Sent once');
  await expect(row.getByRole('button', { name: /^(Change|Delete)/ })).toHaveCount(0);
  await patient.getByRole('link', { name: 'Templates', exact: true }).click();
  await expect(patient.getByRole('heading', { name: 'My week' })).toBeVisible();
  await expect(patient.getByText('After a first visit')).toHaveCount(0);
});

test('a patient keeps a text, changes it, takes it into a message and throws it away', async ({ house, sitDown }) => {
  const patient = await sitDown(house.people('patient')[1]!);
  await patient.getByRole('link', { name: 'Templates', exact: true }).click();
  await patient.getByRole('button', { name: 'New template' }).click();
  const form = patient.getByRole('dialog');
  await expect(form.getByRole('checkbox')).toHaveCount(0);
  await form.getByLabel('Name', { exact: true }).fill('A hard day');
  await form.getByRole('textbox', { name: 'Text' }).fill('Hello {{clinician.name}}, today is hard {{');
  await expect(form.getByText(/Double braces/)).toBeVisible();
  await form.getByRole('textbox', { name: 'Text' }).fill('Hello {{clinician.name}}, today is hard.');
  await form.getByRole('button', { name: 'Save' }).click();
  await patient.getByRole('button', { name: 'Change the template A hard day' }).click();
  await patient.getByRole('dialog').getByLabel('Category').fill('For me');
  await patient.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(patient.getByRole('region', { name: 'For me' })).toContainText('A hard day');

  await patient.getByRole('button', { name: 'Use the template A hard day' }).click();
  await patient.getByRole('option', { name: /Okafor/ }).click();
  await patient.getByRole('button', { name: 'Put into the message' }).click();
  await expect(patient.getByRole('textbox', { name: /^Write to/ })).toHaveValue(
    'Hello Dr Amara Okafor, today is hard.',
  );
  await patient.keyboard.press('Escape');

  await patient.getByRole('link', { name: 'Templates', exact: true }).click();
  await patient.getByRole('button', { name: 'Delete the template A hard day' }).click();
  await patient.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(patient.getByText('No templates yet')).toBeVisible();
});

test('a dose that is changed after a lost answer reaches the patient, and what was sent before is named', async ({
  house,
  sitDown,
}) => {
  const clinician = await sitDown(house.people('clinician')[0]!);
  const patient = await sitDown(house.people('patient')[0]!);
  await openConversation(patient, /Okafor/);
  await clinician.getByRole('link', { name: 'Templates', exact: true }).click();
  await clinician.getByRole('button', { name: 'New template' }).click();
  const form = clinician.getByRole('dialog', { name: 'New template' });
  await form.getByLabel('Name', { exact: true }).fill('A dose');
  await form.getByRole('textbox', { name: 'Text' }).fill('Please take {{dose}} tonight.');
  await form.getByRole('button', { name: 'Save' }).click();
  await clinician.getByRole('link', { name: /Inbox$/ }).click();
  await openConversation(clinician, /Rosa Fernandes/);
  await clinician.getByRole('button', { name: 'Use a template' }).click();
  await clinician.getByRole('button', { name: /A dose/ }).click();
  const filling = clinician.getByRole('dialog', { name: 'A dose' });
  const send = filling.getByRole('button', { name: 'Send it now' });
  // What is sent first arrives twice, its answers never.
  const lose = async (route: Route) => {
    await route.fetch();
    await route.abort();
  };
  await clinician.route('**/api/templates/*/use', lose, { times: 2 });
  await filling.getByLabel('Dose').fill('5 mg');
  for (let time = 0; time < 2; time += 1) {
    const lost = clinician.waitForEvent('requestfailed');
    await send.click();
    await lost;
    await expect(filling.getByRole('alert')).toContainText('There is no connection');
  }
  await expect(clinician.getByText('Sent.', { exact: true })).toHaveCount(0);
  await filling.getByLabel('Dose').fill('10 mg');
  await expect(filling.getByRole('alert')).toContainText('Your earlier version may have arrived.');
  await send.click();
  await expect(clinician.getByText('Sent.', { exact: true })).toBeVisible();
  for (const page of [clinician, patient]) {
    const doses = page.getByRole('article').filter({ hasText: 'Please take' });
    await expect(doses).toHaveCount(2);
    await expect(doses).toContainText(['Please take 5 mg tonight.', 'Please take 10 mg tonight.']);
  }
});
