import type { FactTable, FactTables } from "@stats/entities";
import type { AnyEvent, LoggedEvent, RejectReason } from "@stats/events";
import type { ArchiveRow, StatusIdentity, StoredPosition } from "@stats/facts";
import type { LogRecord } from "@stats/log";

/** A record that passed the checks, with its event and its version. */
export interface AcceptedRecord {
  readonly record: LogRecord;
  readonly event: AnyEvent;
  /** The event in structured JSON, for the archive. */
  readonly json: string | Uint8Array;
  readonly version: number;
}

/** The event of a record, where the log has it. */
export function toLogged({ event, record, version }: AcceptedRecord): LoggedEvent {
  return { event, partition: record.partition, version };
}

export interface RejectedRecord {
  readonly record: LogRecord;
  readonly version: number;
  readonly reason: RejectReason;
  readonly detail: string;
}

/** check: envelope and data; look_up: what the database knows; fold: states and rows. */
export type PrepareStage = "check" | "look_up" | "fold";

/** What a batch writes, all of it computed, none of it written. */
export interface Effects {
  readonly archive: readonly ArchiveRow[];
  readonly identities: readonly StatusIdentity[];
  readonly facts: { readonly [T in FactTable]: readonly FactTables[T][] };
  readonly rejected: readonly RejectedRecord[];
  readonly positions: readonly StoredPosition[];
  /** Seconds that each stage of preparing took, for metrics. */
  readonly stageSeconds: ReadonlyMap<PrepareStage, number>;
  /** How many events had which outcome, for metrics. */
  readonly outcomes: Readonly<Record<string, number>>;
}
