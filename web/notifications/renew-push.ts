// The service pushes to a session: where this person has switched this device on, a new session is told to it again.

/** The account this browser was switched on for: of somebody else who signs in here it is not told. */
export const pushPlace = 'push';

export async function renewPush(accountId: string): Promise<void> {
  if (localStorage.getItem(pushPlace) !== accountId) return;
  const { pushState } = await import('./push.ts');
  await pushState(accountId);
}
