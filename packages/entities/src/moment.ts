/** When something happened, with its place in the log: the total order of an entity's events by event time. */
export interface Moment {
  /** Epoch milliseconds. */
  readonly timeMs: number;
  readonly version: number;
}

/** Something that an event said, with its moment. */
export interface Valued<V> extends Moment {
  readonly value: V;
}

/** Whole seconds: all comparisons of instants with each other, and all arithmetic, are in these (rulings X1). */
export function secondsOf(timeMs: number): number {
  return Math.floor(timeMs / 1000);
}

/** "Last" and "latest" go by milliseconds, and of two at one instant by the higher offset (rulings X1, X12). */
export function isLater(a: Moment, b: Moment): boolean {
  return a.timeMs > b.timeMs || (a.timeMs === b.timeMs && a.version > b.version);
}

/** "First" goes by milliseconds, and of two at one instant by the lower offset (rulings X12). */
export function isEarlier(a: Moment, b: Moment): boolean {
  return isLater(b, a);
}

/**
 * Of several events that say an entity's beginning the earliest counts, of two at one instant the one with the higher offset (rulings X11):
 * whether `next` takes the place of what is known.
 */
export function begins(known: Moment | undefined, next: Moment): boolean {
  return known === undefined || next.timeMs < known.timeMs || (next.timeMs === known.timeMs && next.version > known.version);
}

/** The later of what is known and what comes; for a value of which only the latest counts. */
export function latest<M extends Moment>(known: M | undefined, next: M): M {
  return known === undefined || isLater(next, known) ? next : known;
}
