import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { validFixtures } from "../fixtures/read-fixtures.ts";
import { eventDocs } from "./event-docs.ts";
import { eventTypes, isEventType } from "./index.ts";
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

  it("takes every event that the check takes", () => {
    // Formats are for readers; the check of dates and times is proven elsewhere.
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const { name, event } of validFixtures()) {
      if (!isEventType(event.type)) expect.unreachable(name);
      const validate = ajv.compile(eventJsonSchema(event.type));
      expect({ name, valid: validate(event), errors: validate.errors }).toEqual({ name, valid: true, errors: null });
    }
  });

  it.each([
    ["an operator's message without its employee", "chat.message_sent.v1", { chat_id: 1, message_id: "1", author: "operator" }],
    ["a rating that says nothing", "chat.rated.v1", { chat_id: 1 }],
    ["a closed list's unknown value", "acd_status.changed.v1", { user_id: 1, status: "ready" }],
    ["a missing field", "chat.assigned.v1", { chat_id: 1 }],
    ["null in a required field", "chat.assigned.v1", { chat_id: 1, employee_id: null }],
    ["an id of text", "chat.assigned.v1", { chat_id: 1, employee_id: "5" }],
    ["a long open enum", "chat.started.v1", { chat_id: 1, initiator: "x".repeat(65) }],
  ] as const)("refuses %s", (_, type, data) => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(eventJsonSchema(type));
    const event = { specversion: "1.0", id: "1", source: "a", type, time: "2026-03-01T09:30:00Z", tenant: "acme", data };
    expect(validate(event)).toBe(false);
  });

  it("tells the rules between fields", () => {
    expect(eventJsonSchema("chat.rated.v1").properties?.["data"]).toMatchObject({
      anyOf: [{ required: ["face"] }, { required: ["vote"] }, { required: ["score"] }],
    });
  });
});
