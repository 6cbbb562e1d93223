import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { eventDocs } from "./event-docs.ts";
import { eventTypes } from "./index.ts";
import { eventJsonSchema } from "./json-schema.ts";

const folder = new URL("../../../docs/events/", import.meta.url);

describe("docs/events", () => {
  const generated = eventDocs();

  it("has a file for every type, and no other", () => {
    expect(readdirSync(folder).sort()).toEqual([...generated.keys()].sort());
  });

  it.each([...generated.keys()])("%s is what `npm run generate` writes", (name) => {
    expect(readFileSync(new URL(name, folder), "utf8")).toBe(generated.get(name));
  });
});

describe("JSON Schema", () => {
  it("requires the envelope and the data of every type", () => {
    for (const type of eventTypes) {
      expect(eventJsonSchema(type).required).toEqual(["specversion", "id", "source", "type", "time", "tenant", "data"]);
    }
  });

  it("tells the rules between fields", () => {
    expect(eventJsonSchema("chat.rated.v1").properties?.["data"]).toMatchObject({ anyOf: [{ required: ["face"] }, { required: ["vote"] }, { required: ["score"] }] });
  });
});
