// What patients write most often is one touch away.
import { expect, test } from './house.ts';

test('asking for an appointment begins with the right people and what it is about', async ({ house, sitDown }) => {
  const page = await sitDown(house.people('patient')[1]!);
  await page.getByRole('button', { name: 'Ask for an appointment' }).click();
  const dialog = page.getByRole('dialog', { name: 'New message' });
  await expect(dialog.getByText('To Dr Amara Okafor')).toBeVisible();
  await expect(dialog.getByLabel('Subject')).toHaveValue('An appointment');
  await dialog.getByRole('textbox', { name: /^Write to/ }).fill('Could we meet a little earlier this week?');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('article').filter({ hasText: 'a little earlier this week' })).toContainText(
    'An appointment',
  );
});

test('on a phone the same stands in a new message, and support is found without knowing a name', async ({
  house,
  sitDown,
}) => {
  const page = await sitDown(house.people('patient')[1]!, { viewport: { width: 390, height: 844 } });
  await page.getByRole('button', { name: 'New message' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Contact support' }).click();
  const options = page.getByRole('dialog').getByRole('option');
  await expect(options).toHaveCount(2);
  await options.filter({ hasText: 'Support desk' }).click();
  await expect(page.getByRole('dialog').getByLabel('Subject')).toHaveValue('Help with Healing Space');
});
