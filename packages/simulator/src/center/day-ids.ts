/** Days number what happens on them in blocks of this size, each kind for itself: the busiest day must not reach into the next block. */
const idsPerDay = 10_000_000;
const firstDate = Temporal.PlainDate.from("2020-01-01");

/** The first id of the day's block. */
export function firstIdOf(date: Temporal.PlainDate): number {
  return date.since(firstDate).days * idsPerDay + 1;
}

/** Counts on from `firstId`: each call gives the next. */
export function idsFrom(firstId: number): () => number {
  let next = firstId;
  return () => next++;
}
