// Browsers of people who come in by the front door: they register and sign in with a password.
import { registerPatient, signIn } from '../../contract/accounts.ts';
import type { House } from './house.ts';
import { Browser } from './people.ts';

export const password = 'a quiet evening walk';

/** A browser that has seen the sign-in page: nobody is signed in, and it has a CSRF token. */
export async function aVisitor(house: House): Promise<Browser> {
  const browser = new Browser(house);
  await renewToken(browser);
  return browser;
}

/** What a page does when it loads. */
export async function renewToken(browser: Browser): Promise<void> {
  const { body } = await browser.fetch<{ csrfToken: string }>('GET', '/api/session');
  browser.csrfToken = body.csrfToken;
}

let made = 0;

export async function aRegistered(house: House): Promise<Browser & { id: string; username: string; email: string }> {
  const browser = await aVisitor(house);
  const username = `visitor${(made += 1)}`;
  const email = `${username}@mail.example`;
  const { status, body } = await browser.call(registerPatient, {
    body: { username, email, displayName: 'Vera Visitor', password },
  });
  if (status !== 201) throw new Error(`registering answered ${status}`);
  browser.csrfToken = body.csrfToken;
  return Object.assign(browser, { id: body.account!.id, username, email });
}

/** Signs in; keeps the CSRF token of the new session when it succeeds. */
export async function signInWith(
  browser: Browser,
  identifier: string,
  typed = password,
  headers: Record<string, string> = {},
) {
  const answer = await browser.call(signIn, { body: { identifier, password: typed }, headers });
  if (answer.status === 200) browser.csrfToken = answer.body.csrfToken;
  return answer;
}

/** The audit entries of an action, oldest first. */
export async function auditOf(house: House, action: string) {
  const { rows } = await house.owner.query<{
    actor_id: string | null;
    outcome: string;
    subject_id: string | null;
    session_id: string | null;
    detail: Record<string, unknown>;
  }>('select actor_id, outcome, subject_id, session_id, detail from audit_entry where action = $1 order by id', [
    action,
  ]);
  return rows;
}

/** What the outbox holds of a type, as `[account, detail]`, oldest first; published rows stay for a while. */
export async function outboxOf(house: House, type: string) {
  const { rows } = await house.owner.query<{ account_id: string; detail: Record<string, unknown> }>(
    'select account_id, detail from outbox where type = $1 order by id',
    [type],
  );
  return rows.map((row) => [row.account_id, row.detail] as const);
}
