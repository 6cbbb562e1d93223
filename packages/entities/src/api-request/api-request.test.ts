import type { EventData } from "@stats/events";
import { describe, expect, it } from "vitest";
import { foldAll, weight } from "../entity.ts";
import type { ApiRequestRow } from "../rows.ts";
import { sec } from "../testing/clock.ts";
import { event } from "../testing/events.ts";
import { given, logged } from "../testing/given.ts";
import { apiRequestFold } from "./api-request.ts";

const uuid = "0F0e6b5e-9d0a-4c54-8f2e-3f1a2b3c4d5e";
const completed = (clock: string, said: Partial<EventData["api_request.completed.v1"]> = {}) =>
  event("api_request.completed.v1", "api_request", uuid, clock, {
    api_request_id: uuid,
    api_type: "rpc_api",
    ip_address: "203.0.113.7",
    method: "get.calls_report",
    result: "success",
    raw: "{}",
    execution_time: 12,
    ...said,
  });
const one = (...rows: Partial<ApiRequestRow>[]) => ({ api_request: rows });

describe("an API request", () => {
  it("is as published, its id in the case in which it was written; what is absent is null", () => {
    given([completed("10:00:00.900")]).gives(
      one({
        requested_at: sec("10:00:00"),
        api_request_id: uuid,
        request_id: null,
        request_id_is_number: 0,
        api_type: "rpc_api",
        component: null,
        ip_address: "203.0.113.7",
        method: "get.calls_report",
        method_type: null,
        result: "success",
        error_code: null,
        error_mnemocode: null,
        call_session_id: 0,
        external_id: null,
        raw: "{}",
        execution_time: 12,
        deleted: 0,
      }),
    );
  });

  it("has every other field too; an empty text is not an absent one", () => {
    const said = { component: "", method_type: "heavy", result: "error", error_code: "-32602", error_mnemocode: "data_type_error", external_id: "x" } as const;
    given([completed("10:00", { ...said, call_session_id: 9 })]).gives(one({ ...said, call_session_id: 9 }));
  });

  it.each([
    [7, "7", 1],
    ["7", "7", 0],
    ["", "", 0],
    [1e21, "1e+21", 1],
    [-1.5, "-1.5", 1],
  ] as const)("section 4: the caller's id %j is kept as a text, and whether it was a number", (sent, text, isNumber) => {
    given([completed("10:00", { request_id: sent })]).gives(one({ request_id: text, request_id_is_number: isNumber }));
  });

  it("settled last: of several events the latest replaces as a whole, whichever came first, and the other second is taken back", () => {
    given([completed("10:05", { execution_time: 1 })])
      .when(completed("10:00", { request_id: 5, method: "login.user" }))
      .gives(
        one(
          { requested_at: sec("10:05"), request_id: null, method: "get.calls_report", execution_time: 1, deleted: 0 },
          { requested_at: sec("10:00"), deleted: 1, api_type: "none", result: "none", raw: "" },
        ),
      );
  });

  it("X12: of two events at one instant the higher offset counts", () => {
    given([completed("10:00", { execution_time: 1 })])
      .when(completed("10:00", { execution_time: 2 }))
      .gives(one({ execution_time: 2 }));
  });

  it("weighs what its body weighs", () => {
    const weightOf = (raw: string) => weight(foldAll(apiRequestFold, logged([completed("10:00", { raw })])));
    expect(weightOf("x".repeat(10_000))).toBeGreaterThan(weightOf("") + 10_000);
  });
});
