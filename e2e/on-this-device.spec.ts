// Installed on a device: the shell opens without the service, urgent help with it, and nothing that was written is kept there.
import type { Page } from '@playwright/test';
import { expect, openConversation, test, write } from './house.ts';

const workerActive = (page: Page) =>
  page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    while (active?.state !== 'activated')
      await new Promise((done) => active?.addEventListener('statechange', done, { once: true }));
  });

test('when the service does not answer the app still opens, with urgent help first, and keeps no message', async ({
  house,
  sitDown,
  newContext,
}) => {
  const page = await sitDown(house.people('patient')[0]!);
  const manifest = await (await page.request.get('/app.webmanifest')).json();
  for (const icon of manifest.icons) expect((await page.request.get(icon.src)).ok()).toBe(true);
  await openConversation(page, /Okafor/);
  await write(page, 'A sentence that stays on the server.');
  await expect(page.getByRole('article').filter({ hasText: 'A sentence that stays' })).toBeVisible();
  await workerActive(page);
  // Loaded once and never again, before there was anything to keep it.
  const cookies = await page.context().cookies();
  const again = await newContext();
  await again.addCookies(cookies);
  const once = await again.newPage();
  await once.goto('/patient/inbox');
  const stranger = await (await newContext()).newPage();
  await stranger.goto('/');
  await Promise.all([workerActive(once), workerActive(stranger)]);

  await house.stop();
  await stranger.reload();
  await once.reload();
  await expect(once.getByRole('button', { name: 'Urgent help' })).toBeVisible();
  await once.goto('/');
  for (const first of [stranger, once]) {
    await first.getByRole('button', { name: 'Urgent help' }).click();
    await expect(first.getByRole('link', { name: 'Call 116 123' })).toBeVisible();
    await first.goto('/urgent-help');
    await expect(first.getByRole('link', { name: /999/ })).toBeVisible();
    await first.close();
  }
  await page.reload();
  await page.getByRole('button', { name: 'Urgent help' }).click();
  await expect(page.getByRole('link', { name: 'Call 116 123' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('A sentence that stays')).toHaveCount(0);
  const kept = await page.evaluate(async () => {
    const found: { path: string; text: string }[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        found.push({ path: new URL(request.url).pathname, text: (await (await cache.match(request))?.text()) ?? '' });
    }
    return found;
  });
  expect(kept.some(({ path }) => path.startsWith('/assets/'))).toBe(true);
  expect(kept.filter(({ path }) => path.startsWith('/api')).map(({ path }) => path)).toEqual([]);
  const telling = kept.filter(({ text }) => /A sentence that stays|Rosa Fernandes|Amara Okafor/.test(text));
  expect(telling.map(({ path }) => path)).toEqual([]);

  await house.start();
  // By itself.
  await expect(page.getByText('A sentence that stays').first()).toBeVisible({ timeout: 20_000 });
});
