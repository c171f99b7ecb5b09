// Networks that fail: nothing written is lost, nothing is missed.
import { expect, openConversation, signIn, test, write } from './house.ts';

test('what is written while the server is away is kept, sent afterwards in order, and both have caught up', async ({
  house,
  sitDown,
}) => {
  test.setTimeout(120_000);
  const patient = await sitDown(house.people('patient')[0]!);
  const clinician = await sitDown(house.people('clinician')[0]!);
  await openConversation(patient, /Okafor/);
  await openConversation(clinician, /Rosa Fernandes/);
  await house.stop();
  try {
    await expect(patient.getByText('No connection.')).toBeVisible({ timeout: 20_000 });
    for (const text of ['First, while away.', 'Second, while away.', 'Third, while away.']) await write(patient, text);
    await expect(patient.getByRole('article').filter({ hasText: 'First, while away.' })).toContainText(
      'Waiting for the connection',
    );
    await expect(
      patient.getByRole('region', { name: 'Conversations' }).getByRole('link', { name: /Okafor/ }),
    ).toContainText('Waiting for the connection: Third, while away.');
  } finally {
    await house.start();
  }
  await expect(patient.getByText('No connection.')).toHaveCount(0, { timeout: 10_000 });
  const arrived = clinician.getByRole('article').filter({ hasText: 'while away.' });
  await expect(arrived).toHaveCount(3, { timeout: 10_000 });
  await expect(arrived).toContainText(['First', 'Second', 'Third']);
  await expect(patient.getByRole('article').filter({ hasText: 'Third, while away.' })).toContainText('Read', {
    timeout: 10_000,
  });
});

test('where sockets are refused the page asks instead', async ({ house, newContext, sitDown }) => {
  const clinician = await sitDown(house.people('clinician')[0]!);
  const context = await newContext();
  await context.routeWebSocket('**/api/live**', (socket) => socket.close());
  const patient = await context.newPage();
  const { username, password } = house.people('patient')[0]!;
  await patient.goto('/');
  await patient.getByLabel('Username or e-mail address').fill(username);
  await patient.getByLabel('Password').fill(password);
  await patient.getByRole('button', { name: 'Sign in' }).click();
  await openConversation(patient, /Okafor/);
  await openConversation(clinician, /Rosa Fernandes/);
  await write(clinician, 'This comes without a socket.');
  await expect(patient.getByRole('article').filter({ hasText: 'This comes without a socket.' })).toBeVisible({
    timeout: 10_000,
  });
  await write(patient, 'And this goes back.');
  await expect(clinician.getByRole('article').filter({ hasText: 'And this goes back.' })).toBeVisible();
  await expect(patient.getByText('No connection.')).toHaveCount(0);
});

test('a device that is signed out from elsewhere keeps what was typed and goes on after signing in', async ({
  house,
  sitDown,
}) => {
  const person = house.people('patient')[1]!;
  const here = await sitDown(person);
  await openConversation(here, /.+/);
  const box = here.getByRole('textbox', { name: /^Write to/ });
  await box.fill('Half a sentence that must not');
  const elsewhere = await sitDown(person);
  await elsewhere.goto('/patient/settings');
  await elsewhere
    .getByRole('button', { name: /^Sign out .+/ })
    .first()
    .click();
  const dialog = here.getByRole('dialog', { name: 'Please sign in again' });
  await expect(dialog).toBeVisible({ timeout: 10_000 });
  await here.keyboard.press('Escape');
  await here.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('Password').fill(person.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(box).toHaveValue('Half a sentence that must not');
  await box.press('Control+Enter');
  await expect(here.getByRole('article').filter({ hasText: 'Half a sentence that must not' })).toContainText(
    /Sent|Delivered|Read/,
  );
});

test('what waits while there is no network goes out in order and once, also when the session ended meanwhile and answers get lost', async ({
  house,
  newContext,
  sitDown,
}) => {
  const person = house.people('patient')[2]!;
  const context = await newContext({ viewport: { width: 390, height: 844 } });
  const here = await context.newPage();
  await signIn(here, person);
  await openConversation(here, /Okafor/);
  const clinician = await sitDown(house.people('clinician')[0]!);
  await openConversation(clinician, /Mei-Lin Chen/);
  const elsewhere = await sitDown(person);

  await context.setOffline(true);
  await expect(here.getByText('Keep this page open')).toBeVisible();
  for (const text of ['One, on the train.', 'Two, on the train.', 'Three, on the train.']) await write(here, text);
  await here.getByRole('textbox', { name: /^Write to/ }).fill('And one more thing');
  await expect(here.getByRole('article').filter({ hasText: 'One, on the train.' })).toContainText(
    'Waiting for the connection',
  );
  await elsewhere.goto('/patient/settings');
  await elsewhere
    .getByRole('button', { name: /^Sign out .+/ })
    .first()
    .click();
  await expect(elsewhere.getByText('That device is signed out.')).toBeVisible();

  // The first answer to each message is lost on its way back.
  const asked: string[] = [];
  await here.route('**/api/conversations/*/messages', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    const { clientId } = route.request().postDataJSON() as { clientId: string };
    const answer = await route.fetch();
    const lost = answer.ok() && !asked.includes(clientId);
    if (answer.ok()) asked.push(clientId);
    return lost ? route.abort() : route.fulfill({ response: answer });
  });
  await context.setOffline(false);
  const dialog = here.getByRole('dialog', { name: 'Please sign in again' });
  await dialog.getByLabel('Password').fill(person.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog).toHaveCount(0);

  const arrived = clinician.getByRole('article').filter({ hasText: 'on the train.' });
  await expect(arrived).toHaveCount(3, { timeout: 15_000 });
  await expect(arrived).toContainText(['One', 'Two', 'Three']);
  const sent = here.getByRole('article').filter({ hasText: 'on the train.' });
  await expect(sent.last()).toContainText(/Sent|Delivered|Read/, { timeout: 15_000 });
  await expect(sent).toHaveCount(3);
  await expect.poll(() => asked.length).toBe(6);
  await expect(here.getByRole('textbox', { name: /^Write to/ })).toHaveValue('And one more thing');
});

