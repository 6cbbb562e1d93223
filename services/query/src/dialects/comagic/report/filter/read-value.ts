import type { ScalarKind, Value } from "@stats/questions";
import { RpcError } from "../../rpc/errors.ts";
import { readLocalTime } from "../local-time-text.ts";

type Aliases = Readonly<Record<string, string>>;

const jsonTypes: Readonly<Record<ScalarKind, "number" | "string" | "boolean">> = {
  integer: "number",
  decimal: "number",
  text: "string",
  token: "string",
  flag: "boolean",
  instant: "string",
  local: "string",
  date: "string",
};

const VALUES_MAX = 10_000;

/** A value to compare a field with. @throws {RpcError} when it is of another JSON type, or a time that is none */
export function readValue(kind: ScalarKind, value: unknown, path: string, aliases: Aliases, zone: string): Value {
  if (typeof value !== jsonTypes[kind]) throw new RpcError("data_type_error", { field: path, value });
  const given = value as string | number | boolean;
  if (kind === "token") return Object.hasOwn(aliases, given as string) ? (aliases[given as string] ?? given) : given;
  if (kind !== "instant" && kind !== "local" && kind !== "date") return given;
  const time = readLocalTime(given as string, zone);
  // a date alone, where the field is one
  if (time === undefined || (kind === "date" && (given as string).length > "YYYY-MM-DD".length)) {
    throw new RpcError("invalid_parameter_value", { field: path, value });
  }
  return kind === "date" ? given : kind === "local" ? time.localSeconds : { first: time.first, last: time.last };
}

/** The values of `in` and its kind. @throws {RpcError} when it is no array, too long, or an element is of another type */
export function readValues(kind: ScalarKind, value: unknown, path: string, aliases: Aliases, zone: string): readonly Value[] {
  if (!Array.isArray(value)) throw new RpcError("data_type_error", { field: path, value });
  if (value.length > VALUES_MAX) throw new RpcError("invalid_parameter_value", { field: path });
  return value.map((each: unknown, index) => readValue(kind, each, `${path}[${index}]`, aliases, zone));
}
