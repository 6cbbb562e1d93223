import type { Binder } from "./binder.ts";
import { type Column, type RecordColumn, type RecordsColumn, type ScalarColumn, type ScalarKind, sqlOf } from "./column.ts";

const instantFormat = "'%Y-%m-%d %H:%i:%S'";

/** A scalar as a row shows it: what the engine then prints as a JSON number, text or boolean. Instants are local times of the zone. */
export function printed(kind: ScalarKind, sql: string, binder: Binder): string {
  switch (kind) {
    case "flag":
      return `cast(${sql} as Nullable(Bool))`;
    case "instant":
      return `formatDateTime(${sql}, ${instantFormat}, ${binder.bindZone()})`;
    case "local":
      return `formatDateTime(toDateTime64(${sql}, 0, 'UTC'), ${instantFormat}, 'UTC')`;
    case "date":
      return `toString(${sql})`;
    case "integer":
    case "decimal":
    case "text":
    case "token":
      return sql;
  }
}

/** What a row shows under one name. */
export interface Shown {
  readonly name: string;
  readonly column: Column;
  /** For records and a record: which members, by the names they are shown under, in that order. */
  readonly members?: Readonly<Record<string, string>>;
}

/** A column of a row: its SQL, the members of records by their names. Names are declared ones. @throws {Error} for a name that is no plain word (a defect) */
export function printColumn({ name, column, members = {} }: Shown, binder: Binder): string {
  assertWord(name);
  switch (column.kind) {
    case "texts":
    case "integers":
      return sqlOf(column.sql, binder);
    case "records": {
      const { cells, type } = cellsOf(column, members, (member) => printedArray(member, binder));
      return `cast(arrayZip(${cells}) as Array(${type}))`;
    }
    case "record": {
      const { cells, type } = cellsOf(column, members, (member) => printed(member.kind, sqlOf(member.sql, binder), binder));
      return `cast(tuple(${cells}) as ${type})`;
    }
    default:
      return column.shown ?? printed(column.kind, sqlOf(column.sql, binder), binder);
  }
}

function cellsOf(column: RecordsColumn | RecordColumn, members: Readonly<Record<string, string>>, print: (member: ScalarColumn) => string) {
  const cells = Object.entries(members).map(([shownAs, key]) => {
    assertWord(shownAs);
    const member = column.members[key];
    if (member === undefined) throw new Error(`There is no member ${key}`);
    return { sql: print(member), type: `${shownAs} ${memberTypes[member.kind]}` };
  });
  return { cells: cells.map(({ sql }) => sql).join(", "), type: `Tuple(${cells.map(({ type }) => type).join(", ")})` };
}

function printedArray({ kind, sql }: ScalarColumn, binder: Binder): string {
  const array = sqlOf(sql, binder);
  const element = printed(kind, "element", binder);
  return element === "element" ? array : `arrayMap(element -> ${element}, ${array})`;
}

const memberTypes: Readonly<Record<ScalarKind, string>> = {
  integer: "Nullable(Int64)",
  decimal: "Nullable(Decimal(38, 4))",
  text: "Nullable(String)",
  token: "Nullable(String)",
  flag: "Nullable(Bool)",
  instant: "Nullable(String)",
  local: "Nullable(String)",
  date: "Nullable(String)",
};

function assertWord(name: string): void {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`${JSON.stringify(name)} is no name for a column`);
}
