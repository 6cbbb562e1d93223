/** What happens to an insert, and to the worker that sends it. */
export const insertFaults = [
  "kill before insert",
  "kill during insert",
  "kill after insert",
  "cut before insert",
  "cut after insert",
  "refuse insert",
  "delay insert",
  "kill and delay insert",
] as const;
export type InsertFault = (typeof insertFaults)[number];

export const otherFaults = [
  "kill",
  "terminate",
  "freeze in insert",
  "freeze",
  "join",
  "leave",
  "kill engine",
  "kill broker",
  "rewind",
  "reprocess",
  "resend dead letters",
] as const;
export type FaultKind = InsertFault | (typeof otherFaults)[number];

/** One fault of a schedule: everything about it that is not left to the machine's timing. */
export interface PlannedFault {
  /** Comes once this share of the records has been processed, 0 to 1. */
  readonly at: number;
  readonly kind: FaultKind;
  /** Which worker, topic or partition: scaled to how many there are, 0 to 1. */
  readonly pick: number;
  /** How many inserts pass before the one that it is about. */
  readonly skip: number;
  /** How far back, or how much: 0 to 1. */
  readonly share: number;
}

export function isInsertFault(kind: FaultKind): kind is InsertFault {
  return (insertFaults as readonly string[]).includes(kind);
}

export function describeFault({ at, kind, pick, skip, share }: PlannedFault): string {
  return `at ${(100 * at).toFixed(1)} %: ${kind} (pick ${pick.toFixed(2)}, skip ${skip}, share ${share.toFixed(2)})`;
}
