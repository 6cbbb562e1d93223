import { chatMessageRow, foldAll, foldFor, ofType, rowsOf, type FactTable } from "@stats/entities";
import { checkRecord, type LoggedEvent } from "@stats/events";
import { partitionForKey } from "@stats/log";
import { generateLog, knownFaultHeader } from "@stats/simulator";
import { describe, expect, it } from "vitest";
import type { OracleRecord } from "./decode-record.ts";
import { createOracle } from "./oracle.ts";

interface Stored extends OracleRecord {
  readonly timestampMs: number;
}

/** The records as a log of twelve partitions would give them back. */
function* stored(seed: number, events: number): Generator<Stored> {
  const ends = new Map<string, number>();
  const families = ["call", "lead", "goal", "contact", "chat", "directory"] as const;
  for (const { topic, key, headers, value, partition, timestampMs = 0 } of generateLog({
    seed,
    events,
    families,
    tenants: [{ tenant: "acme" }, { tenant: "beta", employees: 3 }],
  })) {
    const keyBytes = key === null ? null : Buffer.from(key);
    const place = partition ?? (keyBytes ? partitionForKey(keyBytes, 12) : 0);
    const offset = ends.get(`${topic}/${place}`) ?? 0;
    ends.set(`${topic}/${place}`, offset + 1);
    const bytes = Object.fromEntries(Object.entries(headers ?? {}).map(([name, text]) => [name, Buffer.from(text)]));
    yield { topic, partition: place, offset, key: keyBytes, headers: bytes, value: value === null ? null : Buffer.from(value), timestampMs };
  }
}

const records = [...stored(21, 40_000)];
const oracle = createOracle({ timezones: {} });
oracle.ingest(records);

const entities = new Map<string, LoggedEvent[]>();
for (const { topic, partition, offset, key, headers, value, timestampMs } of records) {
  if (headers[knownFaultHeader]) continue;
  const check = checkRecord({ topic, key, headers, value, timestampMs });
  if (!check.ok) throw new Error(check.detail);
  const name = String(key);
  entities.set(name, [...(entities.get(name) ?? []), { event: check.event, partition, version: offset }]);
}
const folded = [...entities.values()].flatMap((events) => {
  const fold = events[0] && foldFor(events[0].event.kind);
  return fold ? [rowsOf(foldAll(fold, events))] : [];
});

/** The live rows of a table without what is only the system's: position and tombstones. In the order of their text. */
function live(table: FactTable): readonly object[] {
  const rows = folded.flatMap((each) => (each[table] ?? []) as readonly { deleted: number; partition: number; version: number }[]);
  return inOrder(rows.filter(({ deleted }) => deleted === 0).map(({ deleted: _deleted, partition: _partition, version: _version, ...row }) => row));
}

function inOrder(rows: readonly object[]): readonly object[] {
  const sorted = rows.map((row) => Object.fromEntries(Object.entries(row).toSorted(([a], [b]) => a.localeCompare(b))));
  return sorted
    .map((row) => ({ row, text: JSON.stringify(row) }))
    .toSorted((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ row }) => row);
}

describe("on an adversarial log the folds and the oracle agree, row by row, on", () => {
  it.each([
    ["call", oracle.callRows(), 1_000],
    ["call_leg", oracle.callLegRows(), 3_000],
    ["lead", oracle.leadRows(), 300],
    ["goal", oracle.goalRows(), 300],
    ["contact", oracle.contactRows(), 150],
    ["chat", oracle.chatRows(), 500],
    ["directory_object", oracle.directoryRows(), 30],
  ] as const)("%s", (table, expected, least) => {
    expect(expected.length).toBeGreaterThan(least);
    expect(live(table)).toEqual(inOrder(expected));
  });

  it("messages, of repeated identities the first", () => {
    const rows = [...entities.values()].flatMap((events) => ofType(events, "chat.message_sent.v1").map(chatMessageRow));
    const first = new Map(rows.toSorted((a, b) => b.version - a.version).map((row) => [`${row.tenant} ${row.chat_id} ${row.identity}`, row]));
    const expected = oracle.chatMessageRows();
    expect(expected.length).toBeGreaterThan(3_000);
    expect(rows.length).toBeGreaterThan(first.size);
    expect(inOrder([...first.values()].map(({ identity: _identity, version: offset, ...row }) => ({ ...row, offset })))).toEqual(inOrder(expected));
  });

  it("chats of every status, with and without tags, sales, attributes and assigned visitors", () => {
    const chats = oracle.chatRows();
    const share = (holds: (chat: (typeof chats)[number]) => boolean) => chats.filter(holds).length / chats.length;
    for (const status of ["new", "active", "lost", "succeed", "refused"])
      expect(
        share((chat) => chat.status === status),
        status,
      ).toBeGreaterThan(0.005);
    expect(share(({ tag_ids }) => tag_ids.length > 0)).toBeGreaterThan(0.02);
    expect(share(({ sale_ids }) => sale_ids.length > 0)).toBeGreaterThan(0.02);
    expect(share(({ attributes }) => attributes.length > 0)).toBeGreaterThan(0.02);
    expect(share(({ visitor_id, visitor_city }) => visitor_id !== 0 && visitor_city === null)).toBeGreaterThan(0.05);
    expect(share(({ site_id, first_site_id }) => site_id !== first_site_id)).toBeGreaterThan(0.005);
  });

  it("calls in every state: lost, answered, ongoing, with pauses, credited to nobody, taken back", () => {
    const calls = oracle.callRows();
    const share = (holds: (call: (typeof calls)[number]) => boolean) => calls.filter(holds).length / calls.length;
    expect(share(({ lost }) => lost === 1)).toBeGreaterThan(0.05);
    expect(share(({ answered, finished }) => answered === 1 && finished === 1)).toBeGreaterThan(0.2);
    expect(share(({ finished }) => finished === 0)).toBeGreaterThan(0.03);
    expect(share((call) => call.talk_duration > call.clean_talk_duration && call.clean_talk_duration > 0)).toBeGreaterThan(0.05);
    expect(share(({ employee_id }) => employee_id === 0)).toBeGreaterThan(0.02);
    expect(folded.flatMap(({ call = [] }) => call).filter(({ deleted }) => deleted === 1).length).toBeGreaterThan(100);
  });
});
