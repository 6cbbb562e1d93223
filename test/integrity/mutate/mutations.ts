import type { FaultKind, PlannedFault } from "../faults/planned-fault.ts";
import type { RunOptions } from "../run-options.ts";
import { rollupMutations } from "./rollup-mutations.ts";

/** A promise broken on purpose: one text of one source file, or file of the schema, replaced in the process under test. */
export interface Mutation {
  readonly name: string;
  /** From the root of the repository. */
  readonly file: string;
  /** Must stand in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** A run of the whole system that provokes it; or the short one of roll-ups alone. */
  readonly provocation: Provocation | "roll-ups";
  /** One of these checks must see it. */
  readonly seenBy: readonly string[];
}

export type Provocation = Pick<RunOptions, "events" | "workers" | "faults" | "logFaults" | "ahead">;

const facts = ["chat facts", "status facts", "directory facts"];
const reports = ["chats report", "operator statistics", "livetex report"];
const anything = ["archive", ...facts, ...reports];

function faults(...planned: readonly (readonly [at: number, kind: FaultKind, skip?: number, pick?: number])[]): readonly PlannedFault[] {
  return planned.map(([at, kind, skip = 0, pick = 0]) => ({ at, kind, skip, pick, share: 0.3 }));
}

const calm: Provocation = { events: 1500, workers: 1, faults: [], logFaults: { corrections: 0.3, duplicates: 0.1 } };

/** Workers die between any two inserts, and read everything once more. */
const crashes: Provocation = {
  events: 3000,
  workers: 1,
  faults: faults([0.15, "kill before insert", 1], [0.35, "kill before insert", 2], [0.5, "rewind"], [0.7, "kill before insert", 4]),
};

/** The answer to an insert gets lost, and so does the insert. */
const cuts: Provocation = {
  events: 3000,
  workers: 1,
  faults: faults(
    [0.1, "cut before insert", 0],
    [0.2, "cut before insert", 1],
    [0.3, "cut before insert", 2],
    [0.4, "cut before insert", 3],
    [0.5, "cut before insert", 4],
    [0.6, "cut before insert", 5],
  ),
};

/** Partitions go to another worker and come back. */
const handOvers: Provocation = {
  events: 6000,
  ahead: 200,
  workers: 1,
  faults: faults([0.15, "join"], [0.4, "leave", 0, 0.99], [0.6, "join"], [0.8, "leave", 0, 0.99]),
  logFaults: { corrections: 0.3, duplicates: 0.05 },
};

/** A worker wakes up with what it had prepared, after others have gone on. */
const twoWriters: Provocation = {
  events: 6000,
  workers: 2,
  faults: faults([0.2, "freeze in insert", 0, 0], [0.4, "freeze", 0, 0.99], [0.6, "freeze in insert", 2, 0.99], [0.8, "freeze", 0, 0]),
  logFaults: { corrections: 0.3 },
};

export const mutations: readonly Mutation[] = [
  {
    name: "version-from-arrival-counter",
    file: "services/ingest/src/steps/check-records.ts",
    find: "const version = versionOf(epoch, record.offset);",
    replace: "const version = versionOf(epoch, ((checkRecords as { seen?: number }).seen = ((checkRecords as { seen?: number }).seen ?? 0) + 1));",
    provocation: crashes,
    seenBy: facts,
  },
  {
    name: "row-version-from-arrival-time",
    file: "services/ingest/src/steps/fold-events.ts",
    find: "facts.add(rowsOf(entity));",
    replace: `const arrived = Math.round((performance.timeOrigin + performance.now() - Date.UTC(2026, 0, 1)) * 1000);
  facts.add(Object.fromEntries(Object.entries(rowsOf(entity)).map(([table, rows]) => [table, rows.map((row) => ({ ...row, version: arrived }))])));`,
    provocation: twoWriters,
    seenBy: ["verify", ...facts],
  },
  {
    name: "position-and-commit-before-insert",
    file: "services/ingest/src/sink/write-batch.ts",
    find: "for (const insert of factInserts(effects)) await",
    replace: `const early = preparePositions(effects.positions, deps.nowMs);
  if (early !== undefined) await send(deps.database, early);
  for (const insert of factInserts(effects)) await`,
    provocation: { ...crashes, faults: crashes.faults.filter(({ kind }) => kind !== "rewind") },
    seenBy: anything,
  },
  {
    name: "no-tombstones",
    file: "packages/entities/src/chat/rows.ts",
    find: "return { chat: [live, ...former.map((seconds) => tombstone(at, seconds))] };",
    replace: "return { chat: [live, ...former.map((seconds) => tombstone(at, seconds))].slice(0, 1) };",
    provocation: calm,
    seenBy: ["chat facts"],
  },
  {
    name: "cache-kept-after-reassignment",
    file: "services/ingest/src/worker.ts",
    find: "this.#knowledge = this.#forget(epoch);",
    replace: "this.#knowledge = { ...this.#knowledge, epoch };",
    provocation: handOvers,
    seenBy: facts,
  },
  {
    name: "status-duplicates-let-through",
    file: "services/ingest/src/steps/first-of-identity.ts",
    find: "if (lowest === accepted.version) first.push(accepted);",
    replace: "first.push(accepted);",
    provocation: calm,
    seenBy: ["status facts"],
  },
  {
    name: "messages-of-repeated-identities",
    file: "packages/entities/src/chat/chat-message.ts",
    find: "identity: identityOf(event.source, event.id),",
    replace: "identity: identityOf(event.source, `${version}`),",
    provocation: calm,
    seenBy: ["chat message facts"],
  },
  {
    name: "insert-of-unknown-outcome-not-repeated",
    file: "services/ingest/src/sink/write-batch.ts",
    find: "await deps.persist(insert.table, () => send(deps.database, insert));",
    replace: "await send(deps.database, insert).catch(() => undefined);",
    provocation: cuts,
    seenBy: anything,
  },
  ...rollupMutations,
];

export const mutationVariable = "INTEGRITY_MUTATION";
/** What the mutated process says once it has read the mutated file. */
export const mutatedLine = "this process is mutated";
