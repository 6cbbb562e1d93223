import type { Column, ScalarColumn } from "@stats/questions";
import type { Operator } from "./filter/operators.ts";

/** The reference's words for what a field holds. */
export type FieldType = "number" | "string" | "enum" | "boolean" | "iso8601" | "array" | "object";

/** One line of a report's table. Everything about the field follows from it: what may be asked, the SQL, the answer and the docs. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly column: Column;
  /** May be filtered: by every operator that fits its type, or by these alone (v3). */
  readonly filter: boolean | readonly Operator[];
  readonly isSortable: boolean;
  /** In the answer when no fields are asked for. */
  readonly isDefault: boolean;
  /** The members of an array of objects, or of an object; each column is that of the records' member. */
  readonly members: readonly Member[];
  /** Other words for its values that a filter may say. */
  readonly aliases: Readonly<Record<string, string>>;
  /** `=` and `in` ask whether the list has the word. */
  readonly isSetOfWords: boolean;
}

export interface Member {
  readonly name: string;
  /** Its key in the column of records. */
  readonly key: string;
  readonly column: ScalarColumn;
  readonly filter: boolean | readonly Operator[];
  readonly isSortable: boolean;
}

/** As the reference has them, a letter each: F may be filtered, S sorted, D is in the default answer. */
export type Flags = "" | "F" | "S" | "D" | "FS" | "FD" | "SD" | "FSD";

export interface FieldOptions {
  /** The operators that a filter may use (v3); absent: as the flags say. */
  readonly operators?: readonly Operator[];
  readonly aliases?: Readonly<Record<string, string>>;
  readonly isSetOfWords?: boolean;
}

/** A line of a report's table. */
export function field(name: string, column: Column, flags: Flags = "", { operators, aliases = {}, isSetOfWords = false }: FieldOptions = {}): Field {
  return {
    name,
    type: typeOf(column),
    column,
    filter: operators ?? flags.includes("F"),
    isSortable: flags.includes("S"),
    isDefault: flags.includes("D"),
    members: [],
    aliases,
    isSetOfWords,
  };
}

/** A member that may be filtered or sorted by (v3 alone). */
export interface NamedMember<Key extends string> {
  readonly key: Key;
  readonly operators?: readonly Operator[];
  readonly isSortable?: boolean;
}

/** A field of objects or of one object; `members` are the columns' members by the names they are shown under. */
export function nested<Key extends string>(
  name: string,
  column: { readonly kind: "records" | "record"; readonly members: Readonly<Record<Key, ScalarColumn>> },
  members: Readonly<Record<string, Key | NamedMember<Key>>>,
  flags: Flags = "",
): Field {
  const declared = Object.entries(members).map(([shownAs, key]): Member => {
    const { key: of, operators, isSortable = false } = typeof key === "string" ? { key } : key;
    return { name: shownAs, key: of, column: column.members[of], filter: operators ?? false, isSortable };
  });
  return { ...field(name, column as Column, flags), members: declared };
}

const types: Readonly<Record<Column["kind"], FieldType>> = {
  integer: "number",
  decimal: "number",
  text: "string",
  token: "enum",
  flag: "boolean",
  instant: "iso8601",
  local: "iso8601",
  date: "iso8601",
  texts: "array",
  integers: "array",
  records: "array",
  record: "object",
};

function typeOf(column: Column): FieldType {
  return types[column.kind];
}
