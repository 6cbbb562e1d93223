import type { Digest } from "./digest.ts";

const slotsAtFirst = 4;
/** Of the array object and its backing store. */
const overheadBytes = 96;

/**
 * A hash table from digest to a few numbers, in one array of numbers: 8 bytes a number and no object per entry, because a worker
 * holds the identities and messages of some hundred thousand live entities. Open addressing; nothing is ever removed.
 * A slot is [high, low, ...fields]; high 0 = empty.
 */
export class DigestTable {
  readonly #stride: number;
  #cells: Float64Array;
  #size = 0;

  constructor(fields: number) {
    this.#stride = fields + 2;
    this.#cells = new Float64Array(slotsAtFirst * this.#stride);
  }

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return overheadBytes + this.#cells.length * 8;
  }

  /** The slot of this digest, or -1. Valid until the next `add`. */
  find(digest: Digest): number {
    const slot = this.#slotFor(digest.high, digest.low);
    return this.#cells[slot] === 0 ? -1 : slot;
  }

  /** Makes a slot for a digest that `find` does not know; its fields are 0. */
  add(digest: Digest): number {
    if ((this.#size + 1) * this.#stride * 4 > this.#cells.length * 3) this.#grow();
    const slot = this.#slotFor(digest.high, digest.low);
    this.#cells[slot] = digest.high;
    this.#cells[slot + 1] = digest.low;
    this.#size += 1;
    return slot;
  }

  get(slot: number, field: number): number {
    return this.#cells[slot + 2 + field] ?? 0;
  }

  set(slot: number, field: number, value: number): void {
    this.#cells[slot + 2 + field] = value;
  }

  /** The first used slot at or after `from`, or -1. For walking: start at 0, go on from `slot + stride`. */
  next(from: number): number {
    const cells = this.#cells;
    for (let slot = from; slot < cells.length; slot += this.#stride) if (cells[slot] !== 0) return slot;
    return -1;
  }

  get stride(): number {
    return this.#stride;
  }

  #slotFor(high: number, low: number): number {
    const cells = this.#cells;
    const stride = this.#stride;
    const mask = cells.length / stride - 1;
    let slot = (low & mask) * stride;
    while (cells[slot] !== 0 && (cells[slot] !== high || cells[slot + 1] !== low)) {
      slot += stride;
      if (slot === cells.length) slot = 0;
    }
    return slot;
  }

  #grow(): void {
    const old = this.#cells;
    const stride = this.#stride;
    this.#cells = new Float64Array(old.length * 2);
    for (let slot = 0; slot < old.length; slot += stride) {
      const high = old[slot] ?? 0;
      if (high === 0) continue;
      const to = this.#slotFor(high, old[slot + 1] ?? 0);
      for (let cell = 0; cell < stride; cell += 1) this.#cells[to + cell] = old[slot + cell] ?? 0;
    }
  }
}
