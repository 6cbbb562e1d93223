import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "../testing/ask.ts";
import { apiRequestsReport } from "./api-requests.ts";
import { salesReport } from "./sales.ts";

/** Epoch seconds of a UTC text. */
const at = (text: string) => Date.parse(`${text.replace(" ", "T")}Z`) / 1000;
const day = { date_from: "2025-03-05", date_till: "2025-03-05 23:59:59" };
const row = { tenant: "acme", version: 1, partition: 0 };
const utc = (time: string) => at(`2025-03-05 ${time}`);

describe("reports of sales and requests", () => {
  let facts: ScratchFacts;
  const asked = async (report: typeof salesReport, params: Readonly<Record<string, unknown>>, zone = "UTC") =>
    await ask(report, facts.readerFor("acme"), params, zone);

  beforeAll(async () => {
    facts = await startScratchFacts();
    await facts.insert("directory_object", [
      { ...row, kind: "campaign", object_id: 1, title: "Spring" },
      { ...row, kind: "tag", object_id: 4, title: "VIP" },
      { ...row, kind: "site", object_id: 2, title: "https://shop.example/" },
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
    const request = {
      ...row,
      api_type: "rpc_api",
      ip_address: "192.0.2.1",
      method: "get.calls_report",
      method_type: "heavy",
      result: "success",
      raw: "{}",
      execution_time: 12,
    };
    await facts.insert("api_request", [
      { ...request, api_request_id: "b", requested_at: utc("10:00:00"), request_id: "9007199254740993", request_id_is_number: 1 },
      { ...request, api_request_id: "a", requested_at: utc("10:00:00"), request_id: "9007199254740993", request_id_is_number: 0, component: "data_api" },
      {
        ...request,
        api_request_id: "c",
        requested_at: utc("11:00:00"),
        request_id: "1.5",
        request_id_is_number: 1,
        api_type: "call_api",
        result: "error",
        error_code: "-32602",
        error_mnemocode: "data_type_error",
        call_session_id: 5,
        ip_address: "198.51.100.7",
      },
      { ...request, api_request_id: "d", requested_at: utc("12:00:00"), request_id: null },
    ]);
  });
  afterAll(async () => await facts.close());

  it("A30: sales come by their own time, each with what it belongs to", async () => {
    const { rows, total } = await asked(salesReport, { date_from: "2025-03-05", date_till: "2025-03-06" });
    expect(total).toBe(4);
    expect(
      rows.map(({ id, date_time, days_before_sale, transaction_value, communication }) => ({
        id,
        date_time,
        days_before_sale,
        transaction_value,
        communication,
      })),
    ).toMatchObject([
      {
        id: 1,
        date_time: "2025-03-05 07:00:00",
        days_before_sale: 0,
        transaction_value: 5,
        communication: { communication_type: "offline_message", communication_id: 6 },
      },
      {
        id: 1,
        date_time: "2025-03-05 12:00:00",
        days_before_sale: 0,
        transaction_value: 7,
        communication: { communication_type: "call", communication_id: 9 },
      },
      {
        id: 1,
        date_time: "2025-03-05 23:30:00",
        days_before_sale: 0,
        transaction_value: 10.5,
        communication: { communication_type: "chat", communication_date_time: "2025-03-05 08:10:00" },
      },
      { id: 2, date_time: "2025-03-06 00:00:00", days_before_sale: 1, transaction_value: 0.0001, communication: { communication_type: "chat" } },
    ]);
    expect(rows[0]).toMatchObject({ visitor: { visitor_name: "P.", visitor_phone_number: 79_161, visitor_email: "lead@example.com" } });
    expect(rows[1]).toMatchObject({
      visitor: { visitor_name: null, visitor_phone_number: 79_990_000_000, visitor_email: null },
      site: { site_id: null, site_domain_name: null },
    });
    expect(rows[2]).toMatchObject({
      comment: "first",
      tag: [{ tag_id: 4, tag_name: "VIP" }],
      site: { site_id: 2, site_domain_name: "shop.example" },
      visitor: { visitor_name: "Пётр", visitor_phone_number: 79_160_000_001, visitor_email: "p@example.com", visitor_type: "Не заполнен" },
      campaign: { campaign_id: null, campaign_name: null, visit_other_campaign: null },
    });
  });

  it("sales: a bare date is a day of the account's calendar, an instant its local time", async () => {
    const { rows } = await asked(
      salesReport,
      { date_from: "2025-03-06", date_till: "2025-03-06 23:59:59", fields: ["date_time", "days_before_sale", "site_id"] },
      "Asia/Tokyo",
    );
    expect(rows).toEqual([
      { date_time: "2025-03-06 00:00:00", days_before_sale: 1, site: { site_id: 2 } },
      { date_time: "2025-03-06 08:30:00", days_before_sale: 1, site: { site_id: 2 } },
    ]);
  });

  it("sales are filtered and sorted by the reference's own names and words", async () => {
    const period = { date_from: "2025-03-05", date_till: "2025-03-06", field: ["transaction_value"] };
    const costs = async (more: Readonly<Record<string, unknown>>) =>
      (await asked(salesReport, { ...period, ...more })).rows.map(({ transaction_value }) => transaction_value);
    expect(await costs({ filter: { field: "communication_type", operator: "eq", value: "chat" } })).toEqual([10.5, 0.0001]);
    expect(await costs({ filter: { field: "site_domain_name", operator: "co", value: "shop" }, sort: [{ field: "transaction_value", order: "asc" }] })).toEqual(
      [0.0001, 10.5],
    );
    expect(await costs({ filter: { field: "days_before_sale", operator: "ge", value: 1 } })).toEqual([0.0001]);
    expect(await costs({ sort: [{ field: "transaction_value", order: "desc" }], limit: 2 })).toEqual([10.5, 7]);
  });

  it("requests show their ids as they were sent, and are compared as texts", async () => {
    const { rows, total } = await asked(apiRequestsReport, { ...day, fields: ["request_id", "type", "error_code", "call_session_id", "component"] });
    expect(total).toBe(4);
    expect(rows.map((each) => JSON.stringify(each["request_id"]))).toEqual([
      '"9007199254740993"',
      expect.stringMatching(/^90071992547409\d\d$/),
      "1.5",
      "null",
    ]);
    expect(rows[2]).toMatchObject({ type: "call_api", error_code: "-32602", call_session_id: "5", component: null });
    const same = await asked(apiRequestsReport, { ...day, fields: ["type"], filter: { field: "request_id", operator: "eq", value: "9007199254740993" } });
    expect(same.total).toBe(2);
    const near = await asked(apiRequestsReport, { ...day, fields: ["ip_address"], filter: { field: "ip_address", operator: "sw", value: "198." } });
    expect(near.rows).toEqual([{ ip_address: "198.51.100.7" }]);
  });
});
