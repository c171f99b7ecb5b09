// Who is at the demo clinic, and which clinician looks after whom.
import { v5 as uuidv5 } from 'uuid';
import type { Role } from '../../contract/endpoint.ts';

/** For every demo account; printed at each start. */
export const demoPassword = 'quiet-river-lantern';

const namespace = '6b1f6d0e-6f0a-4d0c-9a55-0f4f2f3c9d11';
/** The same on every installation: by these the demo is recognised. */
export const demoId = (username: string) => uuidv5(username, namespace);

export interface DemoPerson {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly headline: string | null;
  readonly role: Role;
}

const person =
  (role: Role) =>
  (line: string): DemoPerson => {
    const [displayName, headline = null] = line.split(', ') as [string, string?];
    const username = displayName.replace(/^Dr /, '').toLowerCase().replace("'", '').replaceAll(' ', '.');
    return { id: demoId(username), username, displayName, headline, role };
  };

export const clinicians = [
  'Dr Amara Okafor, Clinical psychologist · answers within two working days',
  'Dr Tomas Lindqvist, Psychiatrist · answers on Tuesdays and Thursdays',
  'Helen Marsh, Psychotherapist · answers on weekday mornings',
].map(person('clinician'));

export const admins = ['Nadia Rahman, Practice manager', "Colm O'Brien, Support desk"].map(person('admin'));

export const patients = [
  'Rosa Fernandes',
  'Daniel Whitlock',
  'Mei-Lin Chen',
  'Yusuf Demir',
  'Grace Adeyemi',
  'Oliver Hughes',
  'Priya Nair',
  'Jonas Becker',
  'Leila Haddad',
  'Callum Reid',
  'Ingrid Solberg',
  'Marcus Bell',
  'Aisha Khan',
  'Peter Novak',
  'Freya Thompson',
  'Samuel Osei',
  'Elena Petrova',
  'Ben Carter',
  'Noor Aziz',
  'Sofia Rossi',
  'Hannah Levy',
  'Tariq Mahmood',
  'Wren Gallagher',
  'Zofia Kowalska',
].map(person('patient'));

export type LinkState = 'active' | 'ended' | 'asked-by-patient' | 'asked-by-clinician';

export interface DemoLink {
  readonly patient: DemoPerson;
  readonly clinician: DemoPerson;
  readonly state: LinkState;
  /** How the conversation stands now. */
  readonly now:
    | 'settled'
    | 'unread-by-clinician'
    | 'unanswered'
    | 'unread-by-patient'
    | 'undelivered'
    | 'nothing-written';
}

const link = (patient: number, clinician: number, state: LinkState, now: DemoLink['now']): DemoLink => ({
  patient: patients[patient]!,
  clinician: clinicians[clinician]!,
  state,
  now,
});

/** The last patient has no link at all, as right after registering. */
export const links: readonly DemoLink[] = [
  link(0, 0, 'active', 'unread-by-clinician'),
  link(1, 0, 'active', 'unread-by-clinician'),
  link(2, 0, 'active', 'unanswered'),
  link(3, 0, 'active', 'unread-by-patient'),
  link(4, 0, 'active', 'settled'),
  link(5, 0, 'active', 'settled'),
  link(6, 0, 'active', 'unread-by-clinician'),
  link(7, 0, 'active', 'undelivered'),
  link(8, 1, 'active', 'unread-by-clinician'),
  link(9, 1, 'active', 'unanswered'),
  link(10, 1, 'active', 'settled'),
  link(11, 1, 'active', 'unread-by-patient'),
  link(12, 1, 'active', 'settled'),
  link(13, 1, 'active', 'unread-by-clinician'),
  link(14, 2, 'active', 'unread-by-clinician'),
  link(15, 2, 'active', 'unanswered'),
  link(16, 2, 'active', 'unread-by-patient'),
  link(17, 2, 'active', 'settled'),
  link(18, 2, 'active', 'settled'),
  link(19, 2, 'ended', 'settled'),
  link(20, 1, 'ended', 'settled'),
  // Somebody with two clinicians: therapy here, medication there.
  link(0, 1, 'active', 'unread-by-patient'),
  link(14, 1, 'active', 'settled'),
  link(20, 2, 'active', 'unanswered'),
  link(21, 0, 'asked-by-patient', 'nothing-written'),
  link(22, 2, 'asked-by-clinician', 'nothing-written'),
  // Ended once, and asked for again.
  link(19, 2, 'asked-by-patient', 'nothing-written'),
];
