import { describe, expect, it } from "vitest";
import { expandViews } from "./reading-views.ts";

const oneLine = (sql: string) => sql.replace(/\s+/g, " ");

describe("expandViews", () => {
  it("puts a view's text in its place, and leaves the rest as it is", () => {
    expect(oneLine(expandViews("select 1 -- of chat_of(x)\nfrom call_of(tenant = {tenant:String}) c where c.call_id = {id:UInt64}"))).toBe(
      "select 1 from (select * from call final where tenant = {tenant:String} and deleted = 0) c where c.call_id = {id:UInt64}",
    );
    expect(expandViews("select length('call_of')")).toBe("select length('call_of')");
  });

  it("puts the given expressions in place of its parameters, in views of views too", () => {
    const text = oneLine(
      expandViews("select status from status_interval_of(tenant = {tenant:String}, from = {a:UInt32}, to = least({b:UInt32}, 7), now = toUInt32(')' = ',')) i"),
    );
    expect(text).toContain("least((least({b:UInt32}, 7)), (toUInt32(')' = ','))) as window_end");
    expect(text).toContain(
      "from status_change final where tenant = {tenant:String} and changed_at >= toDateTime64(toStartOfMonth(toDateTime((({a:UInt32})), 'UTC')), 3, 'UTC')",
    );
    expect(text).not.toMatch(/_of\(|\{(?:from|to|now|since):/);
  });

  it.each([
    ["a parameter that is missing", "select 1 from status_trail_of(tenant = {tenant:String})", /without its parameter since/],
    ["one that there is not", "select 1 from chat_of(tenant = {tenant:String}, level = 'full')", /no parameter level/],
    ["a bracket that is open", "select 1 from chat_of(tenant = {tenant:String}", /never closed/],
    ["an expression that would stand for a table", "with chat as (select 1) select 1 from chat_of(tenant = {tenant:String})", /chat would stand for the table/],
  ])("refuses %s", (_what, sql, message) => {
    expect(() => expandViews(sql)).toThrow(message);
  });
});
