// Every screen of every door asks only for what exists: an unknown address, or an error in a page, fails any story (house.ts).
import { expect, test } from './house.ts';

for (const role of ['patient', 'clinician', 'admin'] as const) {
  test(`fault: pages that call endpoints that do not exist, at the door of a ${role}`, async ({ house, sitDown }) => {
    const page = await sitDown(house.people(role)[0]!);
    const links = page.getByRole('navigation').getByRole('link');
    await expect(links.first()).toBeVisible();
    const addresses = new Set(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!)));
    expect(addresses.size).toBeGreaterThan(2);
    for (const address of addresses) {
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
    }
  });
}
