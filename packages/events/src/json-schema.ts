import { z } from "zod";
import { catalogue, type EventType } from "./catalogue.ts";
import { envelope } from "./envelope.ts";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * The JSON Schema (draft 2020-12) of a whole event of one type, for publishers. What it cannot say is in the type's zod schema: a
 * text's length in bytes, that two fields agree, that a time is in range.
 */
export function eventJsonSchema(type: EventType): JsonSchema {
  const { data, nullClears } = catalogue[type];
  const schema: JsonSchema = z.toJSONSchema(z.object({ ...envelope.shape, type: z.literal(type), data }), { io: "input" });
  return { title: type, ...nullable(schema, nullClears) };
}

/** Null in an optional field counts as absent, so a publisher may send it; `asIs` leaves data alone, where null has a meaning. */
function nullable(schema: JsonSchema, asIs: boolean): JsonSchema {
  const changed: JsonSchema = { ...schema };
  if (schema.items !== undefined && !Array.isArray(schema.items)) changed.items = nullable(asSchema(schema.items), asIs);
  if (schema.properties === undefined) return changed;
  const required = new Set(schema.required);
  const members = Object.entries(schema.properties).map(([name, member]) => {
    if (asIs && name === "data") return [name, member] as const;
    const inner = nullable(asSchema(member), asIs);
    return [name, required.has(name) ? inner : orNull(inner)] as const;
  });
  return { ...changed, properties: Object.fromEntries(members) };
}

function orNull(schema: JsonSchema): JsonSchema {
  if (typeof schema.type === "string") {
    return { ...schema, type: [schema.type, "null"] as unknown as NonNullable<JsonSchema["type"]>, ...(schema.enum && { enum: [...schema.enum, null] }) };
  }
  if (schema.anyOf !== undefined) return { ...schema, anyOf: [...schema.anyOf, { type: "null" }] };
  return { anyOf: [schema, { type: "null" }] };
}

function asSchema(schema: z.core.JSONSchema._JSONSchema): JsonSchema {
  return typeof schema === "boolean" ? {} : schema;
}
