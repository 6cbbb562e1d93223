import { randomFrom } from "@stats/simulator";
import type { FaultKind, PlannedFault } from "./planned-fault.ts";

export interface PlanOptions {
  readonly seed: number;
  readonly faults: number;
  readonly workers: number;
}

/** Weights for one worker that never meets another: whatever is published twice then is a fault of its own. */
const alone: readonly (readonly [FaultKind, number])[] = [
  ["kill before insert", 9],
  ["kill during insert", 9],
  ["kill after insert", 9],
  ["cut before insert", 7],
  ["cut after insert", 7],
  ["refuse insert", 4],
  ["delay insert", 7],
  ["kill and delay insert", 7],
  ["kill", 7],
  ["terminate", 5],
  ["kill engine", 8],
  ["kill broker", 5],
  ["rewind", 6],
  ["reprocess", 6],
  ["resend dead letters", 2],
];

const together: readonly (readonly [FaultKind, number])[] = [...alone, ["freeze in insert", 9], ["freeze", 6], ["join", 8], ["leave", 6]];

const skipMax = 11;

/** The faults of a run, in order: they follow from the seed alone. Kinds that are rare get their turn early, so that short runs have variety. */
export function planFaults({ seed, faults, workers }: PlanOptions): readonly PlannedFault[] {
  const random = randomFrom(seed, "faults");
  const weights = workers > 1 ? together : alone;
  const drawn: FaultKind[] = [];
  const kinds = Array.from({ length: faults }, () => {
    // Each kind once before any kind again, by weight.
    if (drawn.length === weights.length) drawn.length = 0;
    const left = weights.filter(([kind]) => !drawn.includes(kind));
    const kind = random.weighted(random.chance(0.6) ? left : weights);
    if (!drawn.includes(kind)) drawn.push(kind);
    return kind;
  });
  // None in the last tenth: a fault needs traffic after it.
  return kinds.map((kind, index) => ({
    at: (0.9 * (index + random.next())) / faults,
    kind,
    pick: random.next(),
    skip: random.integer(0, skipMax),
    share: random.next(),
  }));
}
