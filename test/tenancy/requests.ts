import fc from "fast-check";
import { acdStatuses, aggregations, type ChatsReportParams, type OperatorTimeParams } from "../oracle/index.ts";
import { sharedLogins } from "./crowd.ts";

const two = (value: number) => String(value).padStart(2, "0");
const date = fc.integer({ min: 0, max: 9 }).map((days) => new Date(Date.UTC(2025, 1, 27) + days * 86_400_000).toISOString().slice(0, 10));
const clock = fc.tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }), fc.nat({ max: 59 })).map((parts) => parts.map(two).join(":"));
const orAbsent = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const listed = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: values.length });

/** Values that are given, without those that are not. */
const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };

/** Valid parameters of the chat report, whatever their combination; logins and queues that nobody has included. */
export const chatsReportParams: fc.Arbitrary<ChatsReportParams> = fc
  .record({
    days: fc.tuple(date, date).map((pair) => pair.toSorted()),
    times: orAbsent(clock),
    aggregate_by: orAbsent(fc.constantFrom(...aggregations)),
    sum_users: orAbsent(fc.boolean()),
    user_logins: orAbsent(listed([...sharedLogins, "nobody", "' or 1=1 --", "alpha"])),
    chat_queue_ids: orAbsent(listed([1, 2, 3, 99])),
    response_threshold: orAbsent(fc.nat({ max: 130 })),
    limit: orAbsent(fc.integer({ min: 1, max: 100 })),
    offset: orAbsent(fc.nat({ max: 5 })),
  })
  .map(
    ({ days: [from = "", to = ""], times, ...rest }) =>
      given({ date_from: times === undefined ? from : `${from} 00:00:00`, date_to: times === undefined ? to : `${to} ${times}`, ...rest }) as ChatsReportParams,
  );

export function toChatsQuery({ user_logins, chat_queue_ids, ...rest }: ChatsReportParams): URLSearchParams {
  const query = new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, String(value)]));
  for (const login of user_logins ?? []) query.append("user_logins[]", login);
  for (const id of chat_queue_ids ?? []) query.append("chat_queue_ids[]", String(id));
  return query;
}

/** Valid parameters of the operator statistics; the window lies in the past, so that "now" plays no role. */
export const operatorTimeParams: fc.Arbitrary<Omit<OperatorTimeParams, "nowMs">> = fc
  .record({
    window: fc.tuple(date, clock, date, clock).map(([from, fromTime, to, toTime]) => [`${from} ${fromTime}`, `${to} ${toTime}`].toSorted()),
    user_id: fc.oneof(fc.constant("all" as const), listed([1, 2, 3, 4, 77])),
    acd_status: orAbsent(listed(acdStatuses)),
    aggregation: orAbsent(fc.constantFrom("none", "day", "hour", "hour_of_day")),
    group: orAbsent(fc.constantFrom("user", "aggregation")),
  })
  .map(({ window: [from_date = "", to_date = ""], ...rest }) => given({ from_date, to_date, ...rest }) as Omit<OperatorTimeParams, "nowMs">);

export function toOperatorFields({ user_id, acd_status, ...rest }: Omit<OperatorTimeParams, "nowMs">): URLSearchParams {
  const fields = new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, String(value)]));
  fields.set("user_id", user_id === "all" ? "all" : user_id.join(";"));
  if (acd_status !== undefined) fields.set("acd_status", acd_status.join(";"));
  return fields;
}
