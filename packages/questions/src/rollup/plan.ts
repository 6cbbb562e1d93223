/** Seconds since 1970; a bucket or interval is [begin, end). */
export interface Interval {
  readonly begin: number;
  readonly end: number;
}

/** `empty`: nothing was ever written there; `current`: its roll-up knows of everything; `stale`: it does not, or there is none. */
export type BucketState = "empty" | "current" | "stale";

export interface KnownBucket extends Interval {
  /** By which its roll-up is read: the UTC hour, or the local date as if it began in UTC. */
  readonly bucket: number;
  readonly state: BucketState;
  /** How many facts it has, roughly; 0 where nobody knows. */
  readonly size: number;
}

/** A local date: whole when all of its hours are known here. */
export interface KnownDay extends KnownBucket {
  readonly isWhole: boolean;
  /** Its hours one after the other; may be left out where the day is not stale and no hours are asked for. */
  readonly hours: readonly KnownBucket[];
}

/** What is known of an interval's buckets, one day after the other. */
export interface Evidence {
  readonly days: readonly KnownDay[];
  /** Whether every hour is a whole one on the account's clock; if not, roll-ups do not fit. */
  readonly isEven: boolean;
}

export interface PlanOptions {
  /** The finest buckets that the answer tells apart: by hour, days are of no use. */
  readonly finest: "hour" | "day";
  /** At most so many intervals are read from the facts. */
  readonly factIntervalsMax: number;
  /** Fewer facts than this are read as fast as the roll-ups that would stand for them. */
  readonly sizeMin: number;
}

/** A part of the interval, and what it is read from. Parts in which there is nothing are read from nothing. */
export interface Part extends Interval {
  readonly from: "day" | "hour" | "facts" | "nothing";
  readonly bucket: number;
  readonly size: number;
}

/** What to read: of some buckets the roll-ups, of some intervals the facts; together they are the interval, each second once. */
export interface Plan {
  /** In the order of time, without gaps: for people, and for tests. */
  readonly parts: readonly Part[];
  readonly days: readonly number[];
  readonly hours: readonly number[];
  readonly facts: readonly Interval[];
}

/** Everything from the facts. */
export function factsOnly({ begin, end }: Interval): Plan {
  const isNothing = end <= begin;
  return { parts: isNothing ? [] : [{ from: "facts", begin, end, bucket: 0, size: 0 }], days: [], hours: [], facts: isNothing ? [] : [{ begin, end }] };
}

/**
 * Decides what to read for an interval: whole days from the roll-ups of days, else whole hours from those of hours, everything else (edges, stale
 * buckets, what is not over) from the facts. Pure; that its parts cover every second once does not depend on the evidence being right.
 */
export function plan(asked: Interval, evidence: Evidence, options: PlanOptions): Plan {
  if (!evidence.isEven || asked.end <= asked.begin) return factsOnly(asked);
  const parts = withoutGaps(
    asked,
    evidence.days.flatMap((day) => partsOf(day, asked, options.finest)),
  );
  const merged = fewerFacts(joined(parts), options.factIntervalsMax);
  const saved = merged.filter(({ from }) => from === "day" || from === "hour").reduce((sum, { size }) => sum + size, 0);
  if (saved < options.sizeMin || saved === 0) return factsOnly(asked);
  return {
    parts: merged,
    days: bucketsOf(merged, "day"),
    hours: bucketsOf(merged, "hour"),
    facts: merged.filter(({ from }) => from === "facts").map(({ begin, end }) => ({ begin, end })),
  };
}

function bucketsOf(parts: readonly Part[], grain: "day" | "hour"): readonly number[] {
  return parts.filter(({ from }) => from === grain).map(({ bucket }) => bucket);
}

const isWithin = (bucket: Interval, asked: Interval) => asked.begin <= bucket.begin && bucket.end <= asked.end;

/** The best parts of one day, cut at the ends of what is asked. */
function partsOf(day: KnownDay, asked: Interval, finest: "hour" | "day"): readonly Part[] {
  const isUsable = finest === "day" && day.isWhole && isWithin(day, asked);
  if (isUsable && day.state !== "stale") return [{ ...intervalOf(day), from: day.state === "empty" ? "nothing" : "day", bucket: day.bucket, size: day.size }];
  if (day.hours.length === 0) return [factsOf(day, asked, day.size)];
  return day.hours.map((hour) => {
    if (hour.state === "empty") return { ...cut(hour, asked), from: "nothing", bucket: 0, size: 0 };
    if (hour.state === "current" && isWithin(hour, asked)) return { ...intervalOf(hour), from: "hour", bucket: hour.bucket, size: hour.size };
    return factsOf(hour, asked, hour.size);
  });
}

const intervalOf = ({ begin, end }: Interval): Interval => ({ begin, end });
const cut = ({ begin, end }: Interval, asked: Interval): Interval => ({ begin: Math.max(begin, asked.begin), end: Math.min(end, asked.end) });
const factsOf = (interval: Interval, asked: Interval, size: number): Part => ({ ...cut(interval, asked), from: "facts", bucket: 0, size });

/** What no bucket speaks of is read from the facts; what two speak of, by the first. */
function withoutGaps(asked: Interval, parts: readonly Part[]): readonly Part[] {
  const result: Part[] = [];
  let reached = asked.begin;
  const facts = (end: number): void => void (end > reached && result.push({ from: "facts", begin: reached, end, bucket: 0, size: 0 }));
  for (const part of parts.toSorted((a, b) => a.begin - b.begin)) {
    if (part.end <= reached || part.begin >= asked.end) continue;
    if (part.begin < reached) {
      // overlaps: only the rest is left, and of a bucket a rest is read from the facts
      facts(part.end);
    } else {
      facts(part.begin);
      result.push(part);
    }
    reached = part.end;
  }
  facts(asked.end);
  return result;
}

/** Facts that touch, or between which there is nothing, are one interval. */
function joined(parts: readonly Part[]): readonly Part[] {
  const result: Part[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    const before = result.at(-2);
    if (part.from === "facts" && last?.from === "facts") result.splice(-1, 1, union(last, part));
    else if (part.from === "facts" && last?.from === "nothing" && before?.from === "facts") result.splice(-2, 2, union(before, part));
    else if (part.from === "nothing" && last?.from === "nothing") result.splice(-1, 1, { ...last, end: part.end });
    else result.push(part);
  }
  return result;
}

const union = (a: Part, b: Part): Part => ({ from: "facts", begin: a.begin, end: b.end, bucket: 0, size: a.size + b.size });

/** Reads the roll-ups with the fewest facts from the facts too, until there are no more intervals of facts than allowed. */
function fewerFacts(parts: readonly Part[], max: number): readonly Part[] {
  let current = [...parts];
  for (;;) {
    const places = current.flatMap(({ from }, place) => (from === "facts" ? [place] : []));
    if (places.length <= max) return current;
    const gaps = places.slice(1).map((place, index) => {
      const previous = places[index] ?? 0;
      return { previous, place, size: current.slice(previous + 1, place).reduce((sum, part) => sum + part.size, 0) };
    });
    const [cheapest] = gaps.toSorted((a, b) => a.size - b.size);
    if (cheapest === undefined) return current;
    const between = current.slice(cheapest.previous, cheapest.place + 1);
    const first = between[0];
    const last = between.at(-1);
    if (first === undefined || last === undefined) return current;
    const size = between.reduce((sum, part) => sum + part.size, 0);
    current = [
      ...current.slice(0, cheapest.previous),
      { from: "facts", begin: first.begin, end: last.end, bucket: 0, size },
      ...current.slice(cheapest.place + 1),
    ];
  }
}
