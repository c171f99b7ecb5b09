// The clinician's page: who needs an answer first, live, and a patient's flags and risk in one place.
import { expect, openConversation, test, write } from './house.ts';

const words = 'i dont want to be here anymore';

test('a patient whose words worry comes first, at once, and is seen to', async ({ house, sitDown }) => {
  const clinician = await sitDown(house.people('clinician')[0]!, { viewport: { width: 1280, height: 800 } });
  const patient = await sitDown(house.people('patient')[0]!);
  await clinician.getByRole('link', { name: 'Patients', exact: true }).click();
  const rosa = clinician
    .getByRole('listitem')
    .filter({ has: clinician.getByRole('link', { name: 'View Rosa Fernandes' }) });
  await expect(rosa).toBeVisible();

  await openConversation(patient, /Okafor/);
  await write(patient, words);
  await expect(rosa).toContainText(words);
  await expect(rosa).toContainText(/\d flags?/);
  const filters = clinician.getByRole('group', { name: 'Show', exact: true });
  await filters.getByRole('button', { name: 'Flagged' }).click();
  await expect(rosa).toBeVisible();
  await clinician.getByRole('searchbox', { name: 'Find a patient' }).fill('nobody of this name');
  await expect(clinician.getByText('Nobody in your care matches this')).toBeVisible();
  await clinician.getByRole('searchbox', { name: 'Find a patient' }).fill('fernan');
  await expect(rosa).toBeVisible();

  await rosa.getByRole('button', { name: 'Use a template for Rosa Fernandes' }).click();
  const filling = clinician.getByRole('dialog');
  await filling.getByRole('listitem').first().getByRole('button').click();
  await expect(filling.getByRole('region', { name: 'This is what it will say' })).toBeVisible();
  await clinician.keyboard.press('Escape');
  await expect(filling).toHaveCount(0);

  await rosa.getByRole('link', { name: 'View Rosa Fernandes' }).click();
  await expect(clinician.getByRole('heading', { name: 'Rosa Fernandes', level: 1 })).toBeVisible();
  const flags = clinician.getByRole('region', { name: 'Flags' }).getByRole('listitem');
  const open = flags.filter({ has: clinician.getByRole('button', { name: 'I have seen to it' }) });
  const before = await open.count();
  expect(before).toBeGreaterThan(0);
  await open.first().getByRole('button', { name: 'I have seen to it' }).click();
  await expect(open).toHaveCount(before - 1);
  await expect(flags.first()).toContainText(/Amara Okafor/);

  await clinician.getByRole('combobox', { name: 'Level' }).selectOption('high');
  await clinician.getByRole('button', { name: 'Save' }).click();
  await expect(clinician.getByText('Say in a few words why.')).toBeVisible();
  await clinician.getByRole('textbox', { name: 'Why' }).fill('Spoke of not wanting to be here; seen today');
  await clinician.getByRole('button', { name: 'Save' }).click();
  await expect(clinician.getByRole('region', { name: 'Risk so far' })).toContainText('Spoke of not wanting to be here');
  await clinician.getByRole('link', { name: 'All patients' }).click();
  await expect(rosa).toContainText('High risk');
});

test('the grid is walked with the arrow keys, and the week leads to its rows', async ({ house, sitDown }) => {
  const clinician = await sitDown(house.people('clinician')[0]!, { viewport: { width: 1280, height: 800 } });
  await clinician.getByRole('link', { name: 'Patients', exact: true }).click();
  const names = clinician
    .getByRole('region', { name: 'In your care' })
    .getByRole('heading', { level: 3 })
    .getByRole('link');
  await expect(names.nth(1)).toBeVisible();
  await names.first().focus();
  await clinician.keyboard.press('ArrowRight');
  await expect(names.nth(1)).toBeFocused();
  await clinician.keyboard.press('End');
  await expect(names.last()).toBeFocused();
  await clinician.keyboard.press('Home');
  await expect(names.first()).toBeFocused();

  const week = clinician.getByRole('region', { name: 'Your week' });
  await week.getByText('The same as a table').click();
  await expect(week.getByRole('table').getByRole('row')).toHaveCount(8);
  await week.getByRole('button', { name: 'Flagged' }).click();
  await expect(
    clinician.getByRole('group', { name: 'Show', exact: true }).getByRole('button', { name: 'Flagged' }),
  ).toHaveAttribute('aria-pressed', 'true');
});
