import { foldFor, ofType, statusChangeRow } from "@stats/entities";
import type { Database } from "@stats/facts";
import type { LogRecord } from "@stats/log";
import { type AcceptedRecord, type Effects, type PrepareStage, type RejectedRecord, toLogged } from "./batch.ts";
import { EntityCache } from "./entity-cache.ts";
import { checkRecords } from "./steps/check-records.ts";
import { FactCollector } from "./steps/fact-collector.ts";
import { FirstOfIdentity } from "./steps/first-of-identity.ts";
import { foldEvents } from "./steps/fold-events.ts";
import { inSlices } from "./steps/in-slices.ts";
import { Homes } from "./steps/keep-home.ts";
import { positionsOf } from "./steps/positions-of.ts";
import { Stopwatch } from "./steps/stopwatch.ts";

export interface Knowledge {
  readonly database: Database;
  readonly cache: EntityCache;
  readonly homes: Homes;
  readonly identities: FirstOfIdentity;
  readonly epoch: number;
  /** Resolves when every batch prepared before is written. */
  readonly settled: () => Promise<void>;
}

/** What a worker without a past knows. */
export function freshKnowledge(database: Database, epoch: number, cacheBytesMax: number): Knowledge {
  return { database, cache: new EntityCache(cacheBytesMax), homes: new Homes(), identities: new FirstOfIdentity(), epoch, settled: () => Promise.resolve() };
}

/**
 * From records to everything a batch writes. Reads the database (archive, identities), writes nothing, and may be tried again: events that an earlier try
 * folded are known then, and give the same rows.
 * Check every record; fold what has a fold; let through the rest (operators' status changes are rows of their own, other kinds are archived only).
 */
export async function prepareBatch(knowledge: Knowledge, records: readonly LogRecord[]): Promise<Effects> {
  const { database, homes, identities, epoch } = knowledge;
  const accepted: AcceptedRecord[] = [];
  const rejected: RejectedRecord[] = [];
  const stopwatch = new Stopwatch<PrepareStage>();
  await stopwatch.time("check", () =>
    inSlices(records, (slice) => {
      const checked = checkRecords(slice, epoch);
      accepted.push(...checked.accepted);
      rejected.push(...checked.rejected);
    }),
  );
  const facts = new FactCollector();
  const folded = await foldEvents(
    knowledge,
    accepted.filter(({ event }) => foldFor(event.kind) !== undefined),
    facts,
    stopwatch,
  );
  const unfolded = accepted.filter(({ event }) => foldFor(event.kind) === undefined);
  const rest = await stopwatch.time("look_up", () => homes.check(database, unfolded));
  const changes = rest.home.filter(({ event }) => event.type === "acd_status.changed.v1");
  const statuses = await stopwatch.time("look_up", () => identities.select(database, changes));
  facts.add({ status_change: ofType(statuses.first.map(toLogged), "acd_status.changed.v1").map(statusChangeRow) });
  const others = rest.home.length - statuses.first.length - statuses.duplicates;
  return {
    archive: [...folded.archived, ...rest.home].map(({ record, event, json, version }) => ({
      tenant: event.tenant,
      kind: event.kind,
      entity: event.entityId,
      partition: record.partition,
      version,
      recordedAtMs: record.timestampMs,
      event: json,
    })),
    identities: statuses.identities,
    facts: facts.rows,
    rejected: [...rejected, ...folded.rejected, ...rest.rejected],
    positions: positionsOf(records, epoch),
    stageSeconds: stopwatch.seconds,
    outcomes: {
      ...folded.outcomes,
      duplicate: (folded.outcomes["duplicate"] ?? 0) + statuses.duplicates,
      row: statuses.first.length,
      archived_only: others,
    },
  };
}
