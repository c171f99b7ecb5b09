// Getting in: by an invitation, after forgetting the password, and with a second step.
import type { Page } from '@playwright/test';
import { generateSync } from 'otplib';
import { expect, signIn, test } from './house.ts';

const chosen = 'a boat upon the still lake';

async function signOut(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('main').getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
}

test('an admin invites a clinician, who chooses a password with the link and signs in', async ({
  house,
  sitDown,
  newContext,
}) => {
  const admin = await sitDown(house.people('admin')[0]!);
  await admin.getByRole('navigation').getByRole('link', { name: 'Accounts' }).click();
  await admin.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make the account' }).click();
  await expect(dialog.getByText('Please enter a name.')).toBeVisible();
  await dialog.getByLabel('Name', { exact: true }).fill('Dr Iris Novak');
  await dialog.getByLabel('Username').fill('iris.novak');
  await dialog.getByLabel(/^E-mail/).fill('iris@clinic.example');
  await dialog.getByRole('button', { name: 'Make the account' }).dblclick();
  await expect(admin.getByText('It was not sent to iris@clinic.example')).toBeVisible();
  await expect(admin.getByText('This address works on this computer only.')).toBeVisible();
  // The house of a story is told its port only when it is open.
  const { pathname, hash } = new URL(await admin.getByLabel('Invitation link').inputValue());
  const link = pathname + hash;
  await admin.keyboard.press('Escape');
  const row = admin.getByRole('row', { name: /Iris Novak/ });
  await expect(row.getByText('Invited')).toBeVisible();

  const iris = await (await newContext()).newPage();
  await iris.goto(link);
  await iris.getByLabel('New password').fill('password1234');
  await iris.getByRole('button', { name: 'Keep this password' }).click();
  await expect(iris.getByText('easy to guess')).toBeVisible();
  await iris.getByLabel('New password').fill(chosen);
  await iris.getByRole('button', { name: 'Keep this password' }).click();
  await expect(iris.getByText('Your password is kept')).toBeVisible();
  await signIn(iris, { username: 'iris.novak', password: chosen });

  const again = await (await newContext()).newPage();
  await again.goto(link);
  await again.getByLabel('New password').fill('somebody else who has it');
  await again.getByRole('button', { name: 'Keep this password' }).click();
  await expect(again.getByRole('alert')).toContainText('already used');

  await row.getByRole('button', { name: /account of Dr Iris Novak/ }).click();
  await admin.getByRole('menuitem', { name: 'Sign out everywhere' }).click();
  // All its words are inside it, although it stands in a row of a table.
  const cut = await admin.getByRole('dialog').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
  expect(cut).toBe(0);
  await admin.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(iris.getByRole('dialog', { name: 'Please sign in again' })).toBeVisible();
});

test('where no e-mail is sent, whoever forgot a password is told whom to ask instead of to look for one', async ({
  newContext,
}) => {
  const page = await (await newContext()).newPage();
  await page.goto('/');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(page.getByText('This service sends no e-mail')).toBeVisible();
  await expect(page.getByText('ask your clinic')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send the link' })).toHaveCount(0);
});

test('a second step is set up, asked for, and turned off again; a recovery code helps where the phone is lost', async ({
  house,
  sitDown,
}) => {
  const rosa = house.people('patient')[0]!;
  const page = await sitDown(rosa);
  await page.goto('/patient/settings');
  await page.getByRole('button', { name: 'Set up' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Present password').fill(rosa.password);
  await dialog.getByRole('button', { name: 'Set up' }).click();
  await expect(dialog.getByRole('img', { name: /QR code/ })).toBeVisible();
  const secret = (await dialog.getByRole('code').innerText()).replaceAll(' ', '');
  await dialog.getByLabel('Code the app shows now').fill('000000');
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await expect(dialog.getByRole('alert')).toContainText('not right');
  await dialog.getByLabel('Code the app shows now').fill(generateSync({ secret }));
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  const shown = page.getByRole('dialog').getByRole('code');
  await expect(shown).toHaveCount(10);
  const codes = await shown.allInnerTexts();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('Every sign-in asks for a code.')).toBeVisible();
  await signOut(page);

  await page.getByLabel('Username or e-mail address').fill(rosa.username);
  await page.getByLabel('Password').fill(rosa.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('Code from your authenticator app')).toBeFocused();
  await page.keyboard.type(codes[0]!);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Messages' })).toBeVisible();

  await page.goto('/patient/settings');
  await page.getByRole('button', { name: 'Turn off' }).click();
  await page.getByRole('dialog').getByLabel('Present password').fill(rosa.password);
  await page.getByRole('dialog').getByLabel('Code from the app').fill(codes[1]!);
  await page.getByRole('dialog').getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByText('The second step is off.')).toBeVisible();
});