test('a window that missed too much loads afresh', async ({ house, newContext, sitDown }) => {
  const clinician = await sitDown(house.people('clinician')[0]!);
  const context = await newContext();
  let asleep = false;
  let resync = () => {};
  await context.routeWebSocket('**/api/live**', (socket) => {
    const server = socket.connectToServer();
    server.onMessage((frame) => {
      if (!asleep) socket.send(frame);
    });
    resync = () => {
      asleep = false;
      socket.send(JSON.stringify({ type: 'resync', number: 1_000_000 }));
    };
  });
  const patient = await context.newPage();
  await signIn(patient, house.people('patient')[0]!);
  await openConversation(patient, /Okafor/);
  await openConversation(clinician, /Rosa Fernandes/);
  asleep = true;
  await write(clinician, 'Written while you slept.');
  await expect(clinician.getByRole('article').last()).toContainText(/Sent|Delivered/);
  resync();
  await expect(patient.getByRole('article').filter({ hasText: 'Written while you slept.' })).toBeVisible();
});

test('what the service refuses stays on the screen with the reason and a way to try again', async ({
  house,
  sitDown,
}) => {
  const patient = await sitDown(house.people('patient')[0]!);
  await openConversation(patient, /Okafor/);
  await patient.route('**/api/conversations/*/messages', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 403, json: { code: 'care_link_ended', requestId: 'x' } })
      : route.continue(),
  );
  await write(patient, 'Is this the right day?');
  const line = patient.getByRole('article').filter({ hasText: 'Is this the right day?' });
  await expect(line).toContainText('This message could not be sent. It is kept here.');
  await expect(line).toContainText('This connection has ended.');
  const inList = patient.getByRole('region', { name: 'Conversations' }).getByRole('link', { name: /Okafor/ });
  await expect(inList).toContainText('Not sent: Is this the right day?');
  await patient.unroute('**/api/conversations/*/messages');
  await line.getByRole('button', { name: 'Try again' }).click();
  await expect(line).toContainText(/Sent|Delivered|Read/);
  await expect(line).toHaveCount(1);
  await expect(inList).toContainText('You: Is this the right day?');
});

test('a part of the page that cannot be fetched can be tried again, and then the page loaded afresh', async ({
  house,
  sitDown,
}) => {
  const patient = await sitDown(house.people('patient')[0]!, { serviceWorkers: 'block' });
  await expect(patient.getByRole('region', { name: 'Conversations' }).getByRole('link')).not.toHaveCount(0);
  await patient.route('**/assets/*.js', (route) => route.abort());
  await patient.getByRole('link', { name: 'Templates', exact: true }).click();
  await expect(patient.getByText('This part of the page could not be loaded.')).toBeVisible();
  await patient.getByRole('button', { name: 'Try again' }).click();
  await expect(patient.getByText(/^This part still cannot be loaded/)).toBeVisible();
  await patient.unroute('**/assets/*.js');
  await patient.getByRole('button', { name: 'Load the page again' }).click();
  await expect(patient.getByRole('heading', { name: 'Templates', level: 1 })).toBeVisible();
});
