import { parseError } from "@clickhouse/client";
import { describe, expect, it } from "vitest";
import { asEngineError, errorBody, httpStatus } from "./engine-error.ts";

describe("the engine's errors", () => {
  it("read code, message and type, also of messages with line breaks and brackets", () => {
    const text = "Code: 62. DB::Exception: Syntax error: failed at position 8 (x) (line 1, col 8): x\ny. Expected one of: SELECT. (SYNTAX_ERROR)";
    expect(asEngineError(new Error(text))).toMatchObject({
      code: 62,
      type: "SYNTAX_ERROR",
      message: "Syntax error: failed at position 8 (x) (line 1, col 8): x\ny. Expected one of: SELECT.",
    });
  });

  it("are never swallowed when they are of an unknown form", () => {
    expect(asEngineError(new Error("boom"))).toMatchObject({ code: 1002, type: "UNKNOWN_EXCEPTION", message: "boom" });
  });

  it("come out of the client's own parser as they went in", () => {
    expect(parseError(errorBody(asEngineError(new Error("Code: 60. DB::Exception: Table x does not exist. (UNKNOWN_TABLE)"))))).toMatchObject({
      code: "60",
      type: "UNKNOWN_TABLE",
    });
  });

  it("have a server's status", () => {
    expect([60, 62, 164, 241, 202].map(httpStatus)).toEqual([404, 400, 403, 500, 503]);
  });
});
