// Reactions: given and withdrawn with the keyboard alone, seen at once by the other, without fault in both themes.
import { expect, openConversation, test, write } from './house.ts';
import { expectNoFault } from './no-fault.ts';

for (const look of [
  { colorScheme: 'light', viewport: { width: 1280, height: 820 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const)
  test(`a reaction comes and goes on both screens, ${look.colorScheme}, ${look.viewport.width} wide`, async ({
    house,
    sitDown,
  }) => {
    const patient = await sitDown(house.people('patient')[0]!, look);
    const clinician = await sitDown(house.people('clinician')[0]!, look);
    await openConversation(patient, /Okafor/);
    await openConversation(clinician, /Rosa Fernandes/);
    const text = `You did well, ${look.colorScheme}.`;
    await write(clinician, text);
    const here = patient.getByRole('article').filter({ hasText: text });
    const there = clinician.getByRole('article').filter({ hasText: text });
    await expect(here).toBeVisible();
    const onlyMine = { name: 'Heart, from you', exact: true };

    await expect(patient.getByRole('textbox', { name: /^Write to/ })).toBeFocused();
    await patient.keyboard.press('Shift+Tab');
    const menu = here.getByRole('button', { name: 'About this message' });
    await expect(menu).toBeFocused();
    await patient.keyboard.press('Enter');
    await expect(patient.getByRole('menuitem', { name: 'React' })).toBeFocused();
    await patient.keyboard.press('Enter');
    const dialog = patient.getByRole('dialog', { name: 'React to this message' });
    await expect(dialog.getByRole('button', { name: 'Heart' })).toBeFocused();
    await expectNoFault(patient);
    await patient.keyboard.press('Enter');
    await expect(here.getByRole('button', onlyMine)).toHaveAttribute('aria-pressed', 'true');
    await expect(menu).toBeFocused();

    const theirs = there.getByRole('button', { name: 'Heart, from Rosa Fernandes', exact: true });
    await expect(theirs).toHaveAttribute('aria-pressed', 'false');
    await theirs.click();
    await expect(here.getByRole('button', { name: 'Heart, from you, Dr Amara Okafor' })).toBeVisible();
    await expectNoFault(patient);
    await expectNoFault(clinician);

    await patient.keyboard.press('Shift+Tab');
    await patient.keyboard.press('Space');
    await expect(there.getByRole('button', onlyMine)).toHaveAttribute('aria-pressed', 'true');
    await expect(here.getByRole('button', { name: 'Heart, from Dr Amara Okafor' })).toHaveAttribute(
      'aria-pressed',
      'false',
    );
    await expect(here.getByRole('button', { name: /^Heart/ })).toBeFocused();
  });
