// What somebody has begun to write is kept by the service: found again on every device until it is sent.
import type { Page } from '@playwright/test';
import { expect, openConversation, test } from './house.ts';

const box = (page: Page) => page.getByRole('textbox', { name: /^Write to/ });

async function type(page: Page, text: string): Promise<void> {
  const saved = page.waitForResponse(
    (answer) => answer.url().endsWith('/api/drafts') && answer.request().method() === 'PUT' && answer.ok(),
  );
  await box(page).fill(text);
  await saved;
}

test('what was begun is there after the page is loaded again, on another device too, and goes when it is sent', async ({
  house,
  sitDown,
}) => {
  const rosa = house.people('patient')[0]!;
  const phone = await sitDown(rosa);
  await openConversation(phone, /Okafor/);
  await type(phone, 'I find it hard to begin');
  await phone.reload();
  await expect(box(phone)).toHaveValue('I find it hard to begin');

  const laptop = await sitDown(rosa);
  await openConversation(laptop, /Okafor/);
  await expect(box(laptop)).toHaveValue('I find it hard to begin');
  const gone = laptop.waitForResponse((answer) => answer.request().method() === 'DELETE' && answer.ok());
  await laptop.getByRole('button', { name: 'Send', exact: true }).click();
  await gone;
  await expect(box(laptop)).toHaveValue('');
  await phone.reload();
  await expect(phone.getByRole('article').filter({ hasText: 'I find it hard to begin' })).toBeVisible();
  await expect(box(phone)).toHaveValue('');
});

test('leaving a conversation at once saves what was typed', async ({ house, sitDown }) => {
  const page = await sitDown(house.people('patient')[0]!);
  await openConversation(page, /Lindqvist/);
  await box(page).fill('Half a thought');
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/api/drafts') && answer.status() === 200);
  await page.getByRole('link', { name: 'Sent', exact: true }).click();
  await saved;
  await page.goto('/patient/inbox');
  await openConversation(page, /Lindqvist/);
  await expect(box(page)).toHaveValue('Half a thought');
});

test('two devices that write at once lose nothing: the person chooses', async ({ house, sitDown }) => {
  const rosa = house.people('patient')[1]!;
  const phone = await sitDown(rosa);
  const laptop = await sitDown(rosa);
  for (const page of [phone, laptop]) {
    const looked = page.waitForResponse((answer) => answer.url().includes('/api/drafts?'));
    await page.getByRole('region', { name: 'Conversations' }).getByRole('link').first().click();
    await looked;
  }
  await type(phone, 'Written on the phone');
  await box(laptop).fill('Written on the laptop');
  await expect(laptop.getByText(/on another device/)).toBeVisible();
  await expect(laptop.getByText('Written on the phone')).toBeVisible();
  await expect(box(laptop)).toHaveValue('Written on the laptop');
  await laptop.getByRole('button', { name: 'The other text' }).click();
  await expect(box(laptop)).toHaveValue('Written on the phone');
  await expect(laptop.getByText(/on another device/)).toHaveCount(0);
});

test('what cannot be saved as a draft says so, until it is saved after all', async ({ house, sitDown }) => {
  const page = await sitDown(house.people('patient')[2]!);
  await page.route('**/api/drafts', (route) =>
    route.request().method() === 'PUT'
      ? route.fulfill({ status: 409, json: { code: 'draft_limit', requestId: 'x' } })
      : route.continue(),
  );
  await openConversation(page, /.+/);
  await box(page).fill('One draft too many');
  const note = page.getByText('This text could not be saved as a draft: it is in this window only.');
  await expect(note).toBeVisible();
  await page.unroute('**/api/drafts');
  await type(page, 'One draft too many, and then not');
  await expect(note).toHaveCount(0);
  await box(page).fill('a'.repeat(21_234));
  await expect(page.getByText('11,234 characters too many')).toBeVisible();
  await expect(page.getByText(/It is too long to be sent/)).toBeVisible();
  await expect(page.getByText(/You can go on writing and send it/)).toHaveCount(0);
});
