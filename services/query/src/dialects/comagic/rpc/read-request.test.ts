import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRequest, RequestRefused, textOf } from "./read-request.ts";
import { topLevelNumber } from "./top-level-number.ts";

function refusal(text: string | undefined): [mnemonic: string, idText: string, field: string | null] {
  try {
    readRequest(text);
  } catch (error) {
    if (error instanceof RequestRefused) return [error.cause.mnemonic, error.idText, error.cause.data.field];
    throw error;
  }
  throw new Error("this is a request");
}

const request = (more: Record<string, unknown>) => JSON.stringify({ jsonrpc: "2.0", id: 1, method: "get.account", params: {}, ...more });
const idTextOf = (id: string) => readRequest(`{"jsonrpc":"2.0","id":${id},"method":"m","params":{}}`).idText;

describe("a request object", () => {
  it.each([
    "1",
    "0",
    "-7",
    "1.50",
    "1e3",
    "9007199254740993",
    "123456789012345678901234567890",
    "1E400",
    '"abc"',
    '""',
    '"число 1"',
    '"550e8400-e29b-41d4-a716-446655440000"',
  ])("repeats the id %s as it stood", (id) => {
    expect(idTextOf(id)).toBe(id);
    expect(idTextOf(` \n${id} `)).toBe(id);
  });

  it("repeats the last id of several, whatever way its name is written, and none from further inside", () => {
    const text = String.raw`{"id":1,"params":{"id":2,"a":[{"id":3}],"b":"\"id\":4}"},"\u0069d":9007199254740995,"x":{"id":5},"jsonrpc":"2.0","method":"m"}`;
    expect(readRequest(text).idText).toBe("9007199254740995");
  });

  it("is the body of a client that adds members of its own, or writes empty params as a list", () => {
    expect(readRequest(request({ contentType: "application/json", params: [] }))).toEqual({ id: 1, idText: "1", method: "get.account", params: {} });
  });

  it("the source of a number is found wherever it stands", () => {
    const key = fc.string({ maxLength: 4 }).filter((name) => name !== "id" && name !== "__proto__");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(key, fc.jsonValue()), { maxLength: 5 }),
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.nat(5),
        (others, number, place) => {
          const members = others.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value, null, 1)}`);
          const text = `{ ${members.toSpliced(place, 0, `"id" : ${number} `).join(", ")} }`;
          expect(topLevelNumber(text, "id")).toBe(String(number));
        },
      ),
    );
  });
});

describe("a body that is no request", () => {
  it.each<[string, string | undefined, string, string, string | null]>([
    ["nothing", "", "parse_error", "null", null],
    ["bytes that are no UTF-8", undefined, "parse_error", "null", null],
    ["broken JSON", '{"jsonrpc":"2.0","id":1', "parse_error", "null", null],
    ["two values", "{} {}", "parse_error", "null", null],
    ["a batch", `[${request({})}]`, "batch_opreations_not_supported", "null", null],
    ["an empty batch", "[]", "batch_opreations_not_supported", "null", null],
    ["a text", '"x"', "invalid_request", "null", null],
    ["null", "null", "invalid_request", "null", null],
    ["no id", request({ id: undefined }), "notifications_not_supported", "null", "id"],
    ["a null for the id", request({ id: null }), "notifications_not_supported", "null", "id"],
    ["a flag for the id", request({ id: true }), "invalid_request", "null", "id"],
    ["an object for the id", request({ id: {} }), "invalid_request", "null", "id"],
    ["a list for the id", request({ id: [1] }), "invalid_request", "null", "id"],
    ["no version", request({ jsonrpc: undefined }), "invalid_request", "1", "jsonrpc"],
    ["another version", request({ jsonrpc: "1.0", id: "a" }), "invalid_request", '"a"', "jsonrpc"],
    ["a number for the version", request({ jsonrpc: 2 }), "invalid_request", "1", "jsonrpc"],
    ["no method", request({ method: undefined }), "invalid_request", "1", "method"],
    ["a number for the method", request({ method: 5 }), "invalid_request", "1", "method"],
    ["no params", request({ params: undefined }), "invalid_request", "1", "params"],
    ["null for params", request({ params: null }), "invalid_request", "1", "params"],
    ["a list of params", request({ params: [1] }), "invalid_request", "1", "params"],
  ])("%s", (_what, text, mnemonic, idText, field) => {
    expect(refusal(text)).toEqual([mnemonic, idText, field]);
  });

  it("however deeply it is nested", () => {
    expect(refusal("[".repeat(500_000))[0]).toBe("parse_error");
    expect(refusal(`${"[".repeat(500_000)}${"]".repeat(500_000)}`)[0]).toBe("batch_opreations_not_supported");
    const deep = `{"jsonrpc":"2.0","id":12345678901234567890,"method":"m","params":{"a":${"[".repeat(500_000)}${"]".repeat(500_000)}}}`;
    expect(readRequest(deep).idText).toBe("12345678901234567890");
  });
});

it("a text is UTF-8, with or without a byte order mark", () => {
  expect(textOf(Buffer.from("\u{feff}{}"))).toBe("{}");
  expect(textOf(Buffer.from("Вернувшийся"))).toBe("Вернувшийся");
  expect([textOf(Buffer.from([0x22, 0xff, 0x22])), textOf(undefined), textOf(Buffer.from([0x1f, 0x8b, 8, 0]))]).toEqual([undefined, undefined, undefined]);
});
