// Whether an opened message matches a query, and where.
import { fold, stem, wordsOf } from '../../vault/words.ts';
import type { Word } from '../../vault/words.ts';
import type { Query, Term } from './read-query.ts';

/** `[start, end)` in UTF-16 units. */
export type Range = [start: number, end: number];

/** Ranges in each of the texts, or null unless every word, phrase and sign of the query occurs in one of them. */
export function findMatches(query: Query, texts: readonly string[]): Range[][] | null {
  const found = texts.map((text) => placesIn(text, query));
  const wanted = found[0]?.length ?? 0;
  const all = Array.from({ length: wanted }, (_, index) => found.some((places) => places[index]!.length > 0));
  return wanted > 0 && all.every(Boolean) ? found.map((places) => joined(places.flat())) : null;
}

/** For each thing the query asks for, in the same order for every text, where it is. */
function placesIn(text: string, { terms, phrases, literals }: Query): Range[][] {
  const words = wordsOf(text).map((word) => ({ ...word, stem: stem(word.folded) }));
  return [
    ...terms.map((term) => words.filter((word) => isForm(word, term)).map((word): Range => [word.start, word.end])),
    ...phrases.map((phrase) => placesOfPhrase(phrase, words)),
    ...literals.map((literal) => placesOfLiteral(literal, text)),
  ];
}

const isForm = (word: Word & { readonly stem: string }, term: Term) =>
  word.stem === term.stem || (term.begins && word.folded.startsWith(term.folded));

const placesOfPhrase = (phrase: readonly string[], words: readonly Word[]): Range[] =>
  words
    .map((_, index) => words.slice(index, index + phrase.length))
    .filter((run) => run.length === phrase.length && run.every((word, index) => word.folded === phrase[index]))
    .map((run): Range => [run[0]!.start, run.at(-1)!.end]);

function placesOfLiteral(literal: string, text: string): Range[] {
  // A character may fold to several or to none: each unit of the folded text knows the character it came from.
  const starts: number[] = [];
  const ends: number[] = [];
  let folded = '';
  for (const { 0: character, index } of text.matchAll(/./gsu)) {
    folded += fold(character);
    while (starts.length < folded.length) {
      starts.push(index);
      ends.push(index + character.length);
    }
  }
  const places: Range[] = [];
  for (let at = folded.indexOf(literal); at >= 0; at = folded.indexOf(literal, at + literal.length))
    places.push([starts[at]!, ends[at + literal.length - 1]!]);
  return places;
}

/** In order, and what overlaps made one. */
function joined(ranges: readonly Range[]): Range[] {
  const apart: Range[] = [];
  for (const [start, end] of ranges.toSorted((one, other) => one[0] - other[0])) {
    const last = apart.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else apart.push([start, end]);
  }
  return apart;
}
