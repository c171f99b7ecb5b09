// Whether words of a message suggest immediate risk, and which. Pure: the same in the writer's page and on the server.
// It would rather say too much than too little: see docs/decisions/0010-crisis-words.md. No match means nothing at all.
import type { CrisisEntry } from './entry.ts';
import { crisisList, listVersion } from './list.ts';
import { sentencesOf } from './normalise.ts';
import type { Word } from './normalise.ts';

/** What a clinic changed in the built-in list. */
export interface CrisisEdits {
  /** How many times the clinic has changed it; 0 for the list as it came. */
  readonly number: number;
  /** Words or phrases, found in any spelling that normalise.ts brings to the same words. */
  readonly additions: readonly string[];
  /** Ids of entries that do not count here. */
  readonly removals: readonly string[];
}
export const noEdits: CrisisEdits = { number: 0, additions: [], removals: [] };

export const versionOf = (edits: CrisisEdits): string =>
  edits.number === 0 ? listVersion : `${listVersion}+${edits.number}`;

export interface CrisisMatch {
  /** Of the entries that matched; `addition` for the clinic's own. */
  readonly ids: readonly string[];
  /** As they stand in the message, in order, at most ten. */
  readonly words: readonly string[];
  readonly version: string;
}

export type CrisisMatcher = (text: string) => CrisisMatch | null;

const mostWords = 10;

/** Compiles the list: some 5 ms, once. A message of 10,000 characters then takes some milliseconds. */
export function createMatcher(edits: CrisisEdits = noEdits): CrisisMatcher {
  const removed = new Set(edits.removals);
  const entries = crisisList.filter((entry) => !removed.has(entry.id)).map(compile);
  const added = edits.additions
    .map((phrase) =>
      sentencesOf(phrase)
        .flat()
        .map((word) => word.text)
        .join(' '),
    )
    .filter((phrase) => phrase !== '')
    .map((phrase) => whole(phrase.replace(/[^\p{L}\p{N} ]/gu, String.raw`\$&`)));
  const version = versionOf(edits);

  return (text) => {
    const found: { id: string; from: number; to: number }[] = [];
    const sentences = sentencesOf(text).map((words) => new Sentence(words));
    const message = sentences.map((sentence) => sentence.text).join(' ');
    for (const sentence of sentences) {
      for (const { entry, pattern, unless, beside } of entries) {
        if (beside?.test(message)) continue;
        for (const match of sentence.text.matchAll(pattern)) {
          const place = {
            before: sentence.text.slice(0, match.index),
            after: sentence.text.slice(match.index + match[0].length),
          };
          if (unless(place) || isLeftOut(entry, sentence.text, place, message)) continue;
          found.push({ id: entry.id, ...sentence.placeOf(match.index, match[0].length) });
        }
      }
      for (const pattern of added) {
        for (const match of sentence.text.matchAll(pattern))
          found.push({ id: 'addition', ...sentence.placeOf(match.index, match[0].length) });
      }
    }
    if (found.length === 0) return null;
    return { ids: [...new Set(found.map((one) => one.id))], words: wordsOf(text, found), version };
  };
}

class Sentence {
  readonly text: string;
  readonly #words: readonly Word[];
  readonly #starts: number[] = [];

  constructor(words: readonly Word[]) {
    this.#words = words;
    let at = 0;
    for (const word of words) {
      this.#starts.push(at);
      at += word.text.length + 1;
    }
    this.text = words.map((word) => word.text).join(' ');
  }

