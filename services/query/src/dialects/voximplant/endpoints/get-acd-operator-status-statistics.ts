import { operatorStatuses, operatorTime, timeBuckets } from "@stats/questions";
import { z } from "zod";
import { defineStreamedEndpoint } from "../../../endpoint.ts";
import type { MethodDeclaration } from "../method.ts";
import { groupings, type StatisticsReply, type StatisticsStyle, toResultTexts } from "../status-groups.ts";
import { fromUtcTime, toUtcTime, utcTimeForm } from "../utc-time.ts";

const time = z
  .string()
  .regex(utcTimeForm, "invalid")
  .transform((text, context) => fromUtcTime(text) ?? refuse(context));

const users = z
  .string()
  .regex(/^(?:all|[1-9]\d*(?:;[1-9]\d*)*)$/, "invalid")
  .transform((text, context): readonly number[] => {
    if (text === "all") return [];
    const ids = text.split(";");
    return ids.every((id) => Number.isSafeInteger(Number(id))) ? [...new Set(ids.map(Number))] : refuse(context);
  });

const anyStatus = operatorStatuses.join("|");
const statuses = z
  .string()
  .regex(new RegExp(`^(?:${anyStatus})(?:;(?:${anyStatus}))*$`), "invalid")
  .transform((text) => [...new Set(z.array(z.enum(operatorStatuses)).parse(text.split(";")))]);

function refuse(context: z.RefinementCtx): never {
  context.addIssue({ code: "custom", message: "invalid" });
  return z.NEVER;
}

const bothTimes = z.object({ from_date: z.number(), to_date: z.number() });

const request = z
  .object({
    from_date: time.describe("Begin, UTC, `YYYY-MM-DD HH:mm:ss`"),
    to_date: time.describe("End, UTC, not included, not before from_date; now when it is not given"),
    user_id: users.describe("Operators: ids separated by semicolons, or `all`"),
    acd_status: statuses.optional().describe("Statuses separated by semicolons; all when it is not given"),
    aggregation: z.enum(timeBuckets).default("none").describe("How time is cut: by UTC day, hour, hour of the day, or not at all"),
    group: z.enum(groupings).default("user").describe("What the first level of the result is: operators (`user`), or the pieces of time (`aggregation`)"),
  })
  .refine(({ from_date, to_date }) => from_date <= to_date, {
    path: ["to_date"],
    message: "range",
    // it counts as a fault of to_date, so it is looked at whatever the later parameters are
    when: ({ value }) => bothTimes.safeParse(value).success,
  });

const seconds = z.int().min(0);
const sample = z
  .object({ min: seconds, avg: seconds, max: seconds, count: z.int().min(1), sum: seconds })
  .describe("Seconds that the status lasted, piece by piece");
const detail = z.partialRecord(z.enum(operatorStatuses), sample);
const place = { user_id: z.union([z.int(), z.string()]).optional(), date: z.string().optional(), hour: z.int().optional() };
const response: z.ZodType<StatisticsReply> = z.strictObject({
  result: z.array(z.strictObject({ ...place, statistics: z.array(z.strictObject({ ...place, acd_status: z.union([detail, z.tuple([detail])]) })) })),
}) as z.ZodType<StatisticsReply>;

const declaration: MethodDeclaration = {
  roles: ["Owner", "Admin", "Developer", "Supervisor", "User manager"],
  parameters: [
    { name: "from_date", code: 111, allowed: "'YYYY-MM-DD HH:mm:ss' in UTC", isRequired: true },
    { name: "to_date", code: 111, allowed: "'YYYY-MM-DD HH:mm:ss' in UTC, not before from_date" },
    { name: "user_id", code: 117, allowed: "positive integers separated by semicolons, or 'all'", isRequired: true },
    { name: "acd_status", code: 227, allowed: `${operatorStatuses.join(", ")}; separated by semicolons` },
    { name: "aggregation", code: 228, allowed: timeBuckets.join(", ") },
    { name: "group", code: 254, allowed: groupings.join(", ") },
  ],
  defaults: (now) => ({ to_date: toUtcTime(now) }),
  relations: { range: 123 },
};

/**
 * GetACDOperatorStatusStatistics: time that operators spent in each status, min / avg / max / count / sum of samples in seconds, per user
 * and UTC day, hour or hour of the day. The interval is [from_date, to_date), cut at now. What has no sample is left out at every level.
 */
export const getAcdOperatorStatusStatistics = {
  ...declaration,
  ...defineStreamedEndpoint({
    operation: "GetACDOperatorStatusStatistics",
    request,
    question: operatorTime,
    toParams: (asked, { now }) => ({
      from: asked.from_date,
      to: asked.to_date,
      now,
      bucket: asked.aggregation,
      order: asked.group === "user" ? ("user" as const) : ("bucket" as const),
      user_ids: [...asked.user_id],
      statuses: asked.acd_status ?? [],
    }),
    response,
    toTexts: (rows, asked, style: StatisticsStyle) => toResultTexts(rows, { ...style, group: asked.group, statuses: asked.acd_status ?? operatorStatuses }),
  }),
};
