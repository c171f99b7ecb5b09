// The part of a text that shows why it was found. Pure.

export interface Piece {
  text: string;
  hit: boolean;
}

const lead = 60;
const length = 220;

/** Pieces around the first place that matches, with `…` where the text goes on. */
export function excerpt(text: string, ranges: readonly (readonly [number, number])[]): Piece[] {
  const first = ranges[0]?.[0] ?? 0;
  const from = first <= lead ? 0 : nextWord(text, first - lead, first);
  const to = Math.min(text.length, Math.max(from + length, ranges[0]?.[1] ?? 0));
  const pieces: Piece[] = [];
  const add = (start: number, end: number, hit: boolean) => {
    if (start < end) pieces.push({ text: hit ? text.slice(start, end) : plain(text.slice(start, end)), hit });
  };
  let at = from;
  for (const [start, end] of ranges) {
    if (start >= to) break;
    add(at, start, false);
    add(Math.max(at, start), Math.min(end, to), true);
    at = end;
  }
  add(at, to, false);
  if (from > 0) pieces.unshift({ text: '… ', hit: false });
  if (to < text.length) pieces.push({ text: ' …', hit: false });
  return pieces;
}

/** No word is cut at its beginning. */
function nextWord(text: string, from: number, limit: number): number {
  const space = text.slice(from, limit).search(/\s/);
  return space < 0 ? limit : from + space + 1;
}

const plain = (text: string) => text.replace(/\*\*|__/g, '');
