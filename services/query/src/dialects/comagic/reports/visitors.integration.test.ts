import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "../testing/ask.ts";
import { visitorSessionsReport } from "./visitor-sessions.ts";
import { visitorsReport } from "./visitors.ts";

/** Epoch seconds of a UTC text. */
const at = (text: string) => Date.parse(`${text.replace(" ", "T")}Z`) / 1000;
const day = { date_from: "2025-03-05", date_till: "2025-03-05 23:59:59" };
const row = { tenant: "acme", version: 1, partition: 0 };
const utc = (time: string) => at(`2025-03-05 ${time}`);

describe("reports of visitors", () => {
  let facts: ScratchFacts;
  const asked = async (report: typeof visitorsReport, params: Readonly<Record<string, unknown>>, zone = "UTC") =>
    await ask(report, facts.readerFor("acme"), params, zone);

  beforeAll(async () => {
    facts = await startScratchFacts();
    await facts.insert("directory_object", [
      { ...row, kind: "campaign", object_id: 1, title: "Spring" },
      { ...row, kind: "tag", object_id: 4, title: "VIP" },
      { ...row, kind: "site", object_id: 2, title: "https://shop.example/" },
    ]);
    await facts.insert("visitor_session", [
      {
        ...row,
        visitor_session_id: 100,
        visitor_id: 77,
        started_at: utc("08:00:00"),
        duration: 3725,
        site_id: 2,
        campaign_id: 1,
        visitor_type: "new",
        visitor_device: "desktop",
        attribution: { search_query: "boots", engine: "yandex.direct", utm_source: "ya" },
        hit_times: [utc("08:00:00"), utc("08:00:05")],
        hit_durations: [5, 360_005],
        hit_urls: ["https://shop.example/", "https://shop.example/boots"],
        property_names: ["size"],
        property_values: ["42"],
        person_id: 9,
      },
      {
        ...row,
        visitor_session_id: 101,
        visitor_id: 77,
        started_at: utc("20:00:00"),
        duration: 10,
        site_id: 3,
        campaign_id: 1,
        first_campaign_id: 6,
        attribution: { entrance_page: "https://shop.example/sale" },
      },
      { ...row, visitor_session_id: 102, visitor_id: 78, started_at: utc("21:00:00"), duration: 0 },
      // three within one second, not in the order of their ids
      { ...row, visitor_session_id: 111, visitor_id: 81, started_at: at("2025-03-07 05:00:00"), started_millisecond: 500, site_id: 2 },
      { ...row, visitor_session_id: 112, visitor_id: 81, started_at: at("2025-03-07 05:00:00"), started_millisecond: 20, campaign_id: 7 },
      { ...row, visitor_session_id: 113, visitor_id: 81, started_at: at("2025-03-07 05:00:00"), started_millisecond: 400, campaign_id: 8 },
      // another account's
      { ...row, tenant: "other", visitor_session_id: 100, visitor_id: 77, started_at: utc("08:30:00") },
    ]);
    await facts.insert("visitor", [
      { ...row, visitor_id: 77, full_name: "Пётр", emails: ["p@example.com", "q@example.com"], phone_numbers: ["79160000001"], company: "Firm" },
      { ...row, visitor_id: 79, has_person_id: 1, person_id: 0, has_custom_properties: 1 },
    ]);
    const sale = {
      sale_ids: [1, 2],
      sale_times: [utc("23:30:00"), at("2025-03-06 00:00:00")],
      sale_is_date: [0, 1],
      sale_costs: ["10.5", "0.0001"],
      sale_comments: ["first", null],
    };
    await facts.insert("chat", [
      {
        ...row,
        chat_id: 1,
        communication_id: 1,
        started_at: utc("08:10:00"),
        visitor_id: 77,
        visitor_session_id: 100,
        first_site_id: 2,
        tag_ids: [4],
        tag_types: ["manual"],
        tag_times: [utc("09:00:00")],
        tag_user_ids: [0],
        tag_user_logins: [null],
        tag_employee_ids: [0],
        ...sale,
      },
    ]);
    await facts.insert("goal", [
      { ...row, goal_id: 3, communication_id: 1, reached_at: utc("08:10:00"), visitor_id: 77, visitor_session_id: 100, name: "cart" },
    ]);
    await facts.insert("lead", [
      {
        ...row,
        offline_message_id: 6,
        communication_id: 6,
        received_at: utc("08:05:00"),
        visitor_id: 77,
        visitor_session_id: 100,
        visitor_name: "P.",
        visitor_phone_number: "+7 (916) 1",
        visitor_email: "lead@example.com",
        sale_ids: [1],
        sale_times: [utc("07:00:00")],
        sale_is_date: [0],
        sale_costs: ["5"],
        sale_comments: [null],
      },
    ]);
    // a call that goes on: no communication yet, but its sale is one
    await facts.insert("call", [
      {
        ...row,
        call_id: 9,
        communication_id: 9,
        started_at: utc("08:20:00"),
        visitor_id: 80,
        visitor_session_id: 100,
        contact_phone_number: "79990000000",
        sale_ids: [1],
        sale_times: [utc("12:00:00")],
        sale_is_date: [0],
        sale_costs: ["7"],
        sale_comments: [null],
      },
    ]);
  });
  afterAll(async () => await facts.close());

  it("A26, A27: sessions tell what was looked at, and for how long", async () => {
    const fields = ["id", "date_time", "entrance_page", "exit_page", "duration", "engine", "hits_count", "hits", "visitor_type", "campaign_name"];
    const { rows, total } = await asked(visitorSessionsReport, { ...day, fields, limit: 1 });
    expect(total).toBe(3);
    expect(rows).toEqual([
      {
        id: 100,
        date_time: "2025-03-05 08:00:00",
        entrance_page: "https://shop.example/",
        exit_page: "https://shop.example/boots",
        duration: 3725,
        engine: "yandex.direct",
        hits_count: 2,
        hits: [
          { hit_url: "https://shop.example/", hit_time: "2025-03-05 08:00:00", hit_duration: "00:00:05" },
          { hit_url: "https://shop.example/boots", hit_time: "2025-03-05 08:00:05", hit_duration: "100:00:05" },
        ],
        visitor_type: "Новый",
        campaign_name: "Spring",
      },
    ]);
  });

  it("A28: sessions name their communications by time, kind and id, finished calls alone", async () => {
    const { rows } = await asked(visitorSessionsReport, { ...day, fields: ["id", "communications", "visitor_type"] });
    expect(rows).toEqual([
      {
        id: 100,
        communications: [
          { communication_id: 6, communication_type: "offline_message", communication_date_time: "2025-03-05 08:05:00" },
          { communication_id: 1, communication_type: "chat", communication_date_time: "2025-03-05 08:10:00" },
          { communication_id: 1, communication_type: "goal", communication_date_time: "2025-03-05 08:10:00" },
        ],
        visitor_type: "Новый",
      },
      { id: 101, communications: [], visitor_type: null },
      { id: 102, communications: [], visitor_type: null },
    ]);
    const found = await asked(visitorSessionsReport, {
      ...day,
      fields: ["id"],
      filter: { field: "communications", operator: "jsquery", value: '#.communication_type = "goal"' },
    });
    expect(found).toEqual({ total: 1, rows: [{ id: 100 }] });
    const without = await asked(visitorSessionsReport, { ...day, fields: ["id"], filter: { field: "communications", operator: "=", value: null } });
    expect(without.rows).toEqual([{ id: 101 }, { id: 102 }]);
  });

  it("answer the reference's default fields of sessions", async () => {
    const { rows } = await asked(visitorSessionsReport, { ...day, limit: 1 });
    expect(rows).toEqual([{ site_id: 2, visitor_id: 77, campaign_id: 1, visitor_device: "desktop" }]);
  });

  it("A29: a visitor's row joins what was published of him with his sessions", async () => {
    const all = [
      "id",
      "first_visit",
      "last_visit",
      "full_name",
      "emails",
      "person_id",
      "device",
      "visits_count",
      "visitor_first_campaign_id",
      "first_search_query",
      "last_search_query",
      "first_entrance_page",
      "last_entrance_page",
      "last_session_id",
      "custom_properties",
      "site_id",
      "site_duration",
      "campaigns",
      "sessions",
      "communications",
    ];
    const { rows, total } = await asked(visitorsReport, { visitor_id: 77, fields: all });
    expect(total).toBe(1);
    expect(rows).toEqual([
      {
        id: 77,
        first_visit: "2025-03-05 08:00:00",
        last_visit: "2025-03-05 20:00:00",
        full_name: "Пётр",
        emails: ["p@example.com", "q@example.com"],
        // of the last session, which names nobody
        person_id: null,
        device: null,
        visits_count: 2,
        visitor_first_campaign_id: 6,
        first_search_query: "boots",
        last_search_query: "boots",
        first_entrance_page: "https://shop.example/",
        last_entrance_page: "https://shop.example/sale",
        last_session_id: 101,
        custom_properties: [],
        site_id: 3,
        site_duration: 3735,
        campaigns: [{ campaign_id: 1, campaign_name: "Spring" }],
        sessions: [{ session_id: 100 }, { session_id: 101 }],
        communications: [
          { communication_id: 6, communication_type: "offline_message", communication_date_time: "2025-03-05 08:05:00" },
          { communication_id: 1, communication_type: "chat", communication_date_time: "2025-03-05 08:10:00" },
          { communication_id: 1, communication_type: "goal", communication_date_time: "2025-03-05 08:10:00" },
        ],
      },
    ]);
  });

  it("A29: which of his sessions is the first and which the last is told by milliseconds, too", async () => {
    const fields = ["sessions", "last_session_id", "site_id", "visitor_first_campaign_id"];
    const { rows } = await asked(visitorsReport, { visitor_id: 81, fields });
    expect(rows).toEqual([
      { sessions: [{ session_id: 112 }, { session_id: 113 }, { session_id: 111 }], last_session_id: 111, site_id: 2, visitor_first_campaign_id: 7 },
    ]);
  });

  it("A29: a visitor without sessions has a row as soon as anything is known of him, and nobody else has", async () => {
    const fields = ["id", "first_visit", "visits_count", "site_duration", "person_id", "custom_properties", "sessions", "site_id", "emails", "last_session_id"];
    const empty = {
      first_visit: null,
      visits_count: 0,
      site_duration: 0,
      person_id: null,
      custom_properties: [],
      sessions: [],
      site_id: null,
      emails: [],
      last_session_id: null,
    };
    expect((await asked(visitorsReport, { visitor_id: 79, fields })).rows).toEqual([{ id: 79, ...empty }]);
    expect(await asked(visitorsReport, { visitor_id: 4242 })).toEqual({ total: 0, rows: [] });
    // of a call that goes on there is no communication yet
    expect((await asked(visitorsReport, { visitor_id: 80 })).rows).toEqual([]);
  });
});
