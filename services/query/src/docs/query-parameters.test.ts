import { describe, expect, it } from "vitest";
import { z } from "zod";
import { toForm, toQueryParameters } from "./query-parameters.ts";

const request = z.object({
  from: z.string().describe("Begin"),
  to: z.string(),
  ids: z.array(z.string()).default([]),
  by: z.enum(["day", "hour"]).default("day"),
});
const examples = {
  hours: { summary: "By hour", parameters: { from: "2025-01-01", to: "2025-01-02", by: "hour" } },
  some: { summary: "Some", parameters: { from: "2025-02-01", ids: ["1", "2"] } },
};

describe("the parameters of a request schema", () => {
  it("each has its schema, its description apart, and the examples that give it", () => {
    expect(toQueryParameters(request, examples)).toEqual([
      {
        name: "from",
        in: "query",
        description: "Begin",
        required: true,
        schema: { type: "string" },
        examples: { hours: { summary: "By hour", value: "2025-01-01" }, some: { summary: "Some", value: "2025-02-01" } },
      },
      { name: "to", in: "query", required: true, schema: { type: "string" }, examples: { hours: { summary: "By hour", value: "2025-01-02" } } },
      {
        name: "ids",
        in: "query",
        required: false,
        schema: { type: "array", items: { type: "string" }, default: [] },
        examples: { some: { summary: "Some", value: ["1", "2"] } },
      },
      {
        name: "by",
        in: "query",
        required: false,
        schema: { type: "string", enum: ["day", "hour"], default: "day" },
        examples: { hours: { summary: "By hour", value: "hour" } },
      },
    ]);
  });

  it("what is filled in is not required", () => {
    expect(toQueryParameters(request, {}, ["to"]).map(({ name, required }) => [name, required])).toEqual([
      ["from", true],
      ["to", false],
      ["ids", false],
      ["by", false],
    ]);
    expect(toForm(request, {}, ["to"]).schema["required"]).toEqual(["from"]);
  });

  it("as a form they are one object, and an example gives all of it", () => {
    const form = toForm(request, examples);
    expect(Object.keys(form.schema["properties"] as object)).toEqual(["from", "to", "ids", "by"]);
    expect(form.examples["some"]).toEqual({ summary: "Some", value: { from: "2025-02-01", ids: ["1", "2"] } });
  });
});
