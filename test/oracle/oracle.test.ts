import { describe, expect, it } from "vitest";
import { recordOf } from "./given-events.ts";
import { createOracle } from "./oracle.ts";

const timezones = { acme: "Europe/Warsaw", beta: "UTC" };
const started = (offset: number, key: string, over: object = {}, partition = 0) =>
  recordOf(offset, key, { type: "chat.started.v1", data: { chat_id: Number(key.split(":")[2]), initiator: "visitor" }, ...over }, partition);
const period = { date_from: "2026-03-10", date_to: "2026-03-10" };

describe("the oracle", () => {
  it("takes the first of a (source, id) on an entity, whatever the others say", () => {
    const oracle = createOracle({ timezones });
    oracle.ingest([
      started(0, "acme:chat:1"),
      started(1, "acme:chat:1", { id: "e0", time: "2026-03-10T09:00:00Z" }),
      started(2, "acme:chat:2", { id: "e0" }),
      started(3, "beta:chat:1", { id: "e0" }),
    ]);
    expect(oracle.counts()).toEqual({ records: 4, accepted: 4, duplicates: 1, deadLetters: 0 });
    expect(oracle.chatRows().map(({ tenant, chat_id, started_at }) => [tenant, chat_id, started_at])).toEqual([
      ["acme", 1, Date.parse("2026-03-10T10:00:00Z") / 1000],
      ["acme", 2, Date.parse("2026-03-10T10:00:00Z") / 1000],
      ["beta", 1, Date.parse("2026-03-10T10:00:00Z") / 1000],
    ]);
  });

  it("expects known faults and misplaced events in the dead letters, and a refused event blocks no good one of its id", () => {
    const oracle = createOracle({ timezones });
    const bad = { ...started(0, "acme:chat:1"), value: Buffer.from("{"), headers: { "known-fault": Buffer.from("invalid_json") } };
    oracle.ingest([bad, started(1, "acme:chat:1", { id: "e0" }), started(7, "acme:chat:1", { id: "other" }, 3), started(8, "acme:chat:1", { id: "e0" }, 3)]);
    expect(oracle.deadLetters()).toEqual([
      { topic: "chat-events", partition: 0, offset: 0, reason: "invalid_json" },
      { topic: "chat-events", partition: 3, offset: 7, reason: "partition_mismatch" },
      { topic: "chat-events", partition: 3, offset: 8, reason: "partition_mismatch" },
    ]);
    expect(oracle.chatRows()).toHaveLength(1);
    expect(oracle.counts().accepted).toBe(1);
  });

  it("stops at a record that is no event and was not known to be faulty", () => {
    const nonsense = { ...started(5, "acme:chat:1"), value: Buffer.from("{") };
    expect(() => createOracle({ timezones }).ingest([nonsense])).toThrow("chat-events/0@5");
  });

  it("reads binary mode", () => {
    const oracle = createOracle({ timezones });
    const attributes = { specversion: "1.0", id: "b", source: "/s", type: "acd_status.changed.v1", time: "2026-03-10T12:00:00.250+02:00", tenant: "acme" };
    const headers = Object.fromEntries(Object.entries({ ...attributes }).map(([name, text]) => [`ce_${name}`, Buffer.from(text)]));
    oracle.ingest([
      {
        topic: "acd-status-events",
        partition: 4,
        offset: 9,
        key: Buffer.from("acme:user:5"),
        headers: { ...headers, "content-type": Buffer.from("application/json") },
        value: Buffer.from('{"user_id":5,"status":"READY"}'),
      },
    ]);
    expect(oracle.statusRows()).toEqual([
      { tenant: "acme", user_id: 5, changed_at_ms: Date.parse("2026-03-10T10:00:00.250Z"), status: "READY", partition: 4, offset: 9 },
    ]);
  });

  it("answers reports per account, with what came in since the last question", () => {
    const oracle = createOracle({ timezones });
    oracle.ingest([started(0, "acme:chat:1"), started(1, "beta:chat:1")]);
    expect(oracle.chatsReport("acme", period).rows).toMatchObject([{ incoming_including_empty: 1 }]);
    oracle.ingest([started(2, "acme:chat:2")]);
    expect(oracle.chatsReport("acme", period).rows).toMatchObject([{ incoming_including_empty: 2 }]);
    expect(() => oracle.chatsReport("nobody", period)).toThrow(RangeError);
  });

  it("asks an account's operators only", () => {
    const oracle = createOracle({ timezones });
    const status = (offset: number, key: string) => recordOf(offset, key, { type: "acd_status.changed.v1", data: { user_id: 5, status: "READY" } });
    oracle.ingest([status(0, "acme:user:5"), status(1, "beta:user:5")]);
    const asked = { from_date: "2026-03-10 00:00:00", to_date: "2026-03-10 10:01:00", user_id: "all", nowMs: Date.parse("2026-03-11T00:00:00Z") } as const;
    expect(oracle.operatorTime("acme", asked)).toEqual({
      result: [{ user_id: 5, statistics: [{ acd_status: { READY: { min: 60, avg: 60, max: 60, count: 1, sum: 60 } } }] }],
    });
  });
});

describe("directory rows (X13)", () => {
  const tag = (offset: number, type: string, minute: string, name?: string) =>
    recordOf(offset, "acme:tag:9", { type: `tag.${type}.v1`, time: `2026-03-10T10:${minute}:00Z`, data: { tag_id: 9, ...(name ? { name } : {}) } });

  it.each([
    ["the latest upsert by its time", [tag(0, "upserted", "05", "new"), tag(1, "upserted", "01", "old")], { title: "new", is_deleted: 0 }],
    ["at one instant the higher offset", [tag(0, "upserted", "05", "first"), tag(1, "upserted", "05", "second")], { title: "second", is_deleted: 0 }],
    ["deleted, it keeps its name", [tag(0, "deleted", "06"), tag(1, "upserted", "05", "kept")], { title: "kept", is_deleted: 1 }],
    ["a later upsert revives it", [tag(0, "upserted", "07", "back"), tag(1, "deleted", "06")], { title: "back", is_deleted: 0 }],
    ["deleted only", [tag(0, "deleted", "06")], { title: "", is_deleted: 1, object_id: 9 }],
  ])("%s", (_, records, wanted) => {
    const oracle = createOracle({ timezones });
    oracle.ingest(records);
    expect(oracle.directoryRows()).toMatchObject([{ tenant: "acme", kind: "tag", ...wanted }]);
  });

  it("keeps every field of an employee; what is absent or null is null, lists empty, managed lists null", () => {
    const oracle = createOracle({ timezones });
    const data = { employee_id: 5, login: "l", first_name: "F", last_name: null, email: "e", department_ids: [1, 2], managed_site_ids: [] };
    oracle.ingest([recordOf(0, "acme:employee:5", { type: "employee.upserted.v1", data })]);
    expect(oracle.directoryRows()).toEqual([
      {
        tenant: "acme",
        kind: "employee",
        object_id: 5,
        is_deleted: 0,
        title: "",
        login: "l",
        first_name: "F",
        last_name: null,
        patronymic: null,
        email: "e",
        phone: null,
        domain_name: null,
        department_ids: [1, 2],
        site_ids: [],
        managed_department_ids: null,
        managed_site_ids: [],
      },
    ]);
  });
});
