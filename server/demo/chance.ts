// Chance that falls the same way every time, so that every demo clinic is the same clinic.

export interface Chance {
  /** From `low` up to, not including, `high`. */
  between(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
  shuffled<T>(items: readonly T[]): T[];
}

/** mulberry32 */
export function chanceFrom(seed: number): Chance {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number) => low + next() * (high - low);
  return {
    between,
    pick: (items) => items[Math.floor(between(0, items.length))]!,
    shuffled(items) {
      const left = [...items];
      return items.map(() => left.splice(Math.floor(between(0, left.length)), 1)[0]!);
    },
  };
}
