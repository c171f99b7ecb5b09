// Groups: invited and asked first, everybody sees who is there, and whoever leaves sees nothing more.
import { expect, openConversation, test, write } from './house.ts';

test('a clinician makes a group, the patient joins by an invitation, writes, and leaves', async ({
  house,
  sitDown,
}) => {
  const clinician = await sitDown(house.people('clinician')[0]!);
  const patient = await sitDown(house.people('patient')[0]!);

  await clinician.goto('/clinician/inbox/new');
  await clinician.getByRole('button', { name: 'Make a group instead' }).click();
  const making = clinician.getByRole('dialog', { name: 'New group' });
  await making.getByLabel('Name of the group').fill('Walking together');
  await making.getByRole('combobox').fill('Rosa');
  await making.getByRole('option', { name: /Rosa Fernandes/ }).click();
  await making.getByRole('button', { name: 'Make the group' }).click();
  await expect(clinician.getByRole('heading', { name: 'Walking together' })).toBeVisible();

  await patient.getByRole('button', { name: /invites you to the group “Walking together”/ }).click();
  const invitation = patient.getByRole('dialog', { name: /Walking together/ });
  await expect(invitation.getByText(/Everybody in the group sees your name/)).toBeVisible();
  await invitation.getByRole('button', { name: 'Join' }).click();
  await expect(patient.getByRole('heading', { name: 'Walking together' })).toBeVisible();
  await expect(clinician.getByText('Rosa Fernandes joined').last()).toBeVisible();
  await write(patient, 'Glad to be here.');
  await expect(clinician.getByRole('article').filter({ hasText: 'Glad to be here.' })).toBeVisible();

  await write(patient, 'i dont want to be here anymore');
  await clinician.getByRole('link', { name: 'Open the patient to see to it' }).click();
  const flag = clinician.getByRole('region', { name: 'Flags' }).getByRole('listitem').first();
  await expect(flag).toContainText('Written in a group');
  await flag.getByRole('button', { name: 'Show the message' }).click();
  await expect(clinician.getByRole('heading', { name: 'Walking together' })).toBeVisible();
  await expect(clinician.getByRole('article').filter({ hasText: 'dont want to be here' })).toBeVisible();

  await patient.getByRole('button', { name: '2 people' }).click();
  const members = patient.getByRole('dialog', { name: 'Walking together' });
  await expect(members.getByText('Rosa Fernandes (you)')).toBeVisible();
  await expect(members.getByRole('button', { name: /^Remove/ })).toHaveCount(0);
  await members.getByRole('button', { name: 'Leave the group' }).click();
  await patient
    .getByRole('dialog', { name: 'Leave this group?' })
    .getByRole('button', { name: 'Leave the group' })
    .click();
  await expect(patient.getByRole('link', { name: /Walking together/ })).toHaveCount(0);
  await expect(clinician.getByText('Rosa Fernandes left').last()).toBeVisible();
});

test('somebody who is removed is told, and keeps what was being written', async ({ house, sitDown }) => {
  const clinician = await sitDown(house.people('clinician')[0]!);
  const patient = await sitDown(house.people('patient')[1]!);
  await openConversation(patient, /Tuesday evening group/);
  // Also when the service keeps the draft already, of a conversation that it will not speak of any more.
  const kept = patient.waitForResponse(
    (answer) => answer.url().endsWith('/api/drafts') && answer.request().method() !== 'GET',
  );
  await patient.getByRole('textbox', { name: /^Write to/ }).fill('I was about to say');
  await kept;
  await openConversation(clinician, /Tuesday evening group/);
  await clinician.getByRole('button', { name: 'More about this conversation' }).click();
  await clinician.getByRole('menuitem', { name: 'Group members' }).click();
  await clinician.getByRole('button', { name: 'Remove Daniel Whitlock from the group' }).click();
  await clinician
    .getByRole('dialog', { name: /^Remove / })
    .getByRole('button', { name: 'Remove' })
    .click();
  await expect(patient.getByText('You are not in this group any more')).toBeVisible();
  await expect(patient.getByLabel(/You were writing this/)).toHaveValue('I was about to say');
});
