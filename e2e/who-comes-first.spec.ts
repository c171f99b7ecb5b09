// The clinician's page: who needs an answer first, live, and a patient's flags and risk in one place.
import { expect, openConversation, rowOf, test, write } from './house.ts';

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
  const queue = clinician.getByRole('region', { name: 'Waiting for you' }).getByRole('listitem');
  const flaggedOnes = queue.filter({ has: clinician.getByRole('img', { name: /\d flags?/ }) });
  await expect(flaggedOnes.filter({ hasText: 'Rosa Fernandes' })).toBeVisible();
  expect((await queue.allInnerTexts()).slice(0, await flaggedOnes.count())).toEqual(await flaggedOnes.allInnerTexts());
  const inbox = clinician.getByRole('link', { name: /Inbox$/ });
  const places = clinician.getByRole('link', { name: 'Patients', exact: true });
  await inbox.click();
  const row = rowOf(clinician, /Rosa Fernandes/);
  await expect(row).toContainText('Flagged, not seen to yet');
  await row.click();
  await expect(clinician.getByRole('textbox', { name: 'Write to Rosa Fernandes' })).toBeVisible();
  await expect(row).toContainText('Flagged, not seen to yet');
  await places.click();
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
  for (let left = before - 1; left > 0; left -= 1) {
    await open.first().getByRole('button', { name: 'I have seen to it' }).click();
    await expect(open).toHaveCount(left - 1);
  }
  await inbox.click();
  await expect(row).toBeVisible();
  await expect(row).not.toContainText('Flagged');
  await places.click();
  await rosa.getByRole('link', { name: 'View Rosa Fernandes' }).click();

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
  await expect(week.getByRole('img', { name: /^Messages by day: \d+ received and \d+ sent/ })).toBeVisible();
  const shown = clinician.getByRole('region', { name: 'In your care' }).getByRole('heading', { level: 3 });
  const figure = async (name: string) => {
    const button = clinician.getByRole('button', { name, exact: true });
    return Number(await week.locator('dl > div').filter({ has: button }).locator('strong').textContent());
  };
  for (const name of ['Waiting now', 'Flagged', 'Critical']) {
    await week.getByRole('button', { name }).click();
    await expect(
      clinician.getByRole('group', { name: 'Show', exact: true }).getByRole('button', { name }),
    ).toHaveAttribute('aria-pressed', 'true');
    await expect(shown).toHaveCount(await figure(name));
  }
  const messages = await figure('Messages in seven days');
  await week.getByRole('button', { name: 'Messages in seven days' }).click();
  const rows = clinician.getByRole('dialog', { name: 'Messages in these seven days' }).getByRole('listitem');
  await expect(rows).toHaveCount(messages);
  await rows.first().getByRole('link').click();
  await expect(clinician.getByRole('textbox', { name: /^Write to/ })).toBeVisible();
});

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
]) {
  test(`whoever comes first is in sight after signing in, ${viewport.width} wide`, async ({ house, newContext }) => {
    const page = await (await newContext({ viewport })).newPage();
    const { username, password } = house.people('clinician')[0]!;
    const refused: string[] = [];
    await page.exposeFunction('tellRefused', (directive: string) => refused.push(directive));
    await page.addInitScript(
      `addEventListener('securitypolicyviolation', (event) => tellRefused(event.violatedDirective))`,
    );
    await page.goto('/');
    await page.getByLabel('Username or e-mail address').fill(username);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('link', { name: /^Message / }).first()).toBeInViewport({ ratio: 1 });
    expect(refused, 'what the policy of the pages refused').toEqual([]);
  });
}

test('three who wait are answered in two presses each', async ({ house, sitDown }) => {
  const page = await sitDown(house.people('clinician')[0]!, { viewport: { width: 1280, height: 800 } });
  await page.getByRole('link', { name: 'Patients', exact: true }).click();
  await page.getByRole('combobox', { name: 'Order' }).selectOption('Longest waiting first');
  await page
    .getByRole('link', { name: /^Message / })
    .first()
    .click();
  const next = page.getByRole('link', { name: /^Next who waits: / });
  // Those who are only looked at are passed, and nobody is met twice before everybody was met.
  const met = new Set<string>();
  for (let pressed = 1; pressed <= 3; pressed += 1) {
    const name = (await next.getAttribute('aria-label'))!;
    met.add(name);
    await next.click();
    await expect(page.getByRole('link', { name, exact: true })).toHaveCount(0);
  }
  expect(met.size).toBe(3);
  for (let answered = 1; answered <= 3; answered += 1) {
    await expect(page.getByRole('textbox', { name: /^Write to/ })).toBeFocused();
    await page.keyboard.type('I have read it, and will ring you today.');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByRole('article').last()).toContainText('I have read it, and will ring you today.');
    if (answered === 3) break;
    const name = (await next.getAttribute('aria-label'))!.replace('Next who waits: ', '');
    await next.click();
    await expect(page.getByRole('textbox', { name: `Write to ${name}` })).toBeVisible();
  }
});

test('what is under the pointer stays there while others move', async ({ house, sitDown }) => {
  const clinician = await sitDown(house.people('clinician')[0]!, { viewport: { width: 1280, height: 800 } });
  const patient = await sitDown(house.people('patient')[1]!);
  await clinician.getByRole('link', { name: 'Patients', exact: true }).click();
  await clinician.getByRole('combobox', { name: 'Order' }).selectOption('Newest message first');
  const names = clinician.getByRole('region', { name: 'In your care' }).getByRole('heading', { level: 3 });
  const daniel = clinician.getByRole('listitem').filter({ has: clinician.getByRole('link', { name: /^View Daniel/ }) });
  await expect(daniel).toBeVisible();
  await names.first().hover();
  const before = await names.allTextContents();
  await openConversation(patient, /Okafor/);
  await write(patient, 'I found the keys.');
  await expect(daniel).toContainText('I found the keys.');
  await expect(clinician.getByText('The order waits until you leave the list.')).toBeVisible();
  expect(await names.allTextContents()).toEqual(before);
  await clinician.getByRole('heading', { level: 1 }).hover();
  await expect(names.first()).toHaveText('Daniel Whitlock');
});

test('on a phone the conversation and the record of a patient are one press apart', async ({ house, sitDown }) => {
  const page = await sitDown(house.people('clinician')[0]!, { viewport: { width: 390, height: 844 } });
  await page.getByRole('link', { name: 'Patients', exact: true }).click();
  await page.getByRole('link', { name: 'View Jonas Becker' }).click();
  const record = page.getByRole('complementary', { name: 'About Jonas Becker' });
  await expect(record).toContainText('Critical risk');
  const panes = page.getByRole('group', { name: 'Show' });
  await panes.getByRole('button', { name: 'Conversation' }).click();
  await expect(page.getByRole('textbox', { name: 'Write to Jonas Becker' })).toBeVisible();
  await expect(record).toHaveCount(0);
  await panes.getByRole('button', { name: 'Record' }).click();
  await expect(record).toBeVisible();
});
