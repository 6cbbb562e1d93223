import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashKey } from "../../../accounts/key-hash.ts";
import { startTestApp, unreachable } from "../../../testing/test-app.ts";
import { methods } from "../methods.ts";
import { refusalBody } from "./envelope.ts";

const seed = Number(process.env["STATS_TEST_FUZZ_SEED"] ?? 20250601);
const key = "k".repeat(48);
const names = ["login.user", "logout.user", "get.nothing", ...methods.map(({ name }) => name)];

/** Bodies from bytes to almost a request: members of any type, some missing, some twice. */
const member = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom("2.0", 1, "", null, key));
const params = fc.dictionary(
  fc.constantFrom(
    "access_token",
    "login",
    "password",
    "user_id",
    "fields",
    "filter",
    "sort",
    "limit",
    "offset",
    "date_from",
    "visitor_id",
    "communication_type",
    "wibble",
  ),
  member,
);
const almost = fc
  .record(
    {
      jsonrpc: fc.constantFrom<unknown>("2.0", "2.0", "2.0", 2, null),
      id: fc.oneof(fc.integer(), fc.string(), fc.double(), fc.jsonValue({ maxDepth: 1 })),
      method: fc.oneof(fc.constantFrom(...names), fc.string(), fc.jsonValue({ maxDepth: 1 })),
      params: fc.oneof(
        params,
        params.map((given) => ({ ...given, access_token: key })),
        member,
      ),
    },
    { requiredKeys: [] },
  )
  .map((body) => JSON.stringify(body));
const right = fc
  .record({
    jsonrpc: fc.constant("2.0"),
    id: fc.oneof(fc.maxSafeInteger(), fc.string()),
    method: fc.constant("get.account"),
    params: fc.constant({ access_token: key }),
  })
  .map((body) => JSON.stringify(body));
const cut = fc.tuple(almost, fc.nat(200)).map(([text, length]) => text.slice(0, length));
const bodies = fc.oneof(
  almost,
  almost,
  right,
  cut,
  fc.string(),
  fc.jsonValue().map((value) => JSON.stringify(value)),
);

describe(`any body (STATS_TEST_FUZZ_SEED=${seed})`, () => {
  let app: FastifyInstance;
  beforeAll(async () => {
    ({ app } = await startTestApp([{ tenant: "acme", comagic: { app_id: 7, users: [], tokens: [{ key: hashKey(key) }] } }], unreachable));
  });
  afterAll(async () => await app.close());

  it("gets an answer of JSON-RPC with HTTP 200: the id as it came, or null; a result, or a refusal of the known shape", async () => {
    const answered = { result: 0, error: 0 };
    await fc.assert(
      fc.asyncProperty(bodies, async (payload) => {
        const reply = await app.inject({ method: "POST", url: "/v2.0", payload });
        expect(reply.statusCode).toBe(200);
        const body = reply.json<{ jsonrpc: string; id: unknown; result?: unknown; error?: unknown }>();
        expect(body.jsonrpc).toBe("2.0");
        if (body.error === undefined) {
          expect(Object.keys(body)).toEqual(["jsonrpc", "id", "result"]);
          answered.result += 1;
        } else {
          expect(refusalBody.safeParse(body).success, reply.body).toBe(true);
          answered.error += 1;
        }
        const sent = parsed(payload);
        expect([null, idOf(sent)]).toContainEqual(body.id);
        if (body.error === undefined) expect(body.id).toEqual(idOf(sent));
      }),
      { numRuns: 1500, seed },
    );
    expect(answered.result).toBeGreaterThan(0);
    expect(answered.error).toBeGreaterThan(answered.result);
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function idOf(body: unknown): unknown {
  return typeof body === "object" && body !== null && "id" in body ? body.id : null;
}
