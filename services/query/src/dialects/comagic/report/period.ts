import type { Condition, ScalarColumn } from "@stats/questions";
import { RpcError } from "../rpc/errors.ts";
import { type LocalTimeText, readLocalTime } from "./local-time-text.ts";

/** How long a period may be (notes, section 8): it is refused only when it is longer than both. */
export interface PeriodLimit {
  readonly months: number;
  readonly days: number;
}

const threeMonths: PeriodLimit = { months: 3, days: 90 };

export interface PeriodTexts {
  readonly date_from?: string | undefined;
  readonly date_till?: string | undefined;
}

export interface WithinPeriod {
  readonly condition: Condition;
  /** Its first and last second, as epoch seconds. */
  readonly first: number;
  readonly last: number;
  /** The same of the clocks, as if they showed UTC. */
  readonly firstLocal: number;
  readonly lastLocal: number;
}

/**
 * The rows whose time lies in a period, both ends included, in local time of the account.
 * @throws {RpcError} for an end that is missing or no time, for ends in the wrong order, and for too long a period
 */
export function withinPeriod(column: ScalarColumn, texts: PeriodTexts, zone: string, limit: PeriodLimit = threeMonths): WithinPeriod {
  const from = readEnd("date_from", texts.date_from, zone);
  const till = readEnd("date_till", texts.date_till, zone);
  if (from.first > till.last) throw new RpcError("invalid_parameter_value", { field: "date_from", value: texts.date_from });
  const isLonger = (most: Temporal.DurationLike) => Temporal.PlainDateTime.compare(till.local, from.local.add(most)) > 0;
  if (isLonger({ months: limit.months }) && isLonger({ days: limit.days })) {
    throw new RpcError("date_interval_limit_reached", { field: "date_till", value: texts.date_till });
  }
  const valueOf = (end: LocalTimeText) => (column.kind === "local" ? end.localSeconds : end);
  const ends: readonly Condition[] = [
    { column, is: { test: "at_least", value: valueOf(from) } },
    { column, is: { test: "at_most", value: valueOf(till) } },
  ];
  return { condition: { all: ends }, first: from.first, last: till.last, firstLocal: from.localSeconds, lastLocal: till.localSeconds };
}

function readEnd(field: string, text: string | undefined, zone: string): LocalTimeText {
  if (text === undefined) throw new RpcError("required_parameter_missed", { field });
  const end = readLocalTime(text, zone);
  if (end === undefined) throw new RpcError("invalid_parameter_value", { field, value: text });
  return end;
}
