// The other places of a patient: what is sent later, what was sent, and who is refused.
import { expect, openConversation, test, write } from './house.ts';

test('a message for later is seen by nobody else, can be changed and can be stopped', async ({ house, sitDown }) => {
  const clinician = await sitDown(house.people('clinician')[0]!);
  const patient = await sitDown(house.people('patient')[0]!);
  await openConversation(patient, /Okafor/);
  await patient.getByRole('textbox', { name: /^Write to/ }).fill('For tomorrow morning.');
  await patient.getByRole('button', { name: 'Send later' }).click();
  const dialog = patient.getByRole('dialog', { name: 'When should it be sent?' });
  await expect(dialog).toContainText('urgent help is at the top of the page');
  await dialog.getByLabel('Time').fill('10:30');
  await expect(dialog.getByText(/It will be sent .* at 10:30/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Schedule' }).click();
  await expect(patient.getByText(/You find it under Scheduled/)).toBeVisible();
  await expect(patient.getByRole('textbox', { name: /^Write to/ })).toHaveValue('');

  await openConversation(clinician, /Rosa Fernandes/);
  await write(patient, 'And this one at once.');
  await expect(clinician.getByRole('article').filter({ hasText: 'And this one at once.' })).toBeVisible();
  await expect(clinician.getByText('For tomorrow morning.')).toHaveCount(0);
  await clinician.getByRole('textbox', { name: /^Write to/ }).fill('Thursday suits me.');
  await clinician.getByRole('button', { name: 'Send later' }).click();
  const theirs = clinician.getByRole('dialog', { name: 'When should it be sent?' });
  await expect(theirs).toContainText('under Scheduled.');
  await expect(theirs).not.toContainText('urgent help');

  await patient.getByRole('link', { name: 'Scheduled', exact: true }).click();
  const planned = patient.getByRole('listitem').filter({ hasText: 'For tomorrow morning.' });
  await planned.getByRole('button', { name: /^Change/ }).click();
  const change = patient.getByRole('dialog', { name: 'Change this message' });
  await change.getByRole('textbox', { name: /^Write to/ }).fill('For tomorrow, changed.');
  await change.getByRole('button', { name: 'Save' }).click();
  const changed = patient.getByRole('listitem').filter({ hasText: 'For tomorrow, changed.' });
  await changed.getByRole('button', { name: /^Do not send/ }).click();
  await patient.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
  await changed.getByRole('button', { name: /^Do not send/ }).click();
  await patient.getByRole('dialog').getByRole('button', { name: 'Do not send' }).click();
  await expect(changed).toHaveCount(0);
});

test('what reads differently from what was scheduled before is scheduled as well, after saying so', async ({
  house,
  sitDown,
}) => {
  const patient = await sitDown(house.people('patient')[0]!);
  await openConversation(patient, /Okafor/);
  // What stood here first arrives, its answer does not, and then the text has changed.
  await patient.route(
    '**/api/scheduled-messages',
    async (route) => {
      const asked = route.request().postDataJSON() as object;
      await route.fetch({ postData: JSON.stringify({ ...asked, body: 'The first words.' }) });
      await route.abort();
    },
    { times: 1 },
  );
  await patient.getByRole('textbox', { name: /^Write to/ }).fill('The second words.');
  await patient.getByRole('button', { name: 'Send later' }).click();
  const dialog = patient.getByRole('dialog', { name: 'When should it be sent?' });
  const schedule = async () => {
    const asked = patient.waitForResponse((answer) => answer.request().method() === 'POST');
    await dialog.getByRole('button', { name: 'Schedule', exact: true }).click();
    return (await asked).status();
  };
  await dialog.getByRole('button', { name: 'Schedule', exact: true }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  expect(await schedule()).toBe(409);
  await expect(dialog.getByText('An earlier version of this was sent already.')).toBeVisible();
  expect(await schedule()).toBe(201);
  await expect(dialog).toHaveCount(0);
});

test('what was sent is listed with how far it has come', async ({ house, sitDown }) => {
  const clinician = await sitDown(house.people('clinician')[0]!);
  const patient = await sitDown(house.people('patient')[0]!);
  await openConversation(clinician, /Rosa Fernandes/);
  await openConversation(patient, /Okafor/);
  await write(patient, 'Has this reached you?');
  await patient.getByRole('link', { name: 'Sent', exact: true }).click();
  const row = patient.getByRole('listitem').filter({ hasText: 'Has this reached you?' });
  await expect(row).toContainText('To Dr Amara Okafor');
  await clinician.bringToFront();
  await expect(clinician.getByRole('article').filter({ hasText: 'Has this reached you?' })).toBeInViewport();
  await expect(row).toContainText('Read');
});

test('a block is explained, holds at once on both sides, and can be ended', async ({ house, sitDown }) => {
  const clinician = await sitDown(house.people('clinician')[1]!);
  const patient = await sitDown(house.people('patient')[0]!);
  await openConversation(clinician, /Rosa Fernandes/);
  await openConversation(patient, /Lindqvist/);
  await clinician.getByRole('textbox', { name: /^Write to/ }).fill('Written before the block.');
  await patient.getByRole('textbox', { name: /^Write to/ }).fill('Planned before the block.');
  await patient.getByRole('button', { name: 'Send later' }).click();
  await patient.getByRole('dialog').getByRole('button', { name: 'Schedule', exact: true }).click();
  await expect(patient.getByText(/You find it under Scheduled/)).toBeVisible();
  const block = async () => {
    await patient.getByRole('button', { name: 'More about this conversation' }).click();
    await patient.getByRole('menuitem', { name: /^Block/ }).click();
    const dialog = patient.getByRole('dialog', { name: /^Block / });
    await expect(dialog.getByText(/is not told/)).toBeVisible();
    await dialog.getByRole('button', { name: 'Block' }).click();
    await expect(patient.getByText(/You have blocked this person/)).toBeVisible();
  };
  await block();
  await patient.getByRole('button', { name: /^End the block of .*Lindqvist/ }).click();
  await expect(patient.getByRole('textbox', { name: /^Write to/ })).toBeVisible();
  await block();

  await clinician.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(clinician.getByText(/This message could not be sent/)).toBeVisible();
  await expect(clinician.getByText(/blocked/)).toHaveCount(0);

  await patient.getByRole('link', { name: 'Scheduled', exact: true }).click();
  const planned = patient.getByRole('listitem').filter({ hasText: 'Planned before the block.' });
  await expect(planned).toContainText('will not be sent unless you end the block');
  await patient.getByRole('link', { name: 'Blocked', exact: true }).click();
  await patient.getByRole('button', { name: /^End the block/ }).click();
  await expect(patient.getByText('You have not blocked anybody')).toBeVisible();
  await patient.getByRole('link', { name: 'Inbox', exact: true }).click();
  await openConversation(patient, /Lindqvist/);
});

test('what could not be sent at its time says why, can be sent after all, and can be taken away', async ({
  house,
  sitDown,
}) => {
  const clinician = await sitDown(house.people('clinician')[1]!);
  const patient = await sitDown(house.people('patient')[0]!);
  await openConversation(patient, /Lindqvist/);
  const conversationId = new URL(patient.url()).pathname.split('/').at(-1)!;
  await patient.getByRole('link', { name: 'Scheduled', exact: true }).click();
  await patient.evaluate(async (id) => {
    const { csrfToken } = (await (await fetch('/api/session')).json()) as { csrfToken: string };
    const headers = { 'content-type': 'application/json', 'x-csrf-token': csrfToken };
    type Listed = { items: { id: string; peer: { id: string } }[] };
    const { items } = (await (await fetch('/api/conversations')).json()) as Listed;
    const { peer } = items.find((one) => one.id === id)!;
    const sendAt = new Date(Date.now() + 5000).toISOString();
    for (const body of ['Not any more.', 'This one after all.']) {
      const asked = { clientId: crypto.randomUUID(), conversationId: id, body, sendAt };
      await fetch('/api/scheduled-messages', { method: 'POST', headers, body: JSON.stringify(asked) });
    }
    await fetch(`/api/blocks/${peer.id}`, { method: 'PUT', headers, body: '{}' });
  }, conversationId);
  const row = (text: string) =>
    patient.getByRole('region', { name: 'Not sent' }).getByRole('listitem').filter({ hasText: text });
  await expect(row('Not any more.')).toContainText('When it was due, you had blocked this person.', {
    timeout: 30_000,
  });
  await row('Not any more.')
    .getByRole('button', { name: /^Remove/ })
    .click();
  await patient.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(row('Not any more.')).toHaveCount(0);

  await patient.getByRole('link', { name: 'Blocked', exact: true }).click();
  await patient.getByRole('button', { name: /^End the block/ }).click();
  await expect(patient.getByText('You have not blocked anybody')).toBeVisible();
  await patient.getByRole('link', { name: 'Scheduled', exact: true }).click();
  await openConversation(clinician, /Rosa Fernandes/);
  await row('after all')
    .getByRole('button', { name: /^Send the message/ })
    .click();
  await expect(row('after all')).toHaveCount(0);
  await expect(clinician.getByRole('article').filter({ hasText: 'This one after all.' })).toHaveCount(1);
});

test('formatting is written with the keyboard, seen by the other, and never becomes HTML', async ({
  house,
  sitDown,
}) => {
  const clinician = await sitDown(house.people('clinician')[0]!);
  const patient = await sitDown(house.people('patient')[0]!);
  await openConversation(clinician, /Rosa Fernandes/);
  await openConversation(patient, /Okafor/);
  const box = patient.getByRole('textbox', { name: /^Write to/ });
  await box.pressSequentially('calm');
  await box.press('Control+a');
  await box.press('Control+b');
  await expect(box).toHaveValue('**calm**');
  await box.press('Control+z');
  await expect(box).toHaveValue('calm');
  await box.press('End');
  await box.press('Control+b');
  await box.press('Control+b');
  await expect(box).toHaveValue('calm');
  await box.press('Control+b');
  await box.pressSequentially(' er');
  await box.press('Control+b');
  await box.pressSequentially(' now');
  await expect(box).toHaveValue('calm** er** now');
  await box.fill('- one');
  await box.press('Enter');
  await box.pressSequentially('two');
  await box.press('Enter');
  await box.press('Enter');
  await box.pressSequentially('end');
  await expect(box).toHaveValue('- one\n- two\n\nend');
  await box.fill(
    '**calm** <img src=x onerror=alert(1)> [page](https://example.org/a) [bad](javascript:alert(1)) [](https://b.example/c)\n- one\n- two',
  );
  await box.press('Control+Enter');
  const message = clinician.getByRole('article').filter({ hasText: 'calm' }).last();
  await expect(message.locator('strong')).toHaveText('calm');
  await expect(message).toContainText('<img src=x onerror=alert(1)>');
  await expect(message.getByRole('listitem')).toHaveText(['one', 'two']);
  await expect(message.getByRole('link').last()).toContainText('https://b.example/c');
  const link = message.getByRole('link').first();
  await expect(link).toHaveAttribute('href', 'https://example.org/a');
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
  await expect(message).toContainText('[bad](javascript:alert(1))');
});
