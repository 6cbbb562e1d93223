import { chatMessageRow, foldAll, foldFor, ofType, rowsOf, type FactTable } from "@stats/entities";
import { checkRecord, type LoggedEvent } from "@stats/events";
import { partitionForKey } from "@stats/log";
import { allFamilies, generateLog, knownFaultHeader } from "@stats/simulator";
import { describe, expect, it } from "vitest";
import type { OracleRecord } from "./decode-record.ts";
import { createOracle } from "./oracle.ts";

interface Stored extends OracleRecord {
  readonly timestampMs: number;
}

/** The records as a log of twelve partitions would give them back. */
function* stored(seed: number, events: number): Generator<Stored> {
  const ends = new Map<string, number>();
  const families = allFamilies.filter((family) => family !== "status" && family !== "other");
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
    ["call", oracle.callRows(), 500],
    ["call_leg", oracle.callLegRows(), 1_500],
    ["lead", oracle.leadRows(), 300],
    ["goal", oracle.goalRows(), 200],
    ["contact", oracle.contactRows(), 150],
    ["chat", oracle.chatRows(), 500],
    ["visitor_session", oracle.visitorSessionRows(), 300],
    ["visitor", oracle.visitorRows(), 100],
    ["charge", oracle.chargeRows(), 100],
    ["api_request", oracle.apiRequestRows(), 100],
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

  it("calls and legs with people, recordings, post-processing, charges and all that a beginning may say", () => {
    const calls = oracle.callRows();
    const legs = oracle.callLegRows();
    const ofCalls = (holds: (call: (typeof calls)[number]) => boolean) => calls.filter(holds).length / calls.length;
    const ofLegs = (holds: (leg: (typeof legs)[number]) => boolean) => legs.filter(holds).length / legs.length;
    expect(ofCalls(({ employee_ids }) => employee_ids.length > 1)).toBeGreaterThan(0.1);
    expect(ofCalls((call) => call.first_talked_employee_id !== call.last_talked_employee_id)).toBeGreaterThan(0.05);
    expect(ofCalls(({ call_records }) => call_records.length > 1)).toBeGreaterThan(0.05);
    expect(ofCalls(({ voice_mail_records }) => voice_mail_records.length > 0)).toBeGreaterThan(0.05);
    expect(ofCalls(({ postprocess_duration }) => postprocess_duration !== null)).toBeGreaterThan(0.1);
    expect(ofCalls(({ site_id, first_site_id }) => site_id !== first_site_id)).toBeGreaterThan(0.1);
    expect(ofCalls(({ source }) => source === null)).toBeGreaterThan(0.01);
    expect(ofCalls(({ visitor_id }) => visitor_id !== 0)).toBeGreaterThan(0.3);
    expect(ofCalls(({ tag_ids, sale_ids }) => tag_ids.length + sale_ids.length > 0)).toBeGreaterThan(0.05);
    expect(ofLegs(({ total_charge }) => total_charge !== null)).toBeGreaterThan(0.03);
    expect(ofLegs(({ employee_rating }) => employee_rating !== null)).toBeGreaterThan(0.03);
    for (const isFailed of [null, 0, 1]) expect(ofLegs(({ is_failed }) => is_failed === isFailed)).toBeGreaterThan(0.03);
    expect(folded.flatMap(({ call_leg = [] }) => call_leg).filter(({ deleted }) => deleted === 1).length).toBeGreaterThan(20);
  });

  it("sessions with and without an end, visitors who were given and cleared, charges and requests that moved", () => {
    const sessions = oracle.visitorSessionRows();
    const visitors = oracle.visitorRows();
    const tombstones = (table: FactTable) =>
      folded.flatMap((rows) => (rows[table] ?? []) as readonly { readonly deleted: number }[]).filter(({ deleted }) => deleted === 1).length;
    expect(sessions.filter(({ ended_at }) => ended_at === 0).length).toBeGreaterThan(30);
    expect(sessions.filter(({ hit_times }) => hit_times.length > 3).length).toBeGreaterThan(50);
    expect(sessions.filter(({ attribution }) => Object.keys(attribution).length > 1).length).toBeGreaterThan(30);
    expect(visitors.filter((visitor) => visitor.has_person_id === 1 && visitor.person_id === 0).length).toBeGreaterThan(3);
    expect(visitors.filter((visitor) => visitor.has_custom_properties === 0).length).toBeGreaterThan(3);
    expect(Math.min(tombstones("visitor_session"), tombstones("charge"), tombstones("api_request"))).toBeGreaterThan(10);
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
