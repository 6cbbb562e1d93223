import type { Column, ScalarColumn } from "../listing/column.ts";
import type { Condition } from "../listing/condition.ts";
import type { Shown } from "../listing/print.ts";
import type { ListRequest } from "../listing/statement.ts";

const isScalar = (column: Column): column is ScalarColumn => !["texts", "integers", "records", "record"].includes(column.kind);

/** A request that shows, filters and sorts by every column of a listing. */
export function requestForAll(columns: Readonly<Record<string, Column>>): ListRequest {
  const all = Object.values(columns);
  return {
    zone: "Europe/Moscow",
    within: { all: [] },
    filter: { any: all.flatMap(conditionOn) },
    sort: all.filter(isScalar).map((column, index) => ({ column, isDescending: index % 2 === 0 })),
    shown: Object.entries(columns).map(([name, column]) => shownAs(name, column)),
    limit: 1000,
    offset: 0,
  };
}

function conditionOn(column: Column): readonly Condition[] {
  if (column.kind === "record" || column.kind === "integers") return [];
  return column.kind === "texts" || column.kind === "records" ? [{ column, has: { test: "not_empty" } }] : [{ column, is: { test: "not_null" } }];
}

export function shownAs(name: string, column: Column): Shown {
  if (column.kind !== "records" && column.kind !== "record") return { name, column };
  return { name, column, members: Object.fromEntries(Object.keys(column.members).map((member) => [member, member])) };
}
