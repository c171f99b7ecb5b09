// Two people share a computer: a window never becomes somebody else's.
import { expect, openConversation, signIn, test, write } from './house.ts';

test('when somebody else has signed in with this browser, the window before leaves and sends nothing', async ({
  house,
  newContext,
}) => {
  const [rosa, daniel] = house.people('patient');
  const context = await newContext();
  const before = await context.newPage();
  await signIn(before, rosa!);
  await openConversation(before, /Okafor/);
  await context.clearCookies();
  const after = await context.newPage();
  await signIn(after, daniel!);

  const posted: number[] = [];
  before.on('response', (answer) => {
    if (answer.request().method() === 'POST' && answer.ok()) posted.push(answer.status());
  });
  await write(before, 'Only Rosa may say this.');
  await expect(before.getByText('Only Rosa may say this.')).toHaveCount(0);
  await expect(before.getByRole('heading', { name: 'Messages' })).toBeVisible();
  await expect(before.getByRole('textbox', { name: /^Write to/ })).toHaveCount(0);
  expect(posted).toEqual([]);
});
