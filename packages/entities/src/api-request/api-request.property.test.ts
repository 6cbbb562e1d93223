import fc from "fast-check";
import { describe } from "vitest";
import { itKeepsTheLaws } from "../testing/fold-laws.ts";
import { body, historiesOf, maybe } from "../testing/histories.ts";
import { apiRequestFold } from "./api-request.ts";

const uuid = "0f0e6b5e-9d0a-4c54-8f2e-3f1a2b3c4d5e";
const bodies = body("api_request.completed.v1", {
  api_request_id: fc.constant(uuid),
  request_id: maybe(fc.constantFrom("1", 1, "x")),
  api_type: fc.constantFrom("rpc_api", "call_api"),
  component: maybe(fc.constantFrom("", "data_api")),
  ip_address: fc.constant("203.0.113.7"),
  method: fc.constantFrom("a", "b"),
  method_type: maybe(fc.constantFrom("light", "heavy")),
  result: fc.constantFrom("success", "error"),
  call_session_id: maybe(fc.integer({ min: 1, max: 3 })),
  raw: fc.constantFrom("", "{}"),
  execution_time: fc.nat(3),
});

describe("an API request", () => {
  itKeepsTheLaws(apiRequestFold, historiesOf("api_request", uuid, bodies));
});
