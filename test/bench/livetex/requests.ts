import type { Store } from "../reports/fill.ts";
import type { Parameters, Pick } from "../reports/requests.ts";

export const listAndSummaryMethods = ["employees", "sites", "departments", "summary"] as const;
export type Method = (typeof listAndSummaryMethods)[number] | "contacts";

export interface Request {
  readonly method: Method;
  readonly parameters: Parameters;
}

const defaultFields: Readonly<Record<Method, string>> = {
  employees: "id,first_name,last_name",
  sites: "id,url",
  departments: "id,title",
  summary: "",
  contacts: "",
};
export const allStatistics = "online_time_avg,chats_total,calls_total,leads_total";

/** The method's documented default fields, over so many days that end anywhere in the store; contacts take no parameter. */
export function methodRequest(pick: Pick, store: Store, method: Method, days: number, byDate: boolean): Request {
  return statisticsRequest(pick, store, { method, days, byDate, statistics: allStatistics });
}

/** The same with statistics of one's own. */
export function statisticsRequest(
  pick: Pick,
  store: Store,
  { method, days, byDate, statistics }: { readonly method: Method; readonly days: number; readonly byDate: boolean; readonly statistics: string },
): Request {
  if (method === "contacts") return { method, parameters: [] };
  const lastDay = Math.floor(store.toSeconds / 86_400) - 1 - pick(1 + storeDays(store) - days);
  const fields = [defaultFields[method], statistics, byDate ? "by_date" : ""].filter((part) => part !== "").join(",");
  return {
    method,
    parameters: [
      ["q", between(lastDay - days + 1, lastDay)],
      ["fields", fields],
    ],
  };
}

/** How often each method was called of 100 (a usage list of the real service), and over how many days. */
const methodShares: readonly (readonly [Method, number])[] = [
  ["employees", 0.496],
  ["summary", 0.282],
  ["sites", 0.101],
  ["departments", 0.1],
  ["contacts", 0.021],
];

/** Days asked for, and how often of 1. The real distribution is not known. */
export type DayShares = readonly (readonly [days: number, share: number])[];

/** One call of the mix: default fields, a window that ends in the last week of the store, where events come in. */
export function mixRequest(pick: Pick, store: Store, dayShares: DayShares): Request {
  const method = drawn(pick, methodShares);
  const days = drawn(pick, dayShares);
  if (method === "contacts") return { method, parameters: [] };
  const lastDay = Math.floor(store.toSeconds / 86_400) - 1 - pick(7);
  return { method, parameters: [["q", between(lastDay - days + 1, lastDay)]] };
}

function drawn<Value>(pick: Pick, shares: readonly (readonly [Value, number])[]): Value {
  let left = pick(1000) / 1000;
  for (const [value, share] of shares) {
    left -= share;
    if (left < 0) return value;
  }
  const last = shares.at(-1);
  if (last === undefined) throw new Error("there is something to draw");
  return last[0];
}

/** Both days included. */
function between(firstDay: number, lastDay: number): string {
  return `date>=${toDateText(firstDay)} date<=${toDateText(lastDay)}`;
}

function storeDays({ fromSeconds, toSeconds }: Store): number {
  return Math.floor((toSeconds - fromSeconds) / 86_400);
}

function toDateText(daysSince1970: number): string {
  return new Date(daysSince1970 * 86_400_000).toISOString().slice(0, 10);
}
