// What an entry of the crisis list is. Patterns are written over the plain words of normalise.ts (lower case, no
// apostrophes, "dont" as "do not"); how a match is judged is in match.ts.
import type { ListSource } from './sources.ts';

export interface CrisisEntry {
  readonly id: string;
  readonly source: ListSource;
  /** What it is about, for those who edit the list. */
  readonly example: string;
  /** Regular expressions over plain words; whole words at both ends. */
  readonly patterns: readonly string[];
  /** A pattern of the words right after a match that make it an idiom or an accident. */
  readonly unlessNext?: string;
  /** The same, of the words right before. */
  readonly unlessPrior?: string;
  /** Words anywhere in the message that make it something else. */
  readonly unlessBeside?: string;
  /** Also spoken about as a subject: left out beside words such as film, essay or policy. */
  readonly subject?: true;
  /** The pattern itself says no ("do not want to live"): a "not" before it does not undo it. */
  readonly says?: 'no';
  /** Something that happened: left out when it is long ago. */
  readonly past?: true;
}
