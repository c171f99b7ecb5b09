// People for tests: accounts with a signed-in browser each, who speak to the house over real HTTP only.
import { randomBytes } from 'node:crypto';
import type { Endpoint, ReplyOf } from '../../contract/endpoint.ts';
import type { Role } from '../../contract/endpoint.ts';
import { everywhere } from '../../contract/errors.ts';
import type { Problem } from '../../contract/errors.ts';
import { insertSession } from '../features/sessions/session.store.ts';
import { hashToken } from '../http/session-reader.ts';
import type { House } from './house.ts';

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly problem: Problem;
  readonly headers: Headers;
}

interface Input {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string | number>;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export class Browser {
  readonly cookies = new Map<string, string>();
  csrfToken = '';
  readonly #house: Pick<House, 'url'>;

  constructor(house: Pick<House, 'url'>) {
    this.#house = house;
  }

  /** Calls an endpoint of the contract. @throws Error when it refuses with a code that the contract does not name there. */
  async call<E extends Endpoint>(endpoint: E, input: Input = {}): Promise<Answer<ReplyOf<E>>> {
    const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(input.params?.[name] ?? ''));
    const search = new URLSearchParams(Object.entries(input.query ?? {}).map(([name, value]) => [name, String(value)]));
    const answer = await this.fetch<ReplyOf<E>>(
      endpoint.method,
      `${path}${search.size > 0 ? `?${search}` : ''}`,
      input,
    );
    const { code } = answer.status >= 400 ? answer.problem : { code: undefined };
    // An address that is none, such as one with an empty id, is not this endpoint; a fault is no refusal.
    const declared = !code || [...endpoint.refusals, ...everywhere, 'not_found', 'internal_error'].includes(code);
    if (!declared) throw new Error(`${endpoint.name} refused with ${code}, which its contract does not name`);
    return answer;
  }

  async fetch<T>(
    method: string,
    path: string,
    { body, headers = {} }: Pick<Input, 'body' | 'headers'> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.#house.url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        'x-csrf-token': this.csrfToken,
        cookie: this.cookieHeader(),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      redirect: 'manual',
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value === '') this.cookies.delete(name!);
      else this.cookies.set(name!, value!);
    }
    const text = await response.text();
    const parsed: unknown = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
    return { status: response.status, body: parsed as T, problem: parsed as Problem, headers: response.headers };
  }

  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

export interface TestPerson extends Browser {
  readonly id: string;
  readonly username: string;
  readonly role: Role;
}

let made = 0;

/** An account with a session, inserted without the cost of a password hash; `registerPatient` has tests of its own. */
async function aPerson(house: House, role: Role, displayName: string): Promise<TestPerson> {
  const id = house.deps.newId();
  const username = `${role}${(made += 1)}`;
  await house.owner.query(
    `insert into account (id, username, display_name, role, password_hash, created_at) values ($1, $2, $3, $4, 'unusable', $5)`,
    [id, username, displayName, role, house.deps.clock()],
  );
  const browser = new Browser(house);
  await signInWithoutPassword(house, browser, id);
  return Object.assign(browser, { id, username, role });
}

/** Gives a browser a fresh session of an account. */
export async function signInWithoutPassword(house: House, browser: Browser, accountId: string): Promise<void> {
  const token = randomBytes(32).toString('base64url');
  const now = house.deps.clock();
  await house.deps.db.transact((tx) =>
    insertSession(tx, {
      id: house.deps.newId(),
      accountId,
      tokenHash: hashToken(token),
      createdAt: now,
      expiresAt: new Date(now.getTime() + house.deps.config.sessionMs),
      userAgent: null,
      address: null,
    }),
  );
  browser.cookies.set('hsm_session', token);
  const { body } = await browser.fetch<{ csrfToken: string }>('GET', '/api/session');
  browser.csrfToken = body.csrfToken;
}

export const aPatient = (house: House, name = 'Petra Patient') => aPerson(house, 'patient', name);
export const aClinician = (house: House, name = 'Clara Clinician') => aPerson(house, 'clinician', name);
export const anAdmin = (house: House, name = 'Ada Admin') => aPerson(house, 'admin', name);

/** An active care link, as if the clinician had accepted the patient's request. */
export async function linked(house: House, patient: TestPerson, clinician: TestPerson): Promise<string> {
  const id = house.deps.newId();
  await house.owner.query(
    `insert into care_link (id, patient_id, clinician_id, status, asked_by, asked_at, accepted_by, accepted_at)
     values ($1, $2, $3, 'active', $2, $4, $3, $4)`,
    [id, patient.id, clinician.id, house.deps.clock()],
  );
  return id;
}
