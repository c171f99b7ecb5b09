// Whether an opened message matches a query, and where.
import { fold, stem, wordsOf } from '../../vault/words.ts';
import type { Word } from '../../vault/words.ts';
import type { Query, Term } from './read-query.ts';

/** `[start, end)` in UTF-16 units. */
export type Range = [start: number, end: number];

/** More of them in one text help nobody to find the place. */
const mostRanges = 100;

/**
 * Ranges in each of the texts, the first hundred, or null unless every word, phrase and sign of the query occurs in one of
 * them. Each text is split and folded once, whatever is asked.
 */
export function findMatches(query: Query, texts: readonly string[]): Range[][] | null {
  const read = texts.map((text) => new SearchedText(text));
  const seekers: ((text: SearchedText) => Range[])[] = [
    ...query.literals.map((literal) => (text: SearchedText) => text.placesOfLiteral(literal)),
    ...query.terms.map((term) => (text: SearchedText) => text.placesOfTerm(term)),
    ...query.phrases.map((phrase) => (text: SearchedText) => text.placesOfPhrase(phrase)),
  ];
  const found: Range[][][] = [];
  for (const seek of seekers) {
    const places = read.map(seek);
    if (places.every((ranges) => ranges.length === 0)) return null;
    found.push(places);
  }
  if (found.length === 0) return null;
  return texts.map((_, index) => joined(found.flatMap((places) => places[index]!)).slice(0, mostRanges));
}

const rangeOf = (word: Word): Range => [word.start, word.end];

class SearchedText {
  readonly #text: string;
  #words: Word[] | undefined;
  #forms: Map<string, Word[]> | undefined;
  #folded: Folded | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  placesOfTerm({ folded, stem: wanted, begins }: Term): Range[] {
    this.#forms ??= Map.groupBy(this.#allWords(), (word) => stem(word.folded));
    const forms = this.#forms.get(wanted) ?? [];
    const longer = begins ? this.#allWords().filter((word) => word.folded.startsWith(folded)) : [];
    return [...forms, ...longer].map(rangeOf);
  }

  placesOfPhrase(phrase: readonly string[]): Range[] {
    const words = this.#allWords();
    return words.flatMap((first, index) =>
      phrase.every((word, offset) => words[index + offset]?.folded === word)
        ? [[first.start, words[index + phrase.length - 1]!.end] satisfies Range]
        : [],
    );
  }

  placesOfLiteral(literal: string): Range[] {
    const { text, starts, ends } = (this.#folded ??= foldWithPlaces(this.#text));
    const places: Range[] = [];
    for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length))
      places.push([starts[at]!, ends[at + literal.length - 1]!]);
    return places;
  }

  #allWords(): readonly Word[] {
    return (this.#words ??= wordsOf(this.#text));
  }
}

interface Folded {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** A character may fold to several or to none: each unit of the folded text knows the character it came from. */
function foldWithPlaces(original: string): Folded {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = '';
  for (const { 0: character, index } of original.matchAll(/./gsu)) {
    text += fold(character);
    while (starts.length < text.length) {
      starts.push(index);
      ends.push(index + character.length);
    }
  }
  return { text, starts, ends };
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
