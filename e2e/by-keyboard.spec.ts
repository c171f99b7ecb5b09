// Without a mouse: everything a patient comes for is done with the keyboard alone, and the focus is never lost.
import type { Page } from '@playwright/test';
import { expect, test } from './house.ts';

/** Presses Tab, or Shift+Tab, until that has the focus. */
async function tabTo(page: Page, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const wanted = page
    .getByRole('button', { name, exact: true })
    .or(page.getByRole('link', { name, exact: true }))
    .or(page.getByRole('textbox', { name, exact: true }))
    .or(page.getByRole('combobox', { name, exact: true }))
    .or(page.getByRole('searchbox', { name, exact: true }))
    .or(page.getByRole('switch', { name, exact: true }))
    .first();
  await expect(wanted).toBeAttached();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${name} is not reached by ${key}`);
}

test('a new message is written for later, found under Scheduled and stopped', async ({ house, sitDown }) => {
  const page = await sitDown(house.people('patient')[0]!);
  await tabTo(page, 'New message');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'To' })).toBeFocused();
  await page.keyboard.type('Lind');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await tabTo(page, 'Write to Dr Tomas Lindqvist');
  await page.keyboard.type('Thank you for today.');
  await tabTo(page, 'Send later');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Schedule');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^It will be sent .+ You find it under Scheduled\.$/)).toBeVisible();
  await tabTo(page, 'Scheduled');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Thank you for today.')).toBeVisible();
  await tabTo(page, 'Do not send the message to Dr Tomas Lindqvist');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Do not send');
  await page.keyboard.press('Enter');
  await expect(page.getByText('It will not be sent.')).toBeVisible();
});

test('somebody is blocked and unblocked, a message found and opened, a group made', async ({ house, sitDown }) => {
  const page = await sitDown(house.people('patient')[1]!);
  await tabTo(page, 'Search');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Search your messages');
  await page.keyboard.type('pharmacy prescription');
  const hit = page.getByRole('list', { name: 'Messages' }).getByRole('link').first();
  await expect(hit).toBeVisible();
  for (let presses = 0; presses < 20 && !(await hit.evaluate((link) => link === document.activeElement)); presses += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('article[aria-current]')).toBeInViewport();

  await tabTo(page, 'More about this conversation', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await expect(page.getByRole('menuitem', { name: /^Block / })).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, 'Block');
  await page.keyboard.press('Enter');
  await expect(page.getByText('You have blocked this person. End the block to write to them again.')).toBeVisible();
  await tabTo(page, 'More about this conversation', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The block has ended.')).toBeVisible();

  await tabTo(page, 'New message', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Make a group instead');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name of the group' })).toBeFocused();
  await page.keyboard.type('Thursday plans');
  await tabTo(page, 'Add somebody');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Make the group');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Thursday plans' })).toBeVisible();
});
