interface Appointment {
  readonly atMs: number;
  /** Equal instants happen in the order in which they were planned. */
  readonly turn: number;
  readonly happen: () => void;
}

/** What is still to happen, by time: a binary heap. */
export class Agenda {
  readonly #heap: Appointment[] = [];
  #turns = 0;

  plan(atMs: number, happen: () => void): void {
    const appointment = { atMs, turn: this.#turns++, happen };
    let hole = this.#heap.length;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = this.#heap[parent];
      if (!above || !isSooner(appointment, above)) break;
      this.#heap[hole] = above;
      hole = parent;
    }
    this.#heap[hole] = appointment;
  }

  /** Takes the soonest appointment out; undefined when nothing is planned. */
  next(): Appointment | undefined {
    const soonest = this.#heap[0];
    const last = this.#heap.pop();
    if (soonest && last && this.#heap.length > 0) this.#sink(last);
    return soonest;
  }

  #sink(appointment: Appointment): void {
    let hole = 0;
    for (;;) {
      const left = this.#heap[2 * hole + 1];
      const right = this.#heap[2 * hole + 2];
      const child = left && right && isSooner(right, left) ? right : left;
      if (!child || !isSooner(child, appointment)) break;
      this.#heap[hole] = child;
      hole = child === left ? 2 * hole + 1 : 2 * hole + 2;
    }
    this.#heap[hole] = appointment;
  }
}

function isSooner(a: Appointment, b: Appointment): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.turn < b.turn);
}
