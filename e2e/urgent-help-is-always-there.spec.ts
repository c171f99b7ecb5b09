// Urgent help: on every page, over every dialog, first for the keyboard, and where nothing else answers.
import { expect, openConversation, signIn, test } from './house.ts';

test('the page that no address leads to has urgent help first', async ({ newContext }) => {
  const page = await (await newContext()).newPage();
  await page.goto('/nowhere/at/all');
  await expect(page.getByRole('link', { name: /999/ })).toHaveAttribute('href', 'tel:999');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: /999/ })).toBeFocused();
  expect(
    await page.getByRole('link', { name: /999/ }).evaluate((link) => link.getBoundingClientRect().height),
  ).toBeGreaterThanOrEqual(48);
});

test('before any program has arrived there is urgent help, in the place where it stays', async ({
  house,
  newContext,
}) => {
  const page = await (await newContext()).newPage();
  await signIn(page, house.people('patient')[0]!);
  const storageState = await page.context().storageState();
  for (const viewport of [
    { width: 390, height: 844 },
    { width: 1280, height: 820 },
  ]) {
    await page.setViewportSize(viewport);
    const later = await page.getByRole('button', { name: 'Urgent help' }).boundingBox();
    const early = await (await newContext({ storageState, viewport, javaScriptEnabled: false })).newPage();
    await early.goto('/patient/inbox');
    await expect(early.getByText('Messages are not watched around the clock.')).toBeInViewport();
    const link = early.getByRole('link', { name: 'Urgent help' });
    const now = (await link.boundingBox())!;
    expect(Math.abs(now.x + now.width - later!.x - later!.width)).toBeLessThan(2);
    expect(Math.abs(now.y - later!.y)).toBeLessThan(4);
    await link.click();
    await expect(early.getByRole('link', { name: /999/ })).toHaveAttribute('href', 'tel:999');
  }
});

test('the entrance has urgent help before any program has arrived', async ({ newContext }) => {
  const page = await (await newContext({ javaScriptEnabled: false })).newPage();
  await page.goto('/');
  await expect(page.getByText('Messages are not watched around the clock.')).toBeInViewport();
  await page.getByRole('link', { name: 'Urgent help' }).click();
  await expect(page.getByRole('link', { name: /999/ })).toBeInViewport();
});

test('when the service does not answer urgent help does', async ({ house, newContext }) => {
  const page = await (await newContext()).newPage();
  await signIn(page, house.people('patient')[0]!);
  await page.route('**/api/**', (route) => route.abort());
  await page.reload();
  await expect(page.getByText('The service does not answer.')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Urgent help' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Call 999' })).toHaveAttribute('href', 'tel:999');
});

test('an open dialog does not stand between a person and urgent help', async ({ house, sitDown }) => {
  const page = await sitDown(house.people('patient')[0]!, { viewport: { width: 390, height: 844 } });
  await page.getByRole('button', { name: 'New message' }).click();
  const dialog = page.getByRole('dialog', { name: 'New message' });
  await expect(dialog.getByText('Messages are not watched around the clock.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Urgent help' }).click();
  const help = page.getByRole('dialog', { name: 'Urgent help' });
  await expect(help.getByRole('link', { name: 'Call 999' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await expect(dialog).toBeVisible();
});

test('on a phone the sentence that nobody watches around the clock is read before the first message', async ({
  house,
  sitDown,
}) => {
  const page = await sitDown(house.people('patient')[0]!, { viewport: { width: 390, height: 844 } });
  await expect(page.getByText('Messages are not watched around the clock.')).toBeInViewport();
  await openConversation(page, /Okafor/);
  await expect(page.getByText('Messages are not watched around the clock.')).toBeInViewport();
});
