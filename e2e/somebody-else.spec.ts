// Two people share a computer: a window never becomes somebody else's.
import type { BrowserContext } from '@playwright/test';
import { expect, openConversation, signIn, test } from './house.ts';

/** From one moment to the next: no question in between is answered to nobody. */
async function becomes(context: BrowserContext, elsewhere: BrowserContext, person: Parameters<typeof signIn>[1]) {
  await signIn(await elsewhere.newPage(), person);
  await context.addCookies(await elsewhere.cookies());
}

test('when somebody else has signed in with this browser, the window before leaves and sends nothing', async ({
  house,
  newContext,
}) => {
  const [rosa, daniel] = house.people('patient');
  const context = await newContext();
  const before = await context.newPage();
  await signIn(before, rosa!);
  await openConversation(before, /Okafor/);
  await becomes(context, await newContext(), daniel!);

  const posted: number[] = [];
  before.on('response', (answer) => {
    if (answer.request().method() === 'POST' && answer.ok()) posted.push(answer.status());
  });
  await before.bringToFront();
  await before.getByRole('textbox', { name: /^Write to/ }).focus();
  // The window may leave at any moment now: nothing of it is waited for.
  await before.keyboard.insertText('Only Rosa may say this.');
  await before.keyboard.press('Control+Enter');
  await expect(before.getByText('Only Rosa may say this.')).toHaveCount(0);
  await expect(before.getByRole('textbox', { name: /^Write to/ })).toHaveCount(0);
  await expect(before.getByRole('heading', { name: 'Messages' })).toBeVisible();
  expect(posted).toEqual([]);
});

test('a window that asks by polling shows nothing of somebody else who signed in', async ({ house, newContext }) => {
  const [rosa, daniel] = house.people('patient');
  const context = await newContext();
  const before = await context.newPage();
  // A network that refuses WebSockets.
  await before.routeWebSocket('**/api/live*', (socket) => socket.close({ code: 1011 }));
  await signIn(before, rosa!);
  await before.evaluate(() => document.documentElement.setAttribute('data-of-rosa', ''));
  await becomes(context, await newContext(), daniel!);
  // It asks every few seconds, and leaves with the first answer that is not hers.
  await expect(before.locator('html[data-of-rosa]')).toHaveCount(0, { timeout: 30_000 });
  await expect(before.getByRole('heading', { name: 'Messages' })).toBeVisible();
});

for (const role of ['patient', 'clinician', 'admin'] as const) {
  test(`the way out is in sight at the door of a ${role}, and behind More on a phone`, async ({ house, sitDown }) => {
    const person = house.people(role)[0]!;
    const page = await sitDown(person, { viewport: { width: 1280, height: 720 } });
    const out = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Sign out' });
    await expect(out).toBeInViewport({ ratio: 1 });
    await out.click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();

    const phone = await sitDown(person, { viewport: { width: 390, height: 844 } });
    await phone.goto(`/${role}/templates`);
    await phone.getByRole('button', { name: 'New template' }).click();
    await phone.getByRole('dialog').getByRole('textbox', { name: 'Text' }).fill('This week I noticed');
    await phone.keyboard.press('Escape');
    const leave = async () => {
      await phone.getByRole('navigation').getByRole('button', { name: /More$/ }).click();
      await phone.getByRole('menuitem', { name: 'Sign out' }).click();
    };
    await leave();
    const question = phone.getByRole('dialog', { name: 'Sign out with something unfinished?' });
    await question.getByRole('button', { name: 'Cancel' }).click();
    await phone.getByRole('button', { name: 'New template' }).click();
    await expect(phone.getByRole('textbox', { name: 'Text' })).toHaveValue('This week I noticed');
    await phone.keyboard.press('Escape');
    await leave();
    await question.getByRole('button', { name: 'Sign out' }).click();
    await expect(phone.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  });
}
