// Longer words of another language, a language that reads from right to left, a small phone and 400 % zoom: nothing runs off the side.
import type { Page } from '@playwright/test';
import { expect, openConversation, test } from './house.ts';

const places = {
  patient: ['inbox', 'care-team', 'sent', 'templates', 'scheduled', 'blocked', 'search', 'settings'],
  clinician: ['inbox', 'patients', 'templates', 'broadcasts', 'sent', 'settings'],
  admin: ['overview', 'accounts', 'care-links', 'audit', 'settings'],
} as const;

/** As a translation might: accents everywhere and a third longer. Names, moments and what people wrote stay. */
async function speakAnotherLanguage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const accents: Record<string, string> = { a: 'å', e: 'é', i: 'î', o: 'ö', u: 'ü' };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement?.closest('article, time, option, script')) continue;
      const text = node.nodeValue ?? '';
      const words = text.trim().split(/\s+/);
      const longer = words.map((word) =>
        word.replace(/[aeiou]/g, (letter) => accents[letter]! + (word.length > 5 ? letter : '')),
      );
      if (text.trim()) node.nodeValue = longer.join(' ');
    }
  });
}

async function expectNothingRunsOff(page: Page, what: string): Promise<void> {
  const { page: wide, window: room } = await page.evaluate(() => ({
    page: document.documentElement.scrollWidth,
    window: innerWidth,
  }));
  expect(wide, `${what} is as wide as the window`).toBeLessThanOrEqual(room);
}

for (const [name, viewport, dir] of [
  ['a small phone', { width: 320, height: 640 }, 'ltr'],
  ['a small phone, right to left', { width: 320, height: 640 }, 'rtl'],
  ['400 % zoom', { width: 320, height: 256 }, 'ltr'],
  ['a tablet, right to left', { width: 768, height: 1024 }, 'rtl'],
] as const) {
  test(`on ${name} every page keeps within its window, in longer words too`, async ({ house, sitDown }) => {
    test.setTimeout(180_000);
    for (const role of ['patient', 'clinician', 'admin'] as const) {
      const page = await sitDown(house.people(role)[0]!, { viewport });
      for (const place of places[role]) {
        await page.goto(`/${role}/${place}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
        await page.waitForLoadState('networkidle');
        await page.evaluate((direction) => (document.documentElement.dir = direction), dir);
        await speakAnotherLanguage(page);
        await expectNothingRunsOff(page, `${role}/${place}`);
      }
      if (role !== 'patient') continue;
      await page.goto('/patient/inbox');
      await openConversation(page, /Okafor/);
      await page.evaluate((direction) => (document.documentElement.dir = direction), dir);
      const endless = 'endless'.repeat(60);
      await page.getByRole('textbox', { name: /^Write to/ }).fill(endless);
      await expectNothingRunsOff(page, 'a thread');
      await expect(page.getByRole('button', { name: 'Urgent help' })).toBeInViewport();
      await page.getByRole('textbox', { name: /^Write to/ }).fill('');
      await page.goto('/patient/inbox');
      await page.getByRole('button', { name: 'New message' }).click();
      const dialog = page.getByRole('dialog', { name: 'New message' });
      await dialog.getByRole('option').first().click();
      await dialog.getByRole('textbox', { name: /^Write to/ }).fill(endless);
      expect(await dialog.evaluate((box) => box.scrollWidth - box.clientWidth), 'a new message').toBeLessThanOrEqual(0);
    }
  });
}
