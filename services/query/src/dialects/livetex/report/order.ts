import type { Order } from "../sort.ts";
import { type Cell, statistics } from "../statistics.ts";

/** What can be put in order: a row of a report or an entry of a breakdown. */
export interface Orderable {
  readonly id: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly cell: Cell;
}

/**
 * Puts rows or entries in order: by a statistic, or by the code points of a name; ties by ascending id, also where the order descends (ruling X17).
 * @param of whose names, where names order
 */
export function inOrder<Item extends Orderable>(items: readonly Item[], order: Order, of: "rows" | "department" | "employee"): Item[] {
  if (order.statistic !== undefined) {
    const { value } = statistics[order.statistic];
    const sign = order.isDescending ? -1 : 1;
    return items.toSorted((one, other) => sign * (value(one.cell) - value(other.cell)) || one.id - other.id);
  }
  const name = order[of];
  // the order of UTF-8 bytes is that of code points; the order of JavaScript strings is not
  const keyed = items.map((item) => ({ item, key: Buffer.from(textOf(item.attributes[name]), "utf8") }));
  return keyed.toSorted((one, other) => Buffer.compare(one.key, other.key) || one.item.id - other.item.id).map(({ item }) => item);
}

/** Names are texts or null. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
