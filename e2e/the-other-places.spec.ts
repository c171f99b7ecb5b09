// Templates, search, what is new and the settings of it: no fault that a machine can find, in both themes and on a phone.
import { expect, openConversation, test } from './house.ts';
import { expectNoFault } from './no-fault.ts';

const looks = [
  { colorScheme: 'light', viewport: { width: 1280, height: 820 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;

for (const look of looks) {
  test(`no fault, ${look.colorScheme}, ${look.viewport.width} wide`, async ({ house, sitDown }) => {
    test.setTimeout(180_000);
    const page = await sitDown(house.people('patient')[0]!, look);
    await page.goto('/patient/templates');
    await expect(page.getByRole('heading', { name: 'My week' })).toBeVisible();
    await expectNoFault(page);
    await page.getByRole('button', { name: 'Change the template My week' }).click();
    await expectNoFault(page);
    await page.keyboard.press('Escape');

    await page.goto('/patient/search');
    await page.getByRole('searchbox', { name: 'Search your messages' }).fill('night');
    await page.getByText('Narrow it down').click();
    await expect(page.locator('mark').first()).toBeVisible();
    await expectNoFault(page);
    await page.getByRole('list', { name: 'Messages' }).getByRole('link').first().click();
    await expect(page.locator('article[aria-current]')).toBeVisible();
    await expectNoFault(page);

    await page.goto('/patient/notifications');
    await expect(page.getByRole('button', { name: 'Mark all as read' })).toBeVisible();
    await expectNoFault(page);
    await page.goto('/patient/settings');
    const quiet = page.getByRole('switch', { name: 'Quiet hours' });
    if (!(await quiet.isChecked())) await quiet.click();
    await expect(page.getByLabel('Until', { exact: true })).toBeVisible();
    await expectNoFault(page);

    await page.goto('/patient/inbox');
    await openConversation(page, /Okafor/);
    await page.getByRole('button', { name: 'Use a template' }).click();
    await expect(page.getByRole('dialog').getByRole('button', { name: /My week/ })).toBeVisible();
    await expectNoFault(page);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /My week/ })
      .click();
    await expect(page.getByLabel('Sleep')).toBeFocused();
    await expectNoFault(page);
  });
}
