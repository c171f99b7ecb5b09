// Plain words as one text that answers each question once, however often it is asked: every question reads all of it, and
// a message of one sentence repeated a thousand times must cost no more than another of its length.
import type { Word } from './normalise.ts';

export class PlainText {
  readonly text: string;
  readonly #answers = new Map<RegExp, boolean>();

  constructor(text: string) {
    this.text = text;
  }

  has(pattern: RegExp): boolean {
    let answer = this.#answers.get(pattern);
    if (answer === undefined) this.#answers.set(pattern, (answer = pattern.test(this.text)));
    return answer;
  }
}

export class Sentence extends PlainText {
  readonly #words: readonly Word[];
  /** Where each word begins in the plain text. */
  readonly #starts: readonly number[];
  readonly #last = new Map<RegExp, number>();

  constructor(words: readonly Word[]) {
    super(words.map((word) => word.text).join(' '));
    this.#words = words;
    let at = 0;
    this.#starts = words.map((word) => {
      const start = at;
      at += word.text.length + 1;
      return start;
    });
  }

  /** Where a stretch of the plain text stands in the original. */
  placeOf(index: number, length: number): { from: number; to: number } {
    return { from: this.#words[this.#wordAt(index)]!.from, to: this.#words[this.#wordAt(index + length - 1)]!.to };
  }

  /** The last `count` words before a place, as they stand in the plain text. */
  before(index: number, count: number): string {
    const first = Math.max(0, this.#wordAt(index - 1) - count + 1);
    return this.text.slice(this.#starts[first], index);
  }

  /** Whether a global pattern is found at or after a place. */
  hasAfter(pattern: RegExp, index: number): boolean {
    let last = this.#last.get(pattern);
    if (last === undefined) {
      last = -1;
      for (const match of matchesOf(pattern, this.text)) last = match.index;
      this.#last.set(pattern, last);
    }
    return last >= index;
  }

  #wordAt(index: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Of a global pattern that never matches nothing; as `matchAll`, which would make a copy of the pattern for each of thousands of sentences. */
export function* matchesOf(pattern: RegExp, text: string): Generator<RegExpExecArray> {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) yield match;
}
