// A patient who writes words that may mean danger sees help before sending and afterwards; the clinician sees why.
import { expect, openConversation, signIn, test } from './house.ts';

test('help stands above the text before anything is sent, and stays with the message', async ({ house, sitDown }) => {
  const page = await sitDown(house.people('patient')[0]!, { viewport: { width: 1280, height: 800 } });
  await openConversation(page, /Okafor|Lindqvist|Marsh/);
  const box = page.getByRole('textbox', { name: /^Write to/ });
  const help = page.getByText('You do not have to carry this alone');
  await box.fill('My feet are killing me');
  await box.fill('i dont want to be here anymore');
  await expect(help).toBeVisible();
  await expect(page.getByRole('link', { name: /Samaritans/ })).toHaveAttribute('href', 'tel:116123');
  await box.fill('Thank you for the exercise');
  await expect(help).toHaveCount(0);
  await box.fill('i dont want to be here anymore');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const sent = page.getByRole('article').filter({ hasText: 'i dont want to be here anymore' });
  await expect(sent.getByText('You do not have to carry this alone')).toBeVisible();
  await expect(sent.getByText('immediate risk')).toHaveCount(0);
});

test('help comes also where the connection was gone before the first word, and stays with what waits for it', async ({
  house,
  sitDown,
}) => {
  const page = await sitDown(house.people('patient')[1]!);
  const edits = page.waitForResponse('**/api/crisis-words');
  await openConversation(page, /Okafor|Lindqvist|Marsh/);
  await (await edits).finished();
  await page.context().setOffline(true);
  await page.getByRole('textbox', { name: /^Write to/ }).fill('i dont want to be here anymore');
  await expect(page.getByText('You do not have to carry this alone')).toBeVisible();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const written = page.getByRole('article').filter({ hasText: 'i dont want to be here anymore' });
  await expect(written).toContainText('Waiting for the connection');
  await expect(written.getByText('You do not have to carry this alone')).toBeVisible();
  await written.getByRole('button', { name: 'All urgent help' }).click();
  const all = page.getByRole('dialog', { name: 'Urgent help' });
  await expect(all.getByRole('link', { name: 'Call 111' })).toBeVisible();
  await page.context().setOffline(false);
  await expect(written.getByText(/^(Sent|Delivered|Read)$/)).toBeAttached({ timeout: 15_000 });
  await expect(all).toBeVisible();
});

test('help comes with the list as it came where the changes of the clinic cannot be had', async ({
  house,
  sitDown,
}) => {
  const page = await sitDown(house.people('patient')[0]!);
  const refused = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/api/crisis-words'));
  await page.route('**/api/crisis-words', (route) => route.abort());
  await openConversation(page, /Okafor|Lindqvist|Marsh/);
  await refused;
  await page.getByRole('textbox', { name: /^Write to/ }).fill('i dont want to be here anymore');
  await expect(page.getByText('You do not have to carry this alone')).toBeVisible();
});

test('what the clinic adds to the list reaches a window that was open before', async ({
  house,
  sitDown,
  newContext,
}) => {
  const page = await (await newContext()).newPage();
  await page.clock.install();
  await signIn(page, house.people('patient')[0]!);
  const edits = page.waitForResponse('**/api/crisis-words');
  await openConversation(page, /Okafor|Lindqvist|Marsh/);
  await (await edits).finished();
  const admin = await sitDown(house.people('admin')[0]!);
  await admin.goto('/admin/crisis-words');
  await admin.getByLabel('Word or phrase').fill('grey heron');
  await admin.getByRole('button', { name: 'Add', exact: true }).click();
  await admin.getByRole('button', { name: 'Save the changes' }).click();
  await expect(admin.getByText('Every message from now on is judged by it.')).toBeVisible();
  await page.clock.fastForward('06:00');
  await page.getByRole('textbox', { name: /^Write to/ }).fill('The grey heron is back');
  await expect(page.getByText('You do not have to carry this alone')).toBeVisible();
});

test('words that worry in a subject, and in a message for later, come with help', async ({ house, sitDown }) => {
  const page = await sitDown(house.people('patient')[0]!);
  await openConversation(page, /Okafor|Lindqvist|Marsh/);
  const help = page.getByText('You do not have to carry this alone');
  const box = page.getByRole('textbox', { name: /^Write to/ });
  await box.fill('Good morning');
  await page.getByRole('button', { name: 'Add a subject' }).click();
  await page.getByRole('textbox', { name: 'Subject' }).fill('i dont want to be here anymore');
  await expect(help).toBeVisible();
  await page.getByRole('button', { name: 'Send later' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Schedule', exact: true }).click();
  const told = page.getByRole('dialog', { name: 'Your message is scheduled' });
  await expect(told.getByRole('link', { name: /Samaritans/ })).toHaveAttribute('href', 'tel:116123');
  await told.getByRole('button', { name: 'Close' }).last().click();
  await expect(told).toHaveCount(0);
  await page.goto('/patient/scheduled');
  await expect(help).toBeVisible();
  await page
    .getByRole('button', { name: /^Change the message/ })
    .first()
    .click();
  const changing = page.getByRole('dialog', { name: 'Change this message' });
  const helpThere = changing.getByText('You do not have to carry this alone');
  await expect(helpThere).toBeVisible();
  await changing.getByLabel('Subject').fill('About Thursday');
  await expect(helpThere).toHaveCount(0);
});
