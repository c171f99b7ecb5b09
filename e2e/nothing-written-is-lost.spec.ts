// What somebody has typed is theirs: it is asked about before it would be lost, and kept where it cannot be sent.
import type { Page } from '@playwright/test';
import { expect, openConversation, signIn, test, write } from './house.ts';

/** Tries to load the window again; says whether it asked before, and stays where it did. */
async function asksBeforeLoading(page: Page): Promise<boolean> {
  const asked = page.waitForEvent('dialog').then((dialog) => dialog.dismiss());
  const loaded = page.waitForEvent('domcontentloaded');
  await page.evaluate(() => location.reload());
  return Promise.race([asked.then(() => true), loaded.then(() => false)]);
}

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

test('what is written to one person is never shown under another, and is there when they are chosen again', async ({
  house,
  sitDown,
}) => {
  const page = await sitDown(house.people('patient')[0]!);
  const dialog = page.getByRole('dialog', { name: 'New message' });
  const box = dialog.getByRole('textbox', { name: /^Write to/ });
  const subject = dialog.getByLabel('Subject');
  const choose = async (name: RegExp) => {
    await page.getByRole('button', { name: 'New message' }).click();
    await dialog.getByRole('option', { name }).click();
  };
  await choose(/Okafor/);
  await subject.fill('Courage');
  await box.fill('A long thought that took courage.');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Your text is kept here.')).toBeVisible();

  await choose(/Lindqvist/);
  await expect(dialog.getByText(/^To .*Lindqvist/)).toBeVisible();
  await expect(box).toHaveValue('');
  await expect(subject).toHaveValue('');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'New message' }).click();
  await dialog.getByRole('button', { name: /^Go on with the message to .*Okafor/ }).click();
  await expect(box).toHaveValue('A long thought that took courage.');
  await expect(subject).toHaveValue('Courage');

  await dialog.getByRole('button', { name: 'Choose somebody else' }).click();
  await dialog.getByRole('option', { name: /Lindqvist/ }).click();
  await expect(box).toHaveValue('A long thought that took courage.');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('article').filter({ hasText: 'A long thought that took courage.' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: /^Write to .*Lindqvist/ })).toHaveValue('');
  await choose(/Okafor/);
  await expect(dialog.getByText(/^To .*Okafor/)).toBeVisible();
  await expect(box).toHaveValue('');
});

test('the subject of a shortcut that is given up does not stay', async ({ house, sitDown }) => {
  const page = await sitDown(house.people('patient')[1]!);
  await page.getByRole('button', { name: 'Ask for an appointment' }).click();
  const dialog = page.getByRole('dialog', { name: 'New message' });
  await expect(dialog.getByLabel('Subject')).toHaveValue('An appointment');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'New message' }).click();
  await dialog.getByRole('option', { name: /Okafor/ }).click();
  await expect(dialog.getByText(/^To .*Okafor/)).toBeVisible();
  await expect(dialog.getByLabel('Subject')).toHaveValue('');
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
  await elsewhere
    .getByRole('dialog')
    .getByRole('button', { name: `End care with ${clinician}` })
    .click();
  await expect(page.getByLabel('You were writing this.')).toHaveValue('I wanted to tell you something.');
  await page.bringToFront();
  await page.getByRole('button', { name: 'Copy text' }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('I wanted to tell you something.');
});

test('a note on the risk of a patient is there again after the next one was looked at', async ({ house, sitDown }) => {
  const page = await sitDown(house.people('clinician')[0]!, { viewport: { width: 1280, height: 800 } });
  await page.getByRole('link', { name: 'Patients', exact: true }).click();
  await page.getByRole('link', { name: 'View Jonas Becker' }).click();
  const note = page.getByRole('textbox', { name: 'Why' });
  await page.getByRole('combobox', { name: 'Level' }).selectOption('moderate');
  await note.fill('Slept well, plans the weekend.');
  await page.getByRole('link', { name: /^Next who waits: / }).click();
  await expect(page.getByText(/^What you wrote is not saved yet/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Jonas Becker', level: 1 })).toHaveCount(0);
  await expect(note).toHaveValue('');
  await page.getByRole('link', { name: 'All patients' }).click();
  await page.getByRole('link', { name: 'View Jonas Becker' }).click();
  await expect(note).toHaveValue('Slept well, plans the weekend.');
  expect(await asksBeforeLoading(page)).toBe(true);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'Risk so far' }).getByRole('listitem').first()).toContainText(
    /Moderate risk.*Slept well, plans the weekend/s,
  );
  await expect(note).toHaveValue('');
  expect(await asksBeforeLoading(page)).toBe(false);
});

test('a broadcast keeps its text and whom it is for while its author looks elsewhere', async ({ house, sitDown }) => {
  const page = await sitDown(house.people('clinician')[0]!, { viewport: { width: 1280, height: 800 } });
  const rail = page.getByRole('navigation', { name: 'Main' });
  await rail.getByRole('link', { name: 'Broadcasts' }).click();
  const some = page.getByRole('radio', { name: 'Chosen patients' });
  await some.check();
  await page.getByRole('combobox', { name: 'Add a patient' }).fill('Rosa');
  await page.getByRole('option', { name: /Rosa Fernandes/ }).click();
  const text = page.getByRole('textbox', { name: 'Text of the broadcast' });
  await text.fill('The group meets in the garden.');
  await rail.getByRole('link', { name: 'Sent' }).click();
  await expect(text).toHaveCount(0);
  await rail.getByRole('link', { name: 'Broadcasts' }).click();
  await expect(text).toHaveValue('The group meets in the garden.');
  await expect(some).toBeChecked();
  await expect(page.getByRole('list', { name: 'Chosen patients' }).getByText('Rosa Fernandes')).toBeVisible();
  expect(await asksBeforeLoading(page)).toBe(true);
});

test('a template is gone on with after Escape, and thrown away only when one says so', async ({ house, sitDown }) => {
  const page = await sitDown(house.people('patient')[0]!);
  await page.goto('/patient/templates');
  await page.getByRole('button', { name: 'New template' }).click();
  const dialog = page.getByRole('dialog', { name: 'New template' });
  const text = dialog.getByRole('textbox', { name: 'Text' });
  await text.fill('This week I noticed');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(/^What you wrote is not saved yet/)).toBeVisible();
  await page.getByRole('button', { name: 'New template' }).click();
  await expect(text).toHaveValue('This week I noticed');
  await dialog.getByRole('button', { name: 'Throw away' }).click();
  const asking = page.getByRole('dialog', { name: 'Throw away what you wrote?' });
  await asking.getByRole('button', { name: 'Cancel' }).click();
  await expect(text).toHaveValue('This week I noticed');
  await dialog.getByRole('button', { name: 'Throw away' }).click();
  await asking.getByRole('button', { name: 'Throw away' }).click();
  await expect(text).toHaveValue('');
  expect(await asksBeforeLoading(page)).toBe(false);
});
