import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutNulls } from "./without-nulls.ts";

describe("withoutNulls", () => {
  it("takes null members out at every level and leaves nulls in lists", () => {
    expect(withoutNulls({ a: null, b: { c: null, d: [null, { e: null, f: 0 }] } })).toEqual({ b: { d: [null, { f: 0 }] } });
  });

  it("answers the very value when there is nothing to take out", () => {
    fc.assert(
      fc.property(fc.object({ values: [fc.integer(), fc.string(), fc.boolean()], maxDepth: 4 }), (value) => {
        expect(withoutNulls(value)).toBe(value);
      }),
    );
  });

  it("gives no object a prototype", () => {
    const cleaned = withoutNulls(JSON.parse('{"a":null,"__proto__":{"chat_id":1}}')) as Record<string, unknown>;
    expect(cleaned["chat_id"]).toBeUndefined();
  });
});
