// What people of the demo clinic keep and plan: templates, messages for later, risk, a broadcast, and words that need a clinician.
import type { RiskLevel } from '../../contract/patients.ts';
import type { Actor, Source } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { createBroadcast } from '../features/broadcasts/create-broadcast.ts';
import { deliverBroadcast } from '../features/broadcasts/deliver-broadcast.ts';
import { sendMessages } from '../features/messages/send-messages.ts';
import { assessRisk } from '../features/patients/assess-risk.ts';
import { scheduleMessage } from '../features/scheduled-messages/schedule-message.ts';
import { createTemplate } from '../features/templates/keep-template.ts';
import { readBroadcastForDemo } from './demo.store.ts';
import { admins, clinicians, patients } from './people.ts';
import type { DemoPerson } from './people.ts';

const hour = 3_600_000;
const day = 24 * hour;
const [amara, tomas] = clinicians as [DemoPerson, DemoPerson];
const [nadia] = admins as [DemoPerson];
const rosa = patients[0]!;

const templates: [DemoPerson, string, string, boolean, string][] = [
  [
    amara,
    'Reminder of a session',
    'Appointments',
    false,
    'Dear {{patient.name}},\n\nwe see each other on {{day}} at {{time}}. If you cannot come, a few words here are enough.\n\n{{clinician.name}}',
  ],
  [
    amara,
    'After a missed session',
    'Appointments',
    false,
    'Dear {{patient.name}},\n\nwe missed you today, and I would like to know how you are. Shall we find another time?\n\n{{clinician.name}}',
  ],
  [
    amara,
    'How the exercise went',
    'Between sessions',
    false,
    'Dear {{patient.name}},\n\nhow did the exercise from our last session go? Whatever happened is worth telling, also if it did not work.\n\n{{clinician.name}}',
  ],
  [
    tomas,
    'Before a new medicine',
    'Medication',
    true,
    'Dear {{patient.name}},\n\nyou begin with {{medicine}} on {{date}}. Please write down what you notice, good or bad, and tell me within the first week. With anything that worries you, call the clinic at once.\n\n{{clinician.name}}',
  ],
  [
    nadia,
    'How to reach us',
    'Practice',
    true,
    'Messages are read on working days. When it cannot wait, use “Urgent help” at the top of every page.',
  ],
  [
    rosa,
    'My week',
    'Check-in',
    false,
    'Hello {{clinician.name}},\n\nmy week in short:\n\n- Sleep: {{sleep}}\n- What was hard: {{hard}}\n- What went well: {{good}}',
  ],
];

/** Days ago, and what was thought then. Whoever is missing here is unknown. */
const assessments: [patient: number, daysAgo: number, level: RiskLevel, note: string][] = [
  [1, 9, 'moderate', 'Sleeps little again; no thoughts of self-harm when asked.'],
  [2, 40, 'moderate', 'Low mood since the move; safety plan written together.'],
  [2, 6, 'high', 'More withdrawn. Sister stays with her this week; seen again on Thursday.'],
  [4, 12, 'low', 'Steady for two months, back at work.'],
  [7, 3, 'critical', 'Passive thoughts of suicide, no plan. Crisis team informed, daily contact agreed.'],
];

/** After everybody and their conversations are stored. */
export async function seedWork(deps: Deps, source: Source, now: Date): Promise<void> {
  const as = (person: DemoPerson): Actor => ({
    ...source,
    sessionId: deps.newId(),
    accountId: person.id,
    role: person.role,
    displayName: person.displayName,
    headline: person.headline,
  });
  const ago = (days: number): Deps => ({ ...deps, clock: () => new Date(now.getTime() - days * day) });

  for (const [owner, name, category, shared, body] of templates)
    await createTemplate(ago(30), as(owner), { clientId: `demo-${name}`, name, category, shared, body });
  for (const [patient, daysAgo, level, note] of assessments)
    await assessRisk(ago(daysAgo), as(amara), patients[patient]!.id, { level, note });

  const later = (person: DemoPerson, to: DemoPerson, hours: number, body: string) =>
    scheduleMessage(deps, as(person), {
      to: to.id,
      clientId: `demo-${to.username}`,
      body,
      sendAt: new Date(now.getTime() + hours * hour).toISOString(),
    });
  await later(
    amara,
    patients[1]!,
    20,
    'Good morning Daniel. Today is the day you wanted to call the school. How did it go?',
  );
  await later(amara, patients[4]!, 70, 'Dear Grace, a small reminder of the sleep diary before we meet.');
  await later(rosa, amara, 44, 'My week: I went swimming once, and I will tell you about the meeting on Monday.');

  await seedBroadcast(deps, ago(5), as(nadia));
  await sendMessages(deps, [
    {
      actor: as(patients[6]!),
      to: amara.id,
      clientId: 'demo-worry',
      subject: null,
      body: 'I could not sleep again. I keep thinking that everyone would be better off without me. I have not told anybody else.',
    },
  ]);
}

async function seedBroadcast(deps: Deps, then: Deps, actor: Actor): Promise<void> {
  const { broadcast } = await createBroadcast(
    then,
    actor,
    { name: 'patients', chosen: null },
    {
      clientId: 'demo-broadcast',
      subject: 'The practice is closed on Friday',
      body: 'The whole team is at a training day on Friday, so messages are read again on Monday. Urgent help is at the top of every page at any time.',
      urgent: false,
    },
  );
  await deliverBroadcast(then, broadcast.id);
  const notYet = patients.filter((_, index) => index % 5 === 4).map((person) => person.id);
  await deps.db.transact((tx) => readBroadcastForDemo(tx, broadcast.id, notYet));
}