  /** Where a stretch of the plain text stands in the original. */
  placeOf(index: number, length: number): { from: number; to: number } {
    const first = this.#starts.findLastIndex((start) => start <= index);
    const last = this.#starts.findLastIndex((start) => start < index + length);
    return { from: this.#words[first]!.from, to: this.#words[last]!.to };
  }
}

/** The stretches as they were written; those that overlap become one. */
function wordsOf(text: string, found: readonly { from: number; to: number }[]): string[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of found.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = merged.at(-1);
    if (last && from < last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  const words = merged.map(({ from, to }) => text.slice(from, to).replace(/\s+/g, ' '));
  return [...new Set(words)].slice(0, mostWords);
}

const whole = (pattern: string) => new RegExp(`(?<=^| )(?:${pattern})(?= |$)`, 'gu');

interface Place {
  readonly before: string;
  readonly after: string;
}

function compile(entry: CrisisEntry) {
  const next = entry.unlessNext && new RegExp(`^ (?:${entry.unlessNext})(?= |$)`, 'u');
  const prior = entry.unlessPrior && new RegExp(`(?<=^| )(?:${entry.unlessPrior}) $`, 'u');
  return {
    entry,
    beside: entry.unlessBeside ? new RegExp(`\\b(?:${entry.unlessBeside})\\b`, 'u') : null,
    pattern: whole(entry.patterns.join('|')),
    unless: ({ before, after }: Place) => Boolean((next && next.test(after)) || (prior && prior.test(before))),
  };
}

function isLeftOut(entry: CrisisEntry, sentence: string, place: Place, message: string): boolean {
  if (entry.subject && subjects.test(sentence) && !about.test(sentence)) return true;
  if (entry.past && longAgo.test(sentence) && !present.test(place.before) && !comesBack.test(message)) return true;
  return entry.says !== 'no' && isDenied(place, message);
}

// A film, an essay, a training: unless the writer says what it does to them.
const subjects =
  /\b(?:films?|movies?|books?|novels?|series|tv|episodes?|songs?|lyrics|documentar(?:y|ies)|podcasts?|essays?|lectures?|modules?|training|articles?|newspaper|the news|headlines?|characters?|games?|assignments?|dissertation|stud(?:y|ies|ying)|research|leaflets?|polic(?:y|ies)|awareness|prevention|fundrais\w+|charity|volunteer\w*|statistics|courses?|seminars?|exams?|poems?|netflix|workshops?|conference|campaign|first aid|presentation|thesis|authors?|director|bbc|storylines?|plots?|soap|webinars?|raising money|musical)\b/u;
const about =
  /\b(?:i (?:want|wanted|feel|felt|am thinking|think|keep|might|could|will|am going|need|wish|should|have been thinking|can not)|makes? me|made me|trigger\w*|me want|my (?:own|life|arms?|wrists?)|myself|to do it)\b/u;

const longAgo =
  /\b(?:years? ago|decades? ago|a decade|a long time ago|when (?:i|he|she|they|we) (?:was|were) (?:a|an|in|at|younger|little|small|only|about|around|just|\d+|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty\w*|my|still at)|as a (?:child|kid|teen|teenager|student|young\w*)|(?:in|since|back in|around) (?:19|20)\d\d|back then|used to|in the past|in my (?:teens|twenties|thirties|early|late|youth|childhood|\d0s)|growing up|(?:have|has) a history of|anniversary|(?:years?|decade) since|(?:months|years?) (?:clean|free|sober)|since i last|for years now i have not|before i was born)\b/u;
const comesBack =
  /\b(?:again|still|lately|these days|recently|back (?:to|there|again|now)|(?:come|coming|came|creeping|are) back|return\w*|last night|tonight|this (?:week|morning)|right now)\b/u;

const present =
  /\b(?:am|feel|feeling|think about|thinking about|thinking of|thoughts of|want to|make me|makes me|making me)(?: \w+){0,2} $/u;

// "not suicidal", "no thoughts of", "would never": only when nothing but such small words stands in between.
const small =
  '(?:am|is|are|be|been|being|feel|feeling|felt|feels|have|has|had|having|get|got|getting|going|to|want|wants|wanting|wanted|any|a|an|the|my|actually|really|even|ever|think|thinking|thought|thoughts|about|of|at|all|currently|actively|planning|plan|plans|intention|intentions|intend|intending|urge|urges|in|it|do|doing|try|trying|tried|would|will|anything|or|desire|experienced|experiencing|recent|active|new|single|attempted|considered|considering|once|feelings|ideation|further|very|particularly|remotely|engage|engaged|wish|with|hurt|hurting|harm|harming|myself|self|kill|suicidal|nor|dark|suicide)';
const denial = new RegExp(
  `(?:^| )(?:not|never|no longer|no more|no(?! (?:i|he|she|they|we|you|one|matter|idea|way|doubt|point|reason|hope))|without|nothing|none|zero|den(?:y|ies|ied|ying)|stopped|quit|free (?:of|from)|clean (?:of|from)|instead of|rather than|nor|neither|glad i did not|safe from)(?: ${small}){0,5} $`,
  'u',
);
const wanting = /(?:^| )not(?: (?!going|thinking|feeling)\w+)? (?:want|wish|wanting)\b[^,]*$/u;
const turn = /\b(?:but|though|although|except|unless|until|yet|however|or else)\b/u;
// Who says "I do not want to die" beside one of these is asking for help, not reporting that all is well.
const distress =
  /\b(?:but|just|only|though|although|scared|afraid|frightened|help|stop|pain|hurting|it hurts|tired|exhausted|cope|keep|sometimes|part of|if|end|anymore|think|thinking|thoughts?|urges?|voices?|struggl\w*|desperate|why|lonely|alone|might|can not)\b/u;
const settled =
  /^ (?:\w+ )?(?:(?:are|is|have|has)(?: \w+)? (?:gone|stopped|disappeared|settled|eased|faded|passed|under control)|(?:went|have gone) away)\b/u;
const stronger = /^ (?:more|this much|so much|so bad\w*|worse|this bad\w*|harder)\b/u;

function isDenied({ before, after }: Place, message: string): boolean {
  const near = before.split(' ').slice(-9).join(' ');
  if (settled.test(after)) return true;
  if (!denial.test(near) || stronger.test(after)) return false;
  return wanting.test(near) ? !distress.test(message) : !turn.test(after);
}
