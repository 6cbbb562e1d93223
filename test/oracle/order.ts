/**
 * The order of an entity's events (contract, section 5; rulings X1, X12): milliseconds first, then offsets. Everything else
 * (comparisons of instants with each other, subtraction) is in whole seconds (rulings X1 and "Settled last").
 */
export interface Ordered {
  readonly timeMs: number;
  readonly offset: number;
}

export function byTimeThenOffset(a: Ordered, b: Ordered): number {
  return a.timeMs - b.timeMs || a.offset - b.offset;
}

/** The instant truncated to its whole second, epoch seconds. */
export function second(event: Ordered): number {
  return Math.floor(event.timeMs / 1000);
}
