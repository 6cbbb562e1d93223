import { z } from "zod";
import { type Breakdown, type ListMethod, type StatsMethod } from "./method.ts";
import { statisticNames } from "./statistics.ts";

const count = z.int().min(0);
const text = z.string().nullable();

const attributes = {
  id: z.int(),
  first_name: text,
  last_name: text,
  patronymic: text,
  login: text,
  email: text,
  phone: text,
  state: z.enum(["online", "busy", "offline"]).describe("Now, whatever date is asked for"),
  is_deleted: z.boolean(),
  url: text,
  title: text,
};

const descriptions: Readonly<Partial<Record<string, string>>> = {
  online_time_avg: "Seconds online per day with any, on average",
  chats_total: "All chats",
  calls_total: "All calls",
  leads_total: "All offline messages",
  employee_remarks: "Chats and calls with a remark",
  chats_first_answer_avg: "Seconds until the first answer, on average",
  visitor_votes_pos: "Positive votes",
  visitor_votes_neg: "Negative votes",
};

const statistics = Object.fromEntries(statisticNames.map((name) => [name, count.describe(descriptions[name] ?? name)]));

/** Ids of breakdown entries are texts by department and by employee, as the vendor's examples show them. */
const entry = z.object({ ...attributes, id: z.string(), ...statistics }).partial();

const breakdowns: Readonly<Record<Breakdown, z.ZodType>> = {
  by_date: z.array(z.object({ date: z.iso.date(), ...z.object(statistics).partial().shape })),
  by_department: z.array(entry),
  by_employee: z.array(entry),
  employee_remarks_by_remark: z.array(z.object({ id: z.int(), title: text, employee_remarks: count }).partial({ id: true, title: true })),
};

/** A row holds what `fields` names, so nothing of it is always there. */
function rowOf(method: StatsMethod): z.ZodType {
  const own = Object.entries(attributes).filter(([name]) => method.attributes.includes(name));
  const cut = method.breakdowns.map((name) => [name, breakdowns[name]] as const);
  return z.object({ ...Object.fromEntries(own), ...statistics, ...Object.fromEntries(cut) }).partial();
}

/** What a method whose rows are a list answers. */
export function listResponseOf(method: ListMethod): z.ZodType {
  return z.object({ total: count.describe("Rows in all, before paging"), results: z.array(rowOf(method)) });
}

/** What the method without rows answers. */
export function summaryResponseOf(method: StatsMethod): z.ZodType {
  return z.object({ results: rowOf(method) });
}
