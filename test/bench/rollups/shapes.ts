import { createHash } from "node:crypto";
import type { BenchAccount } from "../harness/accounts.ts";
import { askLivetex, askThulium, askVoximplant } from "../harness/ask.ts";
import type { Parameters } from "../reports/requests.ts";

/** A window of whole days, [from, to) in epoch seconds. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** One kind of request. */
export interface Shape {
  readonly name: string;
  /** Not asked of the largest account: the answer alone would be a million cells. */
  readonly isLong?: boolean;
  /** @returns something that differs when the answer does */
  readonly ask: (origin: string, account: BenchAccount, window: Window) => Promise<string>;
}

const text = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ");
const date = (seconds: number) => text(seconds).slice(0, 10);
const digest = (answer: unknown) => createHash("sha1").update(JSON.stringify(answer)).digest("hex");

const thulium = (name: string, further: Parameters): Shape => ({
  name: `Thulium, ${name}`,
  ask: async (origin, account, { from, to }) => digest(await askThulium(origin, account, [["date_from", text(from)], ["date_to", text(to - 1)], ...further])),
});
const voximplant = (name: string, users: string, aggregation: string, isLong = false): Shape => ({
  name: `Voximplant, ${name}`,
  isLong,
  ask: async (origin, account, { from, to }) =>
    digest(
      await askVoximplant(origin, account, [
        ["from_date", text(from)],
        ["to_date", text(to)],
        ["user_id", users],
        ["aggregation", aggregation],
      ]),
    ),
});
const livetex = (name: string, method: string, fields?: string): Shape => ({
  name: `LiveTex, ${name}`,
  ask: async (origin, account, { from, to }) => {
    const q = `date>=${date(from)} date<=${date(to - 1)}`;
    return String(await askLivetex(origin, account, method, [["q", q], ...(fields === undefined ? [] : [["fields", fields] as const])]));
  },
});

const statistics = "online_time_avg,chats_total,calls_total,leads_total";

/** Every report that can read roll-ups, in the forms that differ in what they read. */
export const shapes: readonly Shape[] = [
  thulium("by day, summed", [
    ["aggregate_by", "day"],
    ["sum_users", "true"],
  ]),
  thulium("by day and employee", [["aggregate_by", "day"]]),
  thulium("by hour of day, summed", [
    ["aggregate_by", "hour_of_day"],
    ["sum_users", "true"],
  ]),
  thulium("by day, two queues", [
    ["aggregate_by", "day"],
    ["sum_users", "true"],
    ["chat_queue_ids[]", "1"],
    ["chat_queue_ids[]", "2"],
  ]),
  voximplant("all, in one sum", "all", "none"),
  voximplant("all, by day", "all", "day"),
  voximplant("all, by hour of day", "all", "hour_of_day"),
  voximplant("all, by hour", "all", "hour", true),
  voximplant("ten, by day", "1;2;3;4;5;6;7;8;9;10", "day"),
  livetex("summary", "summary"),
  livetex("summary by date", "summary", `${statistics},by_date`),
  livetex("summary, online time alone", "summary", "online_time_avg"),
  livetex("employees", "employees"),
  livetex("employees by date", "employees", `id,${statistics},by_date`),
  livetex("sites", "sites"),
  livetex("departments", "departments"),
];
