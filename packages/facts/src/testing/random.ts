/** A number in [0, 1), the same sequence for the same seed. */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const below = (random: Random, limit: number): number => Math.floor(random() * limit);
export const pick = <T>(random: Random, items: readonly T[]): T => items[below(random, items.length)] as T;

/** The same rows in another order, some of them twice. */
export function shuffled<Row>(random: Random, rows: readonly Row[], repeated = 0.1): Row[] {
  return [...rows, ...rows.filter(() => random() < repeated)]
    .map((row) => [random(), row] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, row]) => row);
}
