import type { Order } from "@stats/questions";
import { RpcError } from "../rpc/errors.ts";
import type { Names } from "./names.ts";

export interface SortElement {
  readonly field: string;
  readonly order: "asc" | "desc";
}

/** Reads `sort` (notes, section 4; ruling R7): of a field that stands twice the first counts. @throws {RpcError} for a name that is none or may not be sorted by */
export function readSort(sort: readonly SortElement[], names: Names): readonly Order[] {
  const seen = new Set<string>();
  return sort.flatMap(({ field: name, order }, index) => {
    const column = names.sortable(name);
    const field = `sort[${index}].field`;
    if (column === "unknown") throw new RpcError("unexpected_parameters", { field, value: name });
    if (column === "prohibited") throw new RpcError("sort_prohibited", { field, value: name });
    if (seen.has(name)) return [];
    seen.add(name);
    return [{ column, isDescending: order === "desc" }];
  });
}
