import { describe, expect, it } from "vitest";
import { z } from "zod";
import { apiSchema } from "./api-description.ts";

describe("apiSchema", () => {
  const decimal = z.string().transform(Number).pipe(z.int().min(1).max(100)).meta({ type: "integer", minimum: 1, maximum: 100 });

  it("says what is taken in, with limits and descriptions", () => {
    expect(apiSchema(z.object({ limit: decimal.describe("How many") }), "input")).toEqual({
      type: "object",
      properties: { limit: { type: "integer", minimum: 1, maximum: 100, description: "How many" } },
      required: ["limit"],
    });
  });

  it("states the default of a field that is read from text, as the value read", () => {
    expect(apiSchema(z.object({ limit: decimal.default(20), by: z.enum(["day", "hour"]).default("day") }), "input")).toEqual({
      type: "object",
      properties: { limit: { type: "integer", minimum: 1, maximum: 100, default: 20 }, by: { type: "string", enum: ["day", "hour"], default: "day" } },
    });
  });

  it("does not state what text becomes as its default", () => {
    const list = z.string().transform((text) => text.split(","));
    expect(apiSchema(z.object({ fields: list.default(["a", "b"]) }), "input")).toEqual({ type: "object", properties: { fields: { type: "string" } } });
  });

  it("says of an integer given out only what is not true of every integer", () => {
    expect(apiSchema(z.tuple([z.int(), z.int().min(0)]), "output")).toMatchObject({ prefixItems: [{ type: "integer" }, { type: "integer", minimum: 0 }] });
    expect(JSON.stringify(apiSchema(z.tuple([z.int(), z.int().min(0)]), "output"))).not.toContain("9007199254740991");
  });

  it("refuses what JSON Schema cannot say", () => {
    expect(() => apiSchema(z.object({ at: z.date() }), "output")).toThrow();
  });
});
