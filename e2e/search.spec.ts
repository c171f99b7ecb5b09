// Search: words that were written are found, marked, narrowed down, and open where they stand.
import { expect, openConversation, test, write, writeMany } from './house.ts';

test('a patient finds words in a conversation and opens the message where it stands', async ({ house, sitDown }) => {
  const patient = await sitDown(house.people('patient')[0]!);
  await openConversation(patient, /Okafor/);
  await write(patient, 'The lighthouse helps me to **fall asleep**.');
  await expect(patient.getByRole('article').filter({ hasText: 'lighthouse' })).toContainText('Sent');
  for (let count = 1; count <= 25; count += 1) await write(patient, `Later thought number ${count}`);
  await expect(patient.getByRole('article').filter({ hasText: 'number 25' })).toContainText(/Sent|Delivered/);

  await patient.getByRole('link', { name: 'Search', exact: true }).click();
  await patient.getByRole('searchbox', { name: 'Search your messages' }).fill('lighthouses');
  const hit = patient.getByRole('list', { name: 'Messages' }).getByRole('link');
  await expect(hit).toHaveCount(1);
  await expect(hit.locator('mark')).toHaveText('lighthouse');
  await expect(hit).toContainText('You, to Dr Amara Okafor');
  await hit.click();
  const message = patient.getByRole('article').filter({ hasText: 'lighthouse' });
  await expect(message).toBeInViewport();
  await expect(message).toHaveAttribute('aria-current', 'true');
  await expect(patient.getByRole('article').filter({ hasText: 'number 25' })).not.toBeInViewport();

  await patient.goBack();
  await expect(patient.getByRole('searchbox', { name: 'Search your messages' })).toHaveValue('lighthouses');
  await expect(hit).toHaveCount(1);
  expect(patient.url()).not.toContain('lighthouse');
});

test('a message far back opens at once where it stands and goes on in both directions; what is sent goes to the end', async ({
  house,
  sitDown,
}) => {
  const clinician = await sitDown(house.people('clinician')[0]!);
  await openConversation(clinician, /Mei-Lin Chen/);
  await writeMany(clinician, 160);
  const patient = await sitDown(house.people('patient')[2]!, { viewport: { width: 390, height: 844 } });
  await patient.getByRole('link', { name: 'Search', exact: true }).click();
  await patient.getByRole('searchbox', { name: 'Search your messages' }).fill('"line 80"');
  const pages: URL[] = [];
  patient.on('request', (request) => {
    const address = new URL(request.url());
    if (/conversations\/[^/]+\/messages$/.test(address.pathname) && request.method() === 'GET') pages.push(address);
  });
  await patient.getByRole('list', { name: 'Messages' }).getByRole('link').click();
  const line = (number: number) => patient.getByRole('article').filter({ hasText: `Line ${number} of many.` });
  await expect(line(80)).toBeInViewport();
  await expect(line(80)).toHaveAttribute('aria-current', 'true');
  expect(pages).toHaveLength(1);

  const history = patient.getByRole('region', { name: /^Messages with/ });
  await history.press('Home');
  await expect.poll(() => pages.length).toBe(2);
  // Older messages were put above: what was at the top stays where it was.
  await expect(line(56)).toBeInViewport();
  await expect(line(30)).not.toBeInViewport();
  await history.press('End');
  await expect.poll(() => pages.length).toBe(3);
  await expect(line(104)).toBeInViewport();
  await expect(line(160)).not.toBeInViewport();

  await write(patient, 'That was long ago.');
  const newest = patient.getByRole('article').last();
  await expect(newest).toContainText('That was long ago.');
  await expect(newest).toContainText(/Sent|Delivered|Read/);
  await expect(newest).toBeInViewport();
});

test('filters leave only what somebody wrote, in one conversation, between two days', async ({ house, sitDown }) => {
  const clinician = await sitDown(house.people('clinician')[0]!);
  await openConversation(clinician, /Rosa Fernandes/);
  await write(clinician, 'A walk by the aqueduct may help.');
  await expect(clinician.getByRole('article').filter({ hasText: 'aqueduct' })).toContainText(/Sent|Delivered/);
  await clinician.getByRole('link', { name: 'Search', exact: true }).click();
  await clinician.getByRole('searchbox', { name: 'Search your messages' }).fill('aqueduct');
  const hits = clinician.getByRole('list', { name: 'Messages' }).getByRole('link');
  await expect(hits).toHaveCount(1);
  await clinician.getByText('Narrow it down').click();
  await clinician.getByLabel('Written by').selectOption({ label: 'Rosa Fernandes' });
  await expect(clinician.getByText('Nothing found').last()).toBeVisible();
  await clinician.getByLabel('Written by').selectOption({ label: 'Me' });
  await expect(hits).toHaveCount(1);
  await clinician.getByLabel('To day').fill('2020-01-01');
  await expect(hits).toHaveCount(0);
  await clinician.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(hits).toHaveCount(1);
  await clinician.getByRole('searchbox', { name: 'Search your messages' }).fill('Fernandes');
  await expect(clinician.getByRole('button', { name: 'Write to Rosa Fernandes' })).toBeVisible();
});
