// Being told that something is new: a list that says no more than that, and settings that are kept.
import { expect, openConversation, rowOf, test, write } from './house.ts';
import { expectNoFault } from './no-fault.ts';

test('a message is told of in fixed words, leads to its conversation, and counts until it was seen', async ({
  house,
  sitDown,
}) => {
  const clinician = await sitDown(house.people('clinician')[0]!);
  const patient = await sitDown(house.people('patient')[0]!);
  await patient.getByRole('link', { name: /What’s new$/ }).click();
  await expect(patient.getByRole('heading', { name: 'What’s new' })).toBeVisible();
  const mark = patient.getByRole('button', { name: 'Mark all as read' });
  if (await mark.isVisible()) await mark.click();
  await openConversation(clinician, /Rosa Fernandes/);
  await write(clinician, 'The heron came back to the pond.');
  const row = patient.getByRole('link', { name: /There is a new message for you New/ });
  await expect(row).toHaveCount(1);
  await expect(patient.getByRole('link', { name: /1 waiting What’s new$/ })).toBeVisible();
  await expect(patient.getByText(/heron/)).toHaveCount(0);
  await row.click();
  await expect(patient.getByRole('article').filter({ hasText: 'heron' })).toBeVisible();
  await expect(patient.getByRole('link', { name: 'What’s new', exact: true })).toBeVisible();
});

test('how somebody is told is chosen by switch and kept; the list can be switched off', async ({ house, sitDown }) => {
  const page = await sitDown(house.people('patient')[1]!);
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  const section = page.getByRole('region', { name: 'Notifications' });
  const quiet = section.getByRole('switch', { name: 'Quiet hours' });
  if (!(await quiet.isChecked())) await quiet.click();
  await expect(section.getByLabel('From', { exact: true })).toBeVisible();
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok());
  await section.getByLabel('From', { exact: true }).fill('21:30');
  await section.getByLabel('Until', { exact: true }).focus();
  await saved;
  const switched = page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok());
  await section.getByRole('switch', { name: 'In Healing Space' }).click();
  await expect(section.getByRole('switch', { name: 'In Healing Space' })).not.toBeChecked();
  await switched;
  await page.reload();
  await expect(section.getByLabel('From', { exact: true })).toHaveValue('21:30');
  await expect(section.getByRole('switch', { name: 'In Healing Space' })).not.toBeChecked();
  await page.getByRole('link', { name: 'What’s new', exact: true }).click();
  await expect(page.getByText('Nothing new')).toBeVisible();
});

test('a muted conversation says so in every window, counts as unread all the same, and is heard of again', async ({
  house,
  sitDown,
}) => {
  const patient = await sitDown(house.people('patient')[0]!);
  const clinician = await sitDown(house.people('clinician')[0]!);
  const other = await patient.context().newPage();
  await other.goto('/patient/inbox');
  const pick = async (item: string) => {
    await patient.getByRole('button', { name: 'More about this conversation' }).click();
    await patient.getByRole('menuitem', { name: item }).click();
  };
  const mark = { name: 'Muted, no notifications' };
  await openConversation(patient, /Okafor/);
  await pick('Mute conversation');
  await expect(patient.getByText('You are not notified of messages here; they still count as unread.')).toBeVisible();
  await expect(patient.getByRole('main').getByRole('img', mark)).toHaveCount(2);
  await expectNoFault(patient);

  await patient.goto('/patient/inbox');
  await openConversation(clinician, /Rosa Fernandes/);
  await write(clinician, 'The gate is open until six.');
  const row = rowOf(other, /Okafor/);
  await expect(row).toContainText('The gate is open until six.');
  await expect(row).toContainText('1 unread');
  await expect(row.getByRole('img', mark)).toBeVisible();

  await openConversation(patient, /Okafor/);
  await pick('Unmute conversation');
  await expect(patient.getByText('You are notified of messages here again.')).toBeVisible();
  for (const page of [patient, other]) await expect(page.getByRole('img', mark)).toHaveCount(0);
});
