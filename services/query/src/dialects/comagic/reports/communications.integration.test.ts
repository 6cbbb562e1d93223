import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { common, nothing } from "../testing/shared-fields.ts";
import { type ReportWorld, startReportWorld } from "../testing/report-world.ts";

let world: ReportWorld;
const post: ReportWorld["post"] = async (...asked) => await world.post(...asked);
const rowsOf: ReportWorld["rowsOf"] = async (...asked) => await world.rowsOf(...asked);
const day = { date_from: "2025-03-04 00:00:00", date_till: "2025-03-04 23:59:59" };

beforeAll(async () => {
  world = await startReportWorld();
});
afterAll(async () => await world.close());

describe("get.communications_report", () => {
  const own = (communication_type: string, id: number, date_time: string) => ({ id, communication_type, date_time });
  const fields = [...Object.keys(common), "id", "communication_type", "date_time"];

  it("answers every field of every kind", async () => {
    expect(await rowsOf("get.communications_report", { ...day, fields })).toEqual([
      { ...own("chat", 9_007_199_254_740_991, "2025-03-04 00:00:00"), ...common },
      { ...own("goal", 80, "2025-03-04 13:00:00"), ...common },
      { ...own("offline_message", 61, "2025-03-04 13:00:00"), ...common },
      { ...own("offline_message", 63, "2025-03-04 13:00:01"), ...nothing },
      { ...own("offline_message", 65, "2025-03-04 13:00:02"), ...nothing },
      { ...own("call", 90, "2025-03-04 14:00:00"), ...common },
      { ...own("chat", 2, "2025-03-04 23:59:59"), ...nothing },
    ]);
  });

  it("has its default fields in the order of the vendor's rows, and says how many rows there are", async () => {
    const { body } = await post("get.communications_report", { ...day, limit: 1 });
    expect(body).toMatch(
      /^{"jsonrpc":"2.0","id":"я","result":{"data":\[\s*{"id":9007199254740991,"site_id":3,"date_time":"2025-03-04 00:00:00","person_id":701,"visitor_id":700,"campaign_id":30,"communication_type":"chat","visitor_session_id":702}\s*\]\s*,"metadata":{"total_items":7,"version":null,"limits":{/,
    );
  });

  it("a page of nothing is an empty list", async () => {
    expect(await rowsOf("get.communications_report", { ...day, offset: 7 })).toEqual([]);
    expect(await rowsOf("get.communications_report", { date_from: "2024-01-01", date_till: "2024-01-02" })).toEqual([]);
  });

  it("takes dates of account time, both ends included", async () => {
    const ids = async (date_from: string, date_till: string) =>
      (await rowsOf("get.communications_report", { date_from, date_till, fields: ["id"] })).map(({ id }) => id);
    expect(await ids("2025-03-04 13:00:01", "2025-03-04 13:00:01")).toEqual([63]);
    expect(await ids("2025-03-04", "2025-03-05")).toEqual([9_007_199_254_740_991, 80, 61, 63, 65, 90, 2, 3]);
    expect(await ids("2025-03-04", "2025-03-04 23:59:58")).not.toContain(2);
  });

  it("names of members are accepted and null, and so are names of later editions", async () => {
    expect(await rowsOf("get.communications_report", { ...day, field: ["id", "tag_id", "segment_name", "utm_referrer", "id"], limit: 1 })).toEqual([
      { id: 9_007_199_254_740_991, tag_id: null, utm_referrer: null, segment_name: null },
    ]);
  });
});

describe("a regular expression", () => {
  const ask = async (value: string) =>
    await post("get.communications_report", { ...day, fields: ["id"], filter: { filters: [{ field: "utm_source", operator: "regexp", value }] } });

  it("is one of POSIX as far as the engine has them", async () => {
    expect((await ask("^(yan|goo)[[:alpha:]]+$")).json()).toMatchObject({ result: { metadata: { total_items: 4 } } });
  });

  it.each(["(", "(?=a)", "a\\"])("%j is none", async (value) => {
    expect((await ask(value)).json()).toMatchObject({
      error: { code: -32602, data: { mnemonic: "invalid_parameter_value", field: "filter.filters[0].value", value } },
    });
  });
});
