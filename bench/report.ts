// What a bench found: printed, and handed to `npm run bench` when that started the program.

type Row = Readonly<Record<string, string | number>>;

export type Finding =
  | { readonly kind: 'table'; readonly title: string; readonly rows: readonly Row[] }
  | {
      readonly kind: 'goal';
      readonly what: string;
      readonly asked: string;
      readonly measured: number;
      readonly met: boolean;
    }
  | { readonly kind: 'remark'; readonly text: string }
  | { readonly kind: 'database'; readonly version: string };

/** Columns in the order of the first row. */
export function table(title: string, rows: readonly Row[]): void {
  console.log(`\n${title}`);
  console.table(rows);
  hand({ kind: 'table', title, rows });
}

/** A figure that is asked for; whether it was reached is said, and fails nothing. */
export function goal(what: string, measured: number, asked: { atLeast: number } | { atMost: number }): void {
  const met = 'atLeast' in asked ? measured >= asked.atLeast : measured <= asked.atMost;
  const words = 'atLeast' in asked ? `at least ${asked.atLeast}` : `at most ${asked.atMost}`;
  console.log(`${what}: ${measured}, ${words} is asked: ${met ? 'reached' : 'missed'}`);
  hand({ kind: 'goal', what, asked: words, measured, met });
}

/** What somebody who reads the tables has to know. */
export function remark(text: string): void {
  console.log(text);
  hand({ kind: 'remark', text });
}

export const databaseIs = (version: string) => hand({ kind: 'database', version });

function hand(finding: Finding): void {
  process.send?.(finding);
}
