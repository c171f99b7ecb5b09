// Whether words of a message suggest immediate risk, and which. Pure: the same in the writer's page and on the server.
// It would rather say too much than too little: see docs/decisions/0010-crisis-words.md. No match means nothing at all.
import type { CrisisEntry } from './entry.ts';
import { crisisList, listVersion } from './list.ts';
import { isLeftOut, placeOf } from './left-out.ts';
import type { Place } from './left-out.ts';
import { sentencesOf } from './normalise.ts';
import { PlainText, Sentence, matchesOf } from './sentence.ts';

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

/** Compiles the list: some 5 ms, once. A message of 10,000 characters then takes some milliseconds, and 25 at the very worst. */
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
    const message = new PlainText(sentences.map((sentence) => sentence.text).join(' '));
    for (const sentence of sentences) {
      for (const { entry, pattern, unless, beside } of entries) {
        for (const match of matchesOf(pattern, sentence.text)) {
          if (beside && message.has(beside)) break;
          const place = placeOf(sentence, match);
          if (unless(place) || isLeftOut(entry, place, message)) continue;
          found.push({ id: entry.id, ...sentence.placeOf(match.index, match[0].length) });
        }
      }
      for (const pattern of added) {
        for (const match of matchesOf(pattern, sentence.text))
          found.push({ id: 'addition', ...sentence.placeOf(match.index, match[0].length) });
      }
    }
    if (found.length === 0) return null;
    return { ids: [...new Set(found.map((one) => one.id))], words: wordsOf(text, found), version };
  };
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
