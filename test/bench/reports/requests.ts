import { loginOf, type Store } from "./fill.ts";

export type Parameters = readonly (readonly [name: string, value: string])[];

const day = 86_400;

/** A whole number from 0 to below `below`. */
export type Pick = (below: number) => number;

/** Random, but the same in every run. */
export function seededPick(seed: number): Pick {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Anywhere in the store's year, beginning at any second. */
function randomWindow(pick: Pick, { fromSeconds, toSeconds }: Store, days: number): { readonly from: number; readonly to: number } {
  const from = fromSeconds + pick(toSeconds - fromSeconds - days * day);
  return { from, to: from + days * day };
}

const text = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ");

const chatGrains = ["hour_of_day", "hour", "day", "week", "month"];

/** A mix of what supervisors ask: every grain, with and without employees, thresholds, sometimes some logins or queues, later pages. */
export function chatsSummaryRequest(pick: Pick, store: Store, days: number): Parameters {
  const { from, to } = randomWindow(pick, store, days);
  const logins = pick(4) === 0 ? Array.from({ length: 5 }, () => loginOf(1 + pick(store.employeesPerAccount))) : [];
  const queues = pick(4) === 0 ? [1 + pick(8), 1 + pick(8)] : [];
  return [
    ["date_from", text(from)],
    ["date_to", text(to)],
    ["aggregate_by", chatGrains[pick(chatGrains.length)] ?? "day"],
    ["sum_users", pick(2) === 0 ? "true" : "false"],
    ["response_threshold", String(5 + pick(60))],
    ["offset", pick(4) === 0 ? "100" : "0"],
    ...logins.map((login) => ["user_logins[]", login] as const),
    ...queues.map((queue) => ["chat_queue_ids[]", String(queue)] as const),
  ];
}

const aggregations = ["none", "day", "hour", "hour_of_day"];
const statusSets = ["READY", "ONLINE;READY;IN_SERVICE;AFTER_SERVICE", "DND;TIMEOUT"];

/** All users or ten, every aggregation, all statuses or some. */
export function operatorTimeRequest(pick: Pick, store: Store, days: number): Parameters {
  const { from, to } = randomWindow(pick, store, days);
  const users = pick(2) === 0 ? "all" : Array.from({ length: 10 }, () => 1 + pick(store.employeesPerAccount)).join(";");
  const statuses = pick(2) === 0 ? [["acd_status", statusSets[pick(statusSets.length)] ?? "READY"] as const] : [];
  return [
    ["from_date", text(from)],
    ["to_date", text(to)],
    ["user_id", users],
    ["aggregation", aggregations[pick(aggregations.length)] ?? "none"],
    ["group", pick(2) === 0 ? "user" : "aggregation"],
    ...statuses,
  ];
}
