// A clinician tells some of the patients something; each gets it alone, and answers come to the clinician.
import { expect, rowOf, test, write } from './house.ts';

test('a clinician writes to chosen patients after a last look at whom it reaches', async ({ house, sitDown }) => {
  const clinician = await sitDown(house.people('clinician')[0]!);
  await clinician.goto('/clinician/broadcasts');
  await expect(clinician.getByLabel(/My patients/)).toBeChecked();
  await clinician.getByLabel('Chosen patients').check();
  for (const name of ['Rosa Fernandes', 'Daniel Whitlock']) {
    await clinician.getByRole('combobox', { name: 'Add a patient' }).fill(name);
    await clinician.getByRole('option', { name: new RegExp(name) }).click();
  }
  await clinician.getByLabel('Subject').fill('Sessions by video');
  await clinician
    .getByRole('textbox', { name: 'Text of the broadcast' })
    .fill('From next week you can also come by video.');
  await clinician.getByRole('button', { name: 'Check and send' }).click();
  const check = clinician.getByRole('dialog', { name: 'Check before it goes out' });
  await expect(check.getByText('2 patients')).toBeVisible();
  await check.getByRole('checkbox').check();
  await check.getByRole('button', { name: 'Send to 2 people' }).click();
  await expect(clinician.getByRole('listitem').filter({ hasText: 'Sessions by video' })).toContainText(
    'Reached 2 of 2',
    {
      timeout: 20_000,
    },
  );

  await clinician.getByRole('navigation').getByRole('link', { name: 'Inbox' }).click();
  const rosa = await sitDown(house.people('patient')[0]!);
  await rosa
    .getByRole('region', { name: 'Conversations' })
    .getByRole('link')
    .filter({ hasText: 'Sessions by video' })
    .click();
  await expect(rosa.getByRole('article').filter({ hasText: 'also come by video' })).toBeVisible();
  await expect(rosa.getByText('Daniel Whitlock')).toHaveCount(0);
  await rosa.getByRole('button', { name: 'Write to Dr Amara Okafor' }).click();
  await write(rosa, 'Video would suit me well.');
  await expect(rowOf(clinician, /Rosa Fernandes/).first()).toContainText('Video would suit me well.');
  await expect(rowOf(rosa, /Amara Okafor/).first()).toBeVisible();
});
