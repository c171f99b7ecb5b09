// The words of a text as search sees them: folded, stemmed, and where they stand.
import { stem as stemEnglish } from 'porter2';

export interface Word {
  /** Without accents and case: what is compared, and what tokens are made of. */
  readonly folded: string;
  /** Place in the text, `[start, end)` in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

// Naming the plain letters first makes it three times as fast.
const spaced = /(?:[a-zA-Z0-9]|[\p{L}\p{N}])(?:[a-zA-Z0-9]|[\p{L}\p{N}\p{M}]|['’](?=\p{L}))*/gu;
// Where words are written without spaces, each character counts as one.
const unspaced = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]`;
const hasUnspaced = new RegExp(unspaced, 'v');
const either = new RegExp(
  String.raw`${unspaced}\p{M}*|[[\p{L}\p{N}]--${unspaced}](?:[[\p{L}\p{N}\p{M}]--${unspaced}]|['’](?=\p{L}))*`,
  'gv',
);

export const wordsOf = (text: string): Word[] =>
  Array.from(text.matchAll(hasUnspaced.test(text) ? either : spaced), ({ 0: written, index }) => ({
    folded: foldWord(written),
    start: index,
    end: index + written.length,
  }));

const foldWord = (written: string) =>
  /['’]/.test(written)
    ? fold(written)
        .replace(/['’]s$/, '')
        .replace(/['’]/g, '')
    : fold(written);

// eslint-disable-next-line no-control-regex
const ascii = /^[\x00-\x7f]*$/;
// Of Latin, Greek and Cyrillic, Arabic and Hebrew; in other scripts a mark makes another word.
const accents = /[\u0300-\u036f\u064b-\u065f\u0591-\u05c7]/g;
const undivided: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ς: 'σ',
};

/** Lower case without accents. Folding a text is the same as folding its characters one by one. */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(accents, '')
    .toUpperCase()
    .toLowerCase()
    .replace(/[øłđðþæœς]/g, (letter) => undivided[letter]!);
}

/** What the forms of an English word have in common (Porter 2); any other word as it is. */
export const stem = (folded: string): string => (/^[a-z]+$/.test(folded) ? stemEnglish(folded) : folded);

// Only words that say nothing: what people write about themselves ("no", "not", "alone", "down") has to be found.
const stopWords = new Set(
  (
    'a an the and or but if of at by for with to from in on as so is am are was were be been do did does have has had ' +
    'i me my we us our you your he him his she her it its they them their this that these those there'
  ).split(' '),
);

export const isStopWord = (folded: string): boolean => stopWords.has(folded);
