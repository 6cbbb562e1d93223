import { z } from "zod";
import type { Field, FieldType } from "./field.ts";
import { operatorsOf } from "./filter/read-leaf.ts";

const scalars: Readonly<Record<Exclude<FieldType, "array" | "object">, z.ZodType>> = {
  number: z.number().nullable(),
  string: z.string().nullable(),
  enum: z.string().nullable(),
  boolean: z.boolean().nullable(),
  iso8601: z.string().nullable(),
};

/** The answer's rows for /docs: every field may be absent, as it may not be asked for. */
export function rowsSchema(fields: readonly Field[]): z.ZodType {
  const shape = Object.fromEntries(fields.map((field) => [field.name, schemaOf(field).describe(describeField(field))]));
  return z.array(z.object(shape).partial());
}

function schemaOf({ type, column, members }: Field): z.ZodType {
  if ("shown" in column) return z.union([z.string(), z.number()]).nullable();
  if (type !== "array" && type !== "object") return scalars[type];
  if (column.kind === "texts") return z.array(z.string());
  if (column.kind === "integers") return z.array(z.int());
  const shape = Object.fromEntries(members.map((member) => [member.name, scalars[typeOfMember(member.column.kind)]]));
  return type === "array" ? z.array(z.object(shape)) : z.object(shape).partial();
}

function typeOfMember(kind: Field["members"][number]["column"]["kind"]): Exclude<FieldType, "array" | "object"> {
  if (kind === "integer" || kind === "decimal") return "number";
  if (kind === "flag") return "boolean";
  return kind === "text" ? "string" : kind === "token" ? "enum" : "iso8601";
}

function describeField(field: Field): string {
  const { filter } = field;
  const said = [
    field.type,
    ...(filter === false ? [] : [`filter: ${operatorsOf({ ...field, ...(filter === true ? {} : { operators: filter }) }).join(" ")}`]),
    ...(field.isSortable ? ["sort"] : []),
    ...(field.isDefault ? ["in the default answer"] : []),
  ];
  return said.join("; ");
}
