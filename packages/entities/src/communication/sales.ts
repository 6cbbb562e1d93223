import { parseInstant, type EventData } from "@stats/events";
import { canonicalMoney } from "../money.ts";
import { latest, secondsOf, type Moment, type Valued } from "../moment.ts";
import { flag, type Flag } from "../versioned.ts";

type SaleSaid = Omit<EventData["chat.sale_recorded.v1"], "chat_id">;

/** The latest that was said of each sale. Lives in the state of a communication from its first sale on. */
export type Sales = Map<number, Valued<SaleSaid>>;

/** One element a sale, in the order of ids. */
export interface SaleColumns {
  readonly sale_ids: readonly number[];
  /** Epoch seconds, of any year; of a bare date its midnight as if in UTC, because the account's zone is known only when somebody asks. */
  readonly sale_times: readonly number[];
  /** 1 = a bare date was said. */
  readonly sale_is_date: readonly Flag[];
  /** Decimal texts in canonical form (see money.ts). */
  readonly sale_costs: readonly string[];
  readonly sale_comments: readonly (string | null)[];
}

export const unsold: SaleColumns = { sale_ids: [], sale_times: [], sale_is_date: [], sale_costs: [], sale_comments: [] };

/** The same sale again replaces what was said of it, by event time (rulings A5); it is the same by its id within the communication (settled). */
export function sell(sales: Sales, at: Moment, said: SaleSaid): void {
  sales.set(said.sale_id, latest(sales.get(said.sale_id), { ...at, value: said }));
}

export function saleColumns(sales: Sales | undefined): SaleColumns {
  if (sales === undefined) return unsold;
  const all = [...sales.values()].map(({ value }) => value).toSorted((a, b) => a.sale_id - b.sale_id);
  return {
    sale_ids: all.map(({ sale_id }) => sale_id),
    sale_times: all.map(({ sale_date }) => secondsOfSale(sale_date)),
    sale_is_date: all.map(({ sale_date }) => flag(isBareDate(sale_date))),
    sale_costs: all.map(({ sale_cost }) => canonicalMoney(sale_cost)),
    sale_comments: all.map(({ comment }) => comment ?? null),
  };
}

function isBareDate(saleDate: string): boolean {
  return saleDate.length === "YYYY-MM-DD".length;
}

function secondsOfSale(saleDate: string): number {
  const timeMs = parseInstant(isBareDate(saleDate) ? `${saleDate}T00:00:00Z` : saleDate);
  if (timeMs === undefined) throw new RangeError(`${saleDate} is no date`);
  return secondsOf(timeMs);
}
