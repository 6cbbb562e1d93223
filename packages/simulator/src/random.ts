/** A stream of random numbers that follows from its seed alone, and the draws that the simulation needs. Not for secrets. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** An integer in [least, most]. */
  integer(least: number, most: number): number;
  chance(probability: number): boolean;
  /** Throws a RangeError on an empty list. */
  pick<T>(items: readonly T[]): T;
  /** Picks by weight; the weights need not add up to 1. */
  weighted<T>(choices: readonly (readonly [item: T, weight: number])[]): T;
  /** Waiting times without memory: most are shorter than the mean, a few far longer. */
  exponential(mean: number): number;
}

/** Equal parts give equal streams; streams of different parts are unrelated. */
export function randomFrom(...parts: readonly (string | number)[]): Random {
  let state = hash(parts.join("\u0000"));
  /** Mulberry32 (Tommy Ettinger, public domain). */
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    integer: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => at(items, Math.floor(next() * items.length)),
    weighted: (choices) => {
      const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
      let left = next() * total;
      const index = choices.findIndex(([, weight]) => (left -= weight) < 0);
      return at(choices, index === -1 ? choices.length - 1 : index)[0];
    },
    exponential: (mean) => -mean * Math.log(1 - next()),
  };
}

function at<T>(items: readonly T[], index: number): T {
  if (index < 0 || index >= items.length) throw new RangeError("nothing to pick from");
  return items[index] as T;
}

/** FNV-1a with a final mix, so that seeds which differ in one digit give unrelated streams. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text, "utf8")) value = Math.imul(value ^ byte, 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return value ^ (value >>> 13);
}
