import { checkPublished } from "@stats/events";
import { type AppendRecord, LogUnavailableError } from "@stats/log";
import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hashKey } from "../../accounts/key-hash.ts";
import { readOnly, startTestApp } from "../../testing/test-app.ts";

const at = (text: string) => Date.parse(`2025-05-01T${text}Z`) / 1000;
const block = {
  person_id: 0,
  visitor_session_id: 0,
  first_campaign_id: 0,
  visits_count: null,
  visit_other_campaign: null,
  property_names: [],
  property_values: [],
  segment_ids: [],
};
const own = { tenant: "acme", version: 1, ...block };

describe("set.visitor_communication", () => {
  let facts: ScratchFacts;
  let app: FastifyInstance;
  let appended: AppendRecord[];
  let fault: Error | undefined;

  async function call(params: object, access_token = "acme-key") {
    const payload = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "set.visitor_communication", params: { access_token, ...params } });
    return (await app.inject({ method: "POST", url: "/v2.0", payload })).json<{
      result?: { data: unknown; metadata: Record<string, unknown> };
      error?: { code: number; data: { mnemonic: string; field: string | null; value: string | null } };
    }>();
  }
  const assigned = () =>
    appended
      .filter(({ topic }) => topic !== "api-request-events")
      .map(({ topic, key, value }) => {
        const event = JSON.parse(String(value)) as Record<string, unknown>;
        expect(checkPublished(event, Date.UTC(2025, 5, 1))).toMatchObject({ ok: true });
        return { topic, key, type: event["type"], time: event["time"], tenant: event["tenant"], data: event["data"], source: event["source"] };
      });

  beforeAll(async () => {
    facts = await startScratchFacts();
    const insert = async (table: string, rows: readonly object[]) => await facts.database.insert({ table, values: rows, format: "JSONEachRow" });
    // one id for several kinds; a message whose own id is another one
    await insert("chat", [
      { ...own, started_at: at("10:00:00"), chat_id: 1, communication_id: 1, visitor_id: 70 },
      { ...own, tenant: "rival", started_at: at("10:00:00"), chat_id: 9, communication_id: 9, visitor_id: 90 },
    ]);
    await insert("call", [{ ...own, started_at: at("11:00:00"), call_id: 2, communication_id: 2, visitor_id: 71, visitor_city: "Тверь", visits_count: 3 }]);
    await insert("goal", [{ ...own, reached_at: at("12:00:00"), communication_id: 2, goal_id: 5, name: "order" }]);
    await insert("lead", [{ ...own, received_at: at("13:00:00"), offline_message_id: 30, communication_id: 3, visitor_id: 72 }]);
    await insert("visitor_session", [
      { ...own, started_at: at("09:00:00"), visitor_session_id: 500, visitor_id: 70, visitor_type: "new", visitor_city: "Псков" },
      {
        ...own,
        started_at: at("14:00:00"),
        visitor_session_id: 501,
        visitor_id: 70,
        person_id: 7,
        first_campaign_id: 4,
        visits_count: 2,
        visit_other_campaign: 0,
        visitor_type: "returning",
        visitor_city: "Казань",
        visitor_region: "Татарстан",
        visitor_country: "Россия",
        visitor_device: "mobile",
        property_names: ["size", "size"],
        property_values: ["L", ""],
        segment_ids: [1, 2],
      },
    ]);
    await insert("visitor", [{ tenant: "acme", visitor_id: 73, version: 1 }]);
    const append = async (records: readonly AppendRecord[]) => {
      if (fault !== undefined) throw fault;
      appended.push(...records);
    };
    ({ app } = await startTestApp(
      ["acme", "rival"].map((tenant) => ({ tenant, comagic: { app_id: 1, users: [], tokens: [{ key: hashKey(`${tenant}-key`) }] } })),
      facts.readerFor,
      [],
      { ...readOnly, log: { append } },
    ));
  });
  afterAll(async () => {
    await app?.close();
    await facts?.close();
  });
  beforeEach(() => {
    appended = [];
    fault = undefined;
  });

  const metadata = { version: null, limits: expect.any(Object) as object };

  it.each([
    ["chat", 1, "chat-events", "acme:chat:1", { chat_id: 1 }],
    ["call", 2, "call-leg-events", "acme:call:2", { call_id: 2 }],
    ["goal", 2, "visitor-session-events", "acme:goal:2", { communication_id: 2 }],
    ["offline_message", 3, "visitor-session-events", "acme:offline_message:30", { offline_message_id: 30 }],
  ])(
    "publishes the assignment of a %s under its own key, with what the visitor's latest session says",
    async (communication_type, communication_id, topic, key, ids) => {
      expect(await call({ communication_type, communication_id, visitor_id: 70 })).toEqual({ jsonrpc: "2.0", id: 1, result: { data: {}, metadata } });
      expect(assigned()).toEqual([
        {
          topic,
          key,
          type: `${communication_type}.visitor_assigned.v1`,
          time: "2025-06-01T00:00:00.000Z",
          tenant: "acme",
          source: "urn:stats:comagic",
          data: {
            ...ids,
            visitor_id: 70,
            visitor: {
              visitor_id: 70,
              person_id: 7,
              visitor_session_id: 501,
              first_campaign_id: 4,
              visitor_type: "returning",
              visits_count: 2,
              city: "Казань",
              region: "Татарстан",
              country: "Россия",
              device: "mobile",
              visit_other_campaign: false,
              custom_properties: [
                { property_name: "size", property_value: "L" },
                { property_name: "size", property_value: "" },
              ],
              segments: [1, 2],
            },
          },
        },
      ]);
    },
  );

  it.each([
    ["by a communication alone", 71, { visitor: { visitor_id: 71, city: "Тверь", visits_count: 3, custom_properties: [], segments: [] } }],
    ["by his card alone", 73, {}],
  ])("knows a visitor %s", async (_how, visitor_id, more) => {
    expect(await call({ cummunication_type: "chat", communication_id: 1, visitor_id })).toHaveProperty("result");
    expect(assigned().map(({ data }) => data)).toEqual([{ chat_id: 1, visitor_id, ...more }]);
  });

  const right = { communication_type: "chat", communication_id: 1, visitor_id: 70 };
  it.each<[string, object, string, string, string | null]>([
    ["an unknown communication", { ...right, communication_id: 404 }, "entity_not_found", "communication_id", "404"],
    [
      "the id of a message where that of its communication is asked for",
      { ...right, communication_type: "offline_message", communication_id: 30 },
      "entity_not_found",
      "communication_id",
      "30",
    ],
    ["no id at all", { ...right, communication_id: 0 }, "entity_not_found", "communication_id", "0"],
    ["a communication of another type", { ...right, communication_type: "call" }, "invalid_parameters_combination", "communication_type", "call"],
    ["an unknown visitor", { ...right, visitor_id: 404 }, "entity_not_found", "visitor_id", "404"],
    ["a visitor of nobody", { ...right, visitor_id: -1 }, "entity_not_found", "visitor_id", "-1"],
    ["another account's visitor", { ...right, visitor_id: 90 }, "entity_not_found", "visitor_id", "90"],
    ["another account's communication", { ...right, communication_id: 9 }, "entity_not_found", "communication_id", "9"],
    ["an unknown type", { ...right, communication_type: "letter" }, "invalid_parameter_value", "communication_type", "letter"],
    ["a number for a type", { ...right, communication_type: 1 }, "data_type_error", "communication_type", "1"],
    ["no type", { communication_id: 1, visitor_id: 70 }, "required_parameter_missed", "communication_type", null],
    ["two types", { ...right, cummunication_type: "call" }, "invalid_parameters_combination", "cummunication_type", "call"],
    ["no communication", { communication_type: "chat", visitor_id: 70 }, "required_parameter_missed", "communication_id", null],
    ["no visitor", { communication_type: "chat", communication_id: 1 }, "required_parameter_missed", "visitor_id", null],
    ["a text for an id", { ...right, communication_id: "1" }, "data_type_error", "communication_id", "1"],
    ["an id above 2^53", { ...right, visitor_id: 2 ** 54 }, "invalid_parameter_value", "visitor_id", "18014398509481984"],
    ["another parameter", { ...right, date_from: "x" }, "unexpected_parameters", "date_from", "x"],
  ])("refuses %s, and publishes nothing", async (_what, params, mnemonic, field, value) => {
    const { error } = await call(params);
    expect(error?.data).toMatchObject({ mnemonic, field, value });
    expect(assigned()).toEqual([]);
  });

  it("takes the customer of an agent, and the same type twice", async () => {
    expect(await call({ ...right, cummunication_type: "chat", customer_id: 5, user_id: 5 })).toHaveProperty("result");
  });

  it("answers nothing that the log has not taken", async () => {
    fault = new LogUnavailableError("away");
    expect((await call(right)).error).toMatchObject({ code: -32603, data: { mnemonic: "internal_error" } });
    expect(assigned()).toEqual([]);
  });
});
