// Turns the texts of the demo into conversations with moments: who wrote what when, and when the other one read it.
import type { Chance } from './chance.ts';
import { careExchanges, colleagueExchanges, deskExchanges, openAnswers, openQuestions } from './exchanges.ts';
import { admins, clinicians, links, patients } from './people.ts';
import type { DemoLink, DemoPerson } from './people.ts';

export interface DemoMessage {
  readonly from: DemoPerson;
  readonly subject: string | null;
  readonly body: string;
  readonly sentAt: Date;
  deliveredAt: Date | null;
  readAt: Date | null;
}

export interface History {
  readonly one: DemoPerson;
  readonly other: DemoPerson;
  readonly messages: readonly DemoMessage[];
  readonly archivedBy: readonly DemoPerson[];
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const exchangesEach = 10;

type Speakers = Readonly<Record<string, DemoPerson>>;

export function makeHistories(chance: Chance, now: Date): History[] {
  const withPatients = links
    .filter((link) => link.now !== 'nothing-written')
    .map((link) => careHistory(chance, now, link));
  const [amara, tomas, helen] = clinicians as [DemoPerson, DemoPerson, DemoPerson];
  const [cover, supervision, group] = exchangesIn(colleagueExchanges) as [string, string, string];
  const [address, privacy] = exchangesIn(deskExchanges) as [string, string];
  const others: [string[], Speakers][] = [
    [[supervision, cover], { a: amara, b: tomas }],
    [[group], { a: helen, b: amara }],
    [[address], { p: patients[4]!, a: admins[1]! }],
    [[privacy], { p: patients[17]!, a: admins[1]! }],
  ];
  return [
    ...withPatients,
    ...others.map(([exchanges, speakers]) => {
      const [one, other] = Object.values(speakers) as [DemoPerson, DemoPerson];
      const end = byDay(now.getTime() - chance.between(2, 9) * day);
      return { one, other, messages: settle(chance, talk(chance, end, exchanges, speakers)), archivedBy: [] };
    }),
  ];
}

function careHistory(chance: Chance, now: Date, { patient, clinician, state, now: standing }: DemoLink): History {
  const colleague = clinicians.find((other) => other !== clinician)!;
  const speakers = { p: patient, c: clinician, o: colleague };
  const ended = state === 'ended' ? 45 * day : 0;
  const end = byDay(now.getTime() - ended - chance.between(3, 10) * day);
  const chosen = chance.shuffled(exchangesIn(careExchanges)).slice(0, exchangesEach);
  const messages = settle(chance, talk(chance, end, chosen, speakers));
  const archivedBy = ended ? [patient] : [];
  if (standing === 'settled') return { one: patient, other: clinician, messages, archivedBy };
  const byClinician = standing === 'unread-by-patient' || standing === 'undelivered';
  const last = chance.pick(exchangesIn(byClinician ? openAnswers : openQuestions));
  const open = talk(chance, byDay(now.getTime() - chance.between(0.2, 40) * hour), [last], speakers);
  for (const message of open) {
    if (standing !== 'undelivered') message.deliveredAt = new Date(message.sentAt.getTime() + 2_000);
    if (standing === 'unanswered') message.readAt = new Date(message.sentAt.getTime() + chance.between(2, 10) * minute);
  }
  return { one: patient, other: clinician, messages: [...messages, ...open], archivedBy };
}

const exchangesIn = (text: string) => text.trim().split('\n\n');

/** Exchanges a week or two apart, the last one ending at `end`. */
function talk(chance: Chance, end: number, exchanges: readonly string[], speakers: Speakers): DemoMessage[] {
  const messages: DemoMessage[] = [];
  let until = end;
  for (const exchange of exchanges.toReversed()) {
    const lines = exchange.split('\n');
    const subject = lines[0]!.startsWith('# ') ? lines.shift()!.slice(2) : null;
    let at = until;
    for (const [index, line] of [...lines.entries()].toReversed()) {
      const body = spoken(chance, line.slice(2), speakers);
      const { [line[0]!]: from } = speakers;
      messages.unshift({
        from: from!,
        subject: index === 0 ? subject : null,
        body,
        sentAt: new Date(at),
        deliveredAt: null,
        readAt: null,
      });
      at = byDay(at - (chance.between(0, 1) < 0.75 ? chance.between(8, 200) * minute : chance.between(18, 30) * hour));
    }
    until = byDay(at - chance.between(6, 14) * day);
  }
  return messages;
}

/** Nobody writes between nine in the evening and seven in the morning. */
function byDay(at: number): number {
  const hourOfDay = new Date(at).getUTCHours();
  if (hourOfDay >= 7 && hourOfDay < 21) return at;
  return at - (hourOfDay < 7 ? hourOfDay + 5 : 4) * hour;
}

function spoken(chance: Chance, line: string, speakers: Speakers): string {
  return line
    .replaceAll(/\[([^\]]+)\]/g, (_, choices: string) => chance.pick(choices.split('|')))
    .replaceAll(/\{(\w)\}/g, (_, letter: string) => calledBy(speakers[letter]!));
}

const calledBy = ({ displayName, role }: DemoPerson) =>
  role === 'patient'
    ? displayName.split(' ')[0]!
    : displayName.startsWith('Dr ')
      ? `Dr ${displayName.split(' ').at(-1)}`
      : displayName.split(' ')[0]!;

/** Everything was delivered and read, each message before its reader wrote again. */
function settle(chance: Chance, messages: DemoMessage[]): DemoMessage[] {
  for (const [index, message] of messages.entries()) {
    const reply = messages.slice(index + 1).find((later) => later.from !== message.from);
    const sent = message.sentAt.getTime();
    const latest = reply ? reply.sentAt.getTime() - minute : sent + 6 * hour;
    const read = Math.min(sent + chance.between(1, 180) * minute, latest);
    message.readAt = new Date(read);
    message.deliveredAt = new Date(Math.min(sent + chance.between(1, 40) * 1_000, read));
  }
  return messages;
}
