// What somebody has typed is theirs: it is asked about before it would be lost, and kept where it cannot be sent.
import { expect, openConversation, signIn, test, write } from './house.ts';

test('a window that holds something unsent asks before it is loaded again', async ({ house, sitDown }) => {
  const page = await sitDown(house.people('patient')[0]!);
  await openConversation(page, /Okafor/);
  await page.route('**/api/conversations/*/messages', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await write(page, 'Please do not lose this.');
  await expect(page.getByRole('article').last()).toContainText('Waiting for the connection');
  const asked: string[] = [];
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type());
    await dialog.dismiss();
  });
  await page.evaluate(() => location.reload());
  await expect.poll(() => asked).toEqual(['beforeunload']);
  await expect(page.getByText('Please do not lose this.').first()).toBeVisible();
  await page.unroute('**/api/conversations/*/messages');
  await expect(page.getByRole('article').filter({ hasText: 'Please do not lose this.' })).toContainText(
    /Sent|Delivered|Read/,
  );
});

test('closing a new message keeps what was written in it', async ({ house, sitDown }) => {
  const page = await sitDown(house.people('patient')[0]!);
  await page.getByRole('button', { name: 'New message' }).click();
  await page.getByRole('option').first().click();
  await page.getByRole('textbox', { name: /^Write to/ }).fill('A long thought that took courage.');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Your text is kept here.')).toBeVisible();
  await page.getByRole('button', { name: 'New message' }).click();
  await page.getByRole('option').first().click();
  await expect(page.getByRole('textbox', { name: /^Write to/ })).toHaveValue('A long thought that took courage.');
});

test('when a care link ends while somebody writes, the text stays and can be copied', async ({ house, newContext }) => {
  const context = await newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  await signIn(page, house.people('patient')[2]!);
  await page.goto('/patient/care-team');
  const clinicians = page.getByRole('region', { name: 'Your care team' }).getByRole('listitem');
  const clinician = (await clinicians.first().getByRole('strong').innerText()).trim();
  await page.goto('/patient/inbox');
  await openConversation(page, new RegExp(clinician));
  await page.getByRole('textbox', { name: /^Write to/ }).fill('I wanted to tell you something.');
  const elsewhere = await context.newPage();
  await elsewhere.goto('/patient/care-team');
  const row = elsewhere.getByRole('listitem').filter({ hasText: clinician });
  await row.getByRole('button', { name: 'End', exact: true }).click();
  await elsewhere.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click();
  await expect(page.getByLabel('You were writing this.')).toHaveValue('I wanted to tell you something.');
  await page.bringToFront();
  await page.getByRole('button', { name: 'Copy text' }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('I wanted to tell you something.');
});
