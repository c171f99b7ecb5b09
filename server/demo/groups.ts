// The groups of the demo clinic: who is in them, who is invited, and what was said there.
import { admins, clinicians, patients } from './people.ts';
import type { DemoPerson } from './people.ts';

const [amara, tomas, helen] = clinicians as [DemoPerson, DemoPerson, DemoPerson];
const [nadia] = admins as [DemoPerson];
const [rosa, daniel, meiLin, , grace, oliver] = patients as [
  DemoPerson,
  DemoPerson,
  DemoPerson,
  DemoPerson,
  DemoPerson,
  DemoPerson,
];

export interface DemoGroup {
  readonly subject: string;
  readonly maker: DemoPerson;
  /** Clinicians and admins that were in it from the start. */
  readonly staff: readonly DemoPerson[];
  /** Patients who accepted, in this order. */
  readonly joined: readonly DemoPerson[];
  readonly invited: readonly DemoPerson[];
  readonly madeDaysAgo: number;
  readonly lines: readonly { readonly daysAgo: number; readonly from: DemoPerson; readonly body: string }[];
  /** How many of the newest messages nobody has read yet. */
  readonly unread: number;
}

const line = (daysAgo: number, from: DemoPerson, body: string) => ({ daysAgo, from, body });

export const demoGroups: readonly DemoGroup[] = [
  {
    subject: 'Tuesday evening group',
    maker: amara,
    staff: [helen],
    joined: [daniel, meiLin, grace, oliver],
    invited: [rosa],
    madeDaysAgo: 24,
    lines: [
      line(
        21,
        amara,
        'Welcome, everybody. We meet on Tuesdays at six, in the green room. What is said here stays here.',
      ),
      line(20.8, daniel, 'Thank you. I was nervous about saying yes, so hello from me.'),
      line(20.6, grace, 'Hello Daniel. Nervous as well, if that helps.'),
      line(
        14.9,
        helen,
        'For those who asked: the breathing exercise from last night was four in, six out, for five minutes.',
      ),
      line(14.5, meiLin, 'Tried it on the bus. The bus was still late but I minded less.'),
      line(7.9, oliver, 'Sorry I missed yesterday. I had a cold, nothing else.'),
      line(7.7, amara, 'Good to know, Oliver, rest well. You are expected next week and nothing has to be caught up.'),
      line(0.9, grace, 'I walked to the river this morning, as I said I would. It was cold and I am glad I went.'),
    ],
    unread: 1,
  },
  {
    subject: 'Planning my return to work',
    maker: rosa,
    staff: [amara, tomas],
    joined: [],
    invited: [],
    madeDaysAgo: 9,
    lines: [
      line(8.9, rosa, 'I would like both of you to see this: my manager offers three mornings a week from next month.'),
      line(8.6, amara, 'That sounds like a kind start. What does the part of you that is worried say about it?'),
      line(8.5, rosa, 'That I will be tired and they will be disappointed.'),
      line(
        7.8,
        tomas,
        'The tiredness in the mornings should ease once we move the tablet to the evening. Let us look at it together on Friday.',
      ),
      line(7.6, rosa, 'Friday works. Thank you, both.'),
    ],
    unread: 0,
  },
  {
    subject: 'Case round',
    maker: helen,
    staff: [amara, tomas, nadia],
    joined: [],
    invited: [],
    madeDaysAgo: 40,
    lines: [
      line(39.8, helen, 'I have made this for what we do not get to on Mondays.'),
      line(18.7, tomas, 'Could we start ten minutes earlier next week? I have a clinic at ten.'),
      line(18.6, nadia, 'The large room is free from half past eight, I have booked it.'),
      line(2.8, amara, 'I will bring the question of how long a waiting list is still honest.'),
    ],
    unread: 0,
  },
];
