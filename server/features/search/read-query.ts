// What somebody typed, read as words, phrases and signs.
import type { SearchTokens, Token } from '../../vault/search-tokens.ts';
import { fold, isStopWord, stem, wordsOf } from '../../vault/words.ts';

export interface Term {
  readonly folded: string;
  readonly stem: string;
  /** The last word may be the beginning of another. */
  readonly begins: boolean;
}

export interface Query {
  readonly terms: readonly Term[];
  /** Folded words that stand beside each other. */
  readonly phrases: readonly (readonly string[])[];
  /** Folded texts that occur to the letter. */
  readonly literals: readonly string[];
}

const quoted = /["“”]([^"“”]*)["“”]/g;
/** What people search for as itself; other punctuation only separates words. */
const sign = /[\p{S}%_\\*@#&/]/u;
const around = /^[([{'‘]+|[)\]}'’.,;:!?]+$/g;

/** Each thing once. Text without any word or sign is looked for as it is. Stop words count only where there is nothing else. */
export function readQuery(typed: string): Query {
  const phrases: string[][] = [];
  const literals: string[] = [];
  const keepSigns = (text: string) => {
    if (sign.test(text)) literals.push(fold(text));
  };
  const loose = typed.replace(quoted, (_, phrase: string) => {
    const words = wordsOf(phrase).map((word) => word.folded);
    if (words.length > 0) phrases.push(words);
    keepSigns(phrase.trim());
    return ' ';
  });
  for (const piece of loose.split(/\s+/)) keepSigns(piece.replace(around, ''));
  const terms = wordsOf(loose).map(({ folded, end }) => ({
    folded,
    stem: stem(folded),
    begins: end === loose.length,
  }));
  const telling = terms.filter((term) => !isStopWord(term.folded));
  const others = phrases.length + literals.length;
  if (terms.length + others === 0) literals.push(fold(typed));
  return {
    terms: unique(telling.length + others > 0 ? telling : terms, ({ folded, begins }) => `${folded} ${begins}`),
    phrases: unique(phrases, (words) => words.join(' ')),
    literals: unique(literals.filter(Boolean), (literal) => literal),
  };
}

const unique = <T>(things: readonly T[], keyOf: (thing: T) => string): T[] => [
  ...new Map(things.map((thing) => [keyOf(thing), thing])).values(),
];

export interface Sought {
  /** Every message that matches has all of these … */
  readonly all: readonly Token[];
  /** … and at least one of these, unless there are none. */
  readonly any: readonly Token[];
}

/** Tokens that no match lacks. Both lists are empty when only opening every message can tell. */
export function soughtTokens(tokens: SearchTokens, { terms, phrases }: Query): Sought {
  const whole = [...terms.filter((term) => !term.begins).map((term) => term.folded), ...phrases.flat()];
  const beginning = terms.find((term) => term.begins && !isStopWord(term.folded));
  const prefix = beginning && tokens.ofPrefix(beginning.folded);
  return {
    all: [...new Set(whole)].filter((word) => !isStopWord(word)).map((word) => tokens.ofWord(word)),
    any: prefix ? [prefix, tokens.ofWord(beginning.folded)] : [],
  };
}
