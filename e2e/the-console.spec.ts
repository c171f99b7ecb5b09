// What an administrator does: sees that all is well, proves what happened, tells many people something.
import { readFile } from 'node:fs/promises';
import { expect, openConversation, rowOf, test } from './house.ts';
import { expectNoFault } from './no-fault.ts';

test('an admin arrives at how the service is doing, live, and verifies the audit chain', async ({ house, sitDown }) => {
  const admin = await sitDown(house.people('admin')[0]!);
  await admin.goto('/');
  await expect(admin.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  const windows = admin
    .getByRole('region', { name: 'In figures' })
    .locator('dl > div')
    .filter({ hasText: 'Open windows' })
    .locator('dd')
    .first();
  await expect(windows).toHaveText('1');
  await sitDown(house.people('patient')[0]!);
  await expect(windows).toHaveText('2');
  const health = admin.getByRole('region', { name: 'Health' });
  await expect(health.getByRole('listitem').filter({ hasText: 'Database' })).toContainText('In order');
  await expect(health.getByRole('listitem').filter({ hasText: 'E-mail' })).toContainText('Not set up');
  await expect(health.getByRole('listitem').filter({ hasText: 'Backup' })).toContainText('No backup was ever finished');
  await expect(admin.getByRole('region', { name: 'Measured' })).toContainText(/\d+ requests? in the last/);
  const week = admin.getByRole('region', { name: 'Messages in the last seven days' });
  await expect(week.getByRole('img')).toBeVisible();
  await week.getByText('The same as a table').click();
  await expect(week.getByRole('row')).toHaveCount(8);
  await admin.getByRole('button', { name: 'Verify the audit chain' }).click();
  await expect(admin.getByRole('region', { name: 'Audit chain' })).toContainText('are exactly as they were written');
  await expect(admin.getByRole('region', { name: 'Health' })).toContainText('before them were found whole');
});

test('an admin finds out who did what and takes it along as a file', async ({ house, sitDown }) => {
  const admin = await sitDown(house.people('admin')[0]!);
  await admin.goto('/admin/audit');
  const log = admin.getByRole('table', { name: 'Audit log' });
  await expect(log.getByRole('row')).toHaveCount(51);
  await admin.getByRole('button', { name: 'Show more' }).click();
  await expect(log.getByRole('row')).toHaveCount(101);

  await admin.getByLabel('Action').selectOption('Signed in');
  await expect(log.getByRole('row').nth(1)).toContainText('Signed in');
  await log.getByRole('button', { name: 'Signed in: details' }).first().click();
  const drawer = admin.getByRole('dialog', { name: 'Signed in' });
  await expect(drawer).toContainText('session.signed_in');
  await drawer.getByRole('button', { name: /^Only by / }).click();
  await expect(drawer).toBeHidden();

  const saving = admin.waitForEvent('download');
  await admin.getByRole('button', { name: 'Export as CSV' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toMatch(/^healing-space-audit-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await saved.path(), 'utf8')).trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^\uFEFF"id","at","actorId",/);
  expect(lines.slice(1).every((line) => line.includes('session.signed_in'))).toBe(true);
  await expect(log.getByRole('row')).toHaveCount(lines.length);
  await expect(admin.getByText(/is saved: \d+ rows?/)).toBeVisible();

  await admin.getByRole('button', { name: 'Clear the filters' }).click();
  await admin.getByLabel('Until and with').fill('2020-01-01');
  await expect(admin.getByText('No entry fits')).toBeVisible();

  await admin.goto('/admin/messages');
  await admin.getByLabel('Status').selectOption('Read by all');
  const messages = admin.getByRole('table', { name: 'Message log' });
  await expect(messages.getByRole('row').nth(1)).toContainText('Read by all');
  await messages.getByRole('button').first().click();
  await expect(admin.getByRole('dialog', { name: 'Details' })).toContainText('1 of 1');
});

test('a broadcast goes out once it was agreed to, and each person has it alone', async ({ house, sitDown }, {
  repeatEachIndex,
}) => {
  const subject = `Closed on Friday ${repeatEachIndex + 1}`;
  const [anybody] = house.people('patient');
  const patient = await sitDown(anybody!);
  const admin = await sitDown(house.people('admin')[0]!);
  await admin.goto('/admin/broadcasts');
  const audience = admin.getByRole('radio', { name: 'All patients' });
  await expect(audience).toBeChecked();
  await expect(admin.getByRole('group', { name: 'Who gets it' })).toContainText(/All patients\d+ people/);
  await admin.getByRole('button', { name: 'Check and send' }).click();
  await expect(admin.getByRole('alert').filter({ hasText: 'Write a text first.' })).toBeVisible();
  await admin.getByLabel('Subject').fill(subject);
  await admin.getByRole('textbox', { name: 'Text of the broadcast' }).fill('The clinic is **closed** on Friday.');
  await admin.getByRole('checkbox', { name: /^Urgent/ }).check();
  await admin.getByRole('button', { name: 'Check and send' }).click();

  const check = admin.getByRole('dialog', { name: 'Check before it goes out' });
  await expect(check.getByText('closed', { exact: true })).toHaveJSProperty('tagName', 'STRONG');
  await check.getByRole('button', { name: /^Send to \d+ people$/ }).click({ force: true });
  await expect(check.getByText('Tick the sentence above first.')).toBeVisible();
  await check.getByRole('checkbox', { name: /it may go to/ }).check();
  await check.getByRole('button', { name: /^Send to \d+ people$/ }).click();
  await expect(check).toBeHidden();
  const gone = admin.getByRole('region', { name: 'What went out' }).getByRole('listitem').first();
  await expect(gone).toContainText(subject);
  await expect(gone).toContainText(/Reached (\d+) of \1,/);
  await expect(admin.getByRole('textbox', { name: 'Text of the broadcast' })).toHaveValue('');

  await patient.getByText(subject).first().click();
  const received = patient.getByRole('article').filter({ hasText: subject });
  await expect(received).toContainText('Urgent, sent to many people');
});

test('a word the clinic adds counts from then on', async ({ house, sitDown }, { repeatEachIndex }) => {
  const word = `velvet umbrella number ${repeatEachIndex + 1}`;
  const admin = await sitDown(house.people('admin')[0]!);
  await admin.goto('/admin/crisis-words');
  await admin.getByLabel('Word or phrase').fill(word);
  await admin.getByRole('button', { name: 'Add', exact: true }).click();
  await admin.getByRole('button', { name: 'Save the changes' }).click();
  await expect(admin.getByText('Every message from now on is judged by it.')).toBeVisible();
  await admin.reload();
  await expect(admin.getByRole('button', { name: `Remove “${word}”` })).toBeVisible();

  const patient = await sitDown(house.people('patient')[0]!);
  await expect(rowOf(patient, /Okafor/).first()).toBeVisible();
  await openConversation(patient, /Okafor/);
  await patient.getByRole('textbox', { name: /^Write to/ }).pressSequentially(`I lost my ${word} there`);
  await expect(patient.getByText('You do not have to carry this alone').first()).toBeVisible();
});

test('an admin sees whom a clinician blocked and why, as long as it lasts', async ({ house, sitDown }) => {
  const clinician = await sitDown(house.people('clinician')[0]!);
  await openConversation(clinician, /Daniel Whitlock/);
  const more = clinician.getByRole('button', { name: 'More about this conversation' });
  await more.click();
  await clinician.getByRole('menuitem', { name: 'Block Daniel Whitlock' }).click();
  const dialog = clinician.getByRole('dialog', { name: /^Block / });
  await dialog.getByLabel('Reason').fill('Threats at the front door');
  await dialog.getByRole('button', { name: 'Block' }).click();
  await expect(clinician.getByText(/You have blocked this person/)).toBeVisible();

  const admin = await sitDown(house.people('admin')[0]!);
  await admin.getByRole('link', { name: 'Care links' }).click();
  const row = admin.getByRole('table', { name: 'Blocked by their clinician' }).getByRole('row').nth(1);
  await expect(row).toContainText(/Daniel Whitlock.*Okafor.*Threats at the front door/);

  await more.click();
  await clinician.getByRole('menuitem', { name: 'End the block of Daniel Whitlock' }).click();
  await expect(clinician.getByRole('textbox', { name: /^Write to/ })).toBeVisible();
  await admin.reload();
  await expect(admin.getByRole('region', { name: 'Care links' })).toBeVisible();
  await expect(admin.getByRole('region', { name: 'Blocked by their clinician' })).toHaveCount(0);
});

test('an admin finds a care link by the name of either side, and answers for the clinic what waits', async ({
  house,
  sitDown,
}) => {
  const admin = await sitDown(house.people('admin')[0]!);
  await admin.goto('/admin/care-links');
  const rows = admin.getByRole('region', { name: 'Care links' }).getByRole('row');
  await expect(rows.filter({ hasText: 'Whitlock' }).first()).toBeVisible();
  const find = admin.getByLabel('Find by name or username');
  await find.fill('whit');
  await expect(rows.filter({ hasNotText: 'Whitlock' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'Daniel Whitlock' }).first()).toContainText('Okafor');
  await find.fill('nobody of that name');
  await expect(admin.getByText('No care link like this')).toBeVisible();

  await find.fill('');
  await admin.getByLabel('Status').selectOption('Waiting');
  await expect(rows.filter({ hasText: 'Connected' })).toHaveCount(0);
  const [waiting] = await rows.nth(1).getByRole('rowheader').allTextContents();
  await find.fill(waiting!);
  await expect(rows).toHaveCount(2);
  await rows.nth(1).getByRole('button', { name: 'Accept' }).click();
  await expect(admin.getByText('No care link like this')).toBeVisible();
  await admin.getByLabel('Status').selectOption('Connected');
  await expect(rows.filter({ hasText: waiting! })).not.toHaveCount(0);
});

const places = [
  'overview',
  'accounts',
  'care-links',
  'broadcasts',
  'templates',
  'sent',
  'scheduled',
  'crisis-words',
  'audit',
  'messages',
];

for (const look of [
  { colorScheme: 'light', viewport: { width: 1280, height: 820 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const) {
  test(`the console has no fault that a machine can find, ${look.colorScheme}, ${look.viewport.width} wide`, async ({
    house,
    sitDown,
  }) => {
    test.setTimeout(120_000);
    const admin = await sitDown(house.people('admin')[0]!, look);
    for (const place of places) {
      await admin.goto(`/admin/${place}`);
      await expect(admin.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(admin.getByText('Loading', { exact: true })).toHaveCount(0);
      await expectNoFault(admin);
      const main = admin.getByRole('main');
      const sideways = await main.evaluate((box) =>
        [box, ...document.querySelectorAll('html, section')]
          .filter((one) => one.scrollWidth > one.clientWidth)
          .map((one) => `${one.tagName} ${one.ariaLabel ?? ''}`),
      );
      expect(sideways).toEqual([]);
    }
    await admin.getByRole('table').getByRole('button').first().click();
    await expect(admin.getByRole('dialog')).toBeVisible();
    await expectNoFault(admin);
  });
}
