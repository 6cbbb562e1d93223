import { partitionForKey, type AppendRecord } from "@stats/log";
import { randomFrom, type Random } from "../random.ts";
import type { TimedEvent } from "../timed-event.ts";
import { badRecord, knownFaultHeader } from "./bad-record.ts";
import { inSomeMode } from "./content-mode.ts";
import { defaultFaults, type StressFaults, type StressOptions } from "./options.ts";
import { Reservoir } from "./reservoir.ts";
import type { StoryTeller } from "./story.ts";
import { StorySupply } from "./story-supply.ts";

const rememberedRecords = 3_000;
const dayMs = 86_400_000;

/**
 * An adversarial log, record by record in the order of appending; the same options give the same log. Holds a few thousand events at a time,
 * however long the log is. Bad records carry their reason in the header `known-fault`. Records have timestamps of the log's own clock
 * (`startMs` and on), so topics need a retention that keeps them.
 */
export function* generateLog(options: StressOptions): Generator<AppendRecord> {
  const { seed, events } = options;
  const random = randomFrom(seed, "stress");
  const faults = { ...defaultFaults, ...options.faults };
  const startMs = options.startMs ?? Date.UTC(2026, 2, 25);
  const stepMs = (options.spanMs ?? 14 * dayMs) / events;
  const prefix = options.topicPrefix ?? "";
  const supply = new StorySupply(tellersOf(options, random, faults), random, startMs, options.families);
  const known = new Reservoir<TimedEvent>(rememberedRecords, random);
  const misplaced = options.partitions === 1 ? 0 : Math.round(events * faults.misplaced);

  for (let count = 0; count < events - misplaced; count += 1) {
    const nowMs = Math.round(startMs + count * stepMs);
    const earlier = random.chance(faults.duplicates) ? known.pick() : undefined;
    if (earlier) yield inSomeMode(random, random.chance(0.5) ? earlier : retold(random, earlier), nowMs, prefix);
    else if (random.chance(faults.bad)) yield badRecord(random, supply.peek(nowMs), nowMs, prefix);
    else {
      const happening = supply.next(nowMs);
      known.offer(happening);
      yield inSomeMode(random, happening, nowMs, prefix);
    }
  }
  const endMs = Math.round(startMs + events * stepMs);
  for (let count = 0; count < misplaced; count += 1) yield misplacedRecord(random, known, supply, endMs, options);
}

function tellersOf({ tenants, seed }: StressOptions, random: Random, faults: StressFaults): readonly StoryTeller[] {
  return tenants.map(({ tenant, employees = 12 }) => {
    const [fresh, nextChatId] = [counterFrom(1_000), counterFrom(1_000)];
    const employeeIds = Array.from({ length: employees }, (_, index) => 501 + index);
    return { random, faults, fresh, nextChatId, employeeIds, from: { tenant, source: `/stress/${seed}` } };
  });
}

function counterFrom(start: number): () => number {
  let last = start;
  return () => (last += 1);
}

/** The same source and id with other content and another time: a producer that contradicts itself. The first one counts. */
function retold(random: Random, { event, timeMs }: TimedEvent): TimedEvent {
  const otherMs = timeMs - random.integer(1, 7_200_000);
  const other: Readonly<Partial<Record<string, object>>> = {
    "acd_status.changed.v1": { status: "DND" },
    "chat.message_sent.v1": { message_id: "told-twice", text: "told twice" },
  };
  const data = { ...event.data, ...other[event.type], note: "told twice" };
  return { timeMs: otherMs, event: { ...event, time: new Date(otherMs).toISOString(), data } };
}

/** A new event of a known entity on a partition that is not the entity's. */
function misplacedRecord(random: Random, known: Reservoir<TimedEvent>, supply: StorySupply, nowMs: number, options: StressOptions): AppendRecord {
  const partitions = options.partitions ?? 12;
  const past = known.pick();
  if (!past) return inSomeMode(random, supply.next(nowMs), nowMs, options.topicPrefix ?? "");
  const { event, timeMs } = past;
  const record = inSomeMode(random, { timeMs, event: { ...event, id: `${event.id}-misplaced` } }, nowMs, options.topicPrefix ?? "");
  const home = partitionForKey(Buffer.from(record.key ?? ""), partitions);
  return {
    ...record,
    headers: { "content-type": "application/cloudevents+json", ...record.headers, [knownFaultHeader]: "partition_mismatch" },
    partition: (home + random.integer(1, partitions - 1)) % partitions,
  };
}
