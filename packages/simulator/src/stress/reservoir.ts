import type { Random } from "../random.ts";

/** A fair sample of everything that was ever offered, of bounded size, so that old and new things alike are picked. */
export class Reservoir<T> {
  readonly #size: number;
  readonly #random: Random;
  readonly #items: T[] = [];
  #offered = 0;

  constructor(size: number, random: Random) {
    this.#size = size;
    this.#random = random;
  }

  offer(item: T): void {
    this.#offered += 1;
    if (this.#items.length < this.#size) this.#items.push(item);
    else {
      const place = this.#random.integer(0, this.#offered - 1);
      if (place < this.#size) this.#items[place] = item;
    }
  }

  pick(): T | undefined {
    return this.#items.length === 0 ? undefined : this.#random.pick(this.#items);
  }
}
