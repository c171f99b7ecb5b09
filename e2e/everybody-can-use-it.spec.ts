// Keyboard only, both themes, and small screens.
import { expect, openConversation, test } from './house.ts';
import { expectNoFault } from './no-fault.ts';

test('a message is found, written and sent with the keyboard alone', async ({ house, sitDown }) => {
  const page = await sitDown(house.people('patient')[0]!);
  await page.goto('/patient/inbox');
  await expect(page.getByRole('region', { name: 'Conversations' }).getByRole('link').first()).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Urgent help' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await page.keyboard.press('Enter');
  for (const name of ['New message', 'Find a person', 'All', 'Unread', 'Archived']) {
    await page.keyboard.press('Tab');
    await expect(
      page
        .getByLabel(name, { exact: true })
        .or(page.getByRole('button', { name, exact: true }))
        .first(),
    ).toBeFocused();
  }
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: /invites you to the group/ })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: /^Write to/ })).toBeFocused();
  await page.keyboard.type('Written without a mouse.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('article').filter({ hasText: 'Written without a mouse.' })).toContainText(
    /Sent|Delivered|Read/,
  );
});

const looks = [
  { colorScheme: 'light', viewport: { width: 1280, height: 820 } },
  { colorScheme: 'dark', viewport: { width: 1280, height: 820 } },
  { colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const;

for (const look of looks) {
  test.describe(`no fault that a machine can find, ${look.colorScheme}, ${look.viewport.width} wide`, () => {
    test.setTimeout(180_000);

    test('at the entrance', async ({ newContext }) => {
      const stranger = await (await newContext(look)).newPage();
      for (const path of ['/', '/register', '/setup']) {
        await stranger.goto(path);
        await expect(stranger.getByRole('heading', { level: 1 })).toBeVisible();
        await expectNoFault(stranger);
      }
    });

    test("at the patient's door", async ({ house, sitDown }) => {
      const patient = await sitDown(house.people('patient')[0]!, look);
      await openConversation(patient, /Okafor/);
      const newest = patient.getByRole('article').last();
      await newest.hover();
      await newest.getByRole('button', { name: 'About this message' }).click();
      await expectNoFault(patient);
      await patient.keyboard.press('Escape');
      await patient.getByRole('button', { name: 'Urgent help' }).click();
      await expectNoFault(patient);
      for (const place of ['inbox', 'inbox/new', 'sent', 'scheduled', 'blocked', 'care-team', 'settings']) {
        await patient.goto(`/patient/${place}`);
        await expect(patient.getByRole('heading', { level: 1 })).toBeVisible();
        await expectNoFault(patient);
      }
    });

    test("at the clinician's and the admin's doors", async ({ house, sitDown }) => {
      const clinician = await sitDown(house.people('clinician')[0]!, look);
      await clinician.goto('/clinician/patients');
      await expect(clinician.getByRole('heading', { name: 'In your care' })).toBeVisible();
      await expectNoFault(clinician);
      const admin = await sitDown(house.people('admin')[0]!, look);
      await admin.goto('/admin/care-links');
      await expect(admin.getByRole('table')).toBeVisible();
      await expectNoFault(admin);
      await admin.goto('/admin/accounts');
      await expect(admin.getByRole('table')).toBeVisible();
      await expectNoFault(admin);
    });
  });
}

test('a short screen folds urgent help to its button and leaves room for the text', async ({ house, sitDown }) => {
  const page = await sitDown(house.people('patient')[0]!, { viewport: { width: 390, height: 430 } });
  await openConversation(page, /Okafor/);
  await expect(page.getByRole('button', { name: 'Urgent help' })).toBeInViewport();
  await expect(page.getByRole('textbox', { name: /^Write to/ })).toBeInViewport();
  await expect(page.getByRole('article').last()).toBeInViewport();
  await expect(page.getByText('Need help right now?')).toBeHidden();
});
