import type { CriteriaParams } from "@stats/questions";
import { endSecondOf, firstSecondOf, fromLocalTime } from "../../local-time.ts";
import type { DateValue, DateWord } from "./grammar/date-value.ts";
import type { Condition, DateOperator, IdCriterion } from "./grammar/query.ts";

/** What the conditions of `q` come to together. */
export interface Criteria extends CriteriaParams {
  /** Dialogs in [from, to), epoch seconds. */
  readonly from: number;
  readonly to: number;
  /** What each `is_online` asks for. */
  readonly online: readonly boolean[];
}

export interface CriteriaContext {
  /** IANA zone of the account. */
  readonly timezone: string;
  /** Epoch seconds. */
  readonly now: number;
}

/** Everything that can be stored lies in it. */
const wholeHistory = { from: 0, to: 2 ** 32 - 1 };

/**
 * Joins conditions: every bound of the date holds, of two lists of one kind only what is in both.
 * @returns undefined when no instant can satisfy the dates
 */
export function resolveCriteria(conditions: readonly Condition[], context: CriteriaContext): Criteria | undefined {
  const bounds = conditions.flatMap((condition) => (condition.field === "date" ? [boundsOf(condition.operator, condition.value, context)] : []));
  const from = Math.max(...bounds.map((bound) => bound.from ?? -Infinity));
  const to = Math.min(...bounds.map((bound) => bound.to ?? Infinity));
  if (from >= to) return undefined;
  const sites = idsOf("site_ids", conditions);
  const departments = idsOf("department_ids", conditions);
  const employees = idsOf("employee_ids", conditions);
  return {
    from: Math.max(from, wholeHistory.from),
    to: Math.min(to, wholeHistory.to),
    sites_given: sites !== undefined,
    site_ids: sites ?? [],
    departments_given: departments !== undefined,
    department_ids: departments ?? [],
    employees_given: employees !== undefined,
    employee_ids: employees ?? [],
    online: conditions.flatMap((condition) => (condition.field === "is_online" ? [condition.isOnline] : [])),
  };
}

function idsOf(field: IdCriterion, conditions: readonly Condition[]): number[] | undefined {
  const [first, ...others] = conditions.flatMap((condition) => (condition.field === field ? [new Set(condition.ids)] : []));
  return first === undefined ? undefined : [...others.reduce((common, ids) => common.intersection(ids), first)];
}

interface Bounds {
  readonly from?: number;
  readonly to?: number;
}

/** Rulings L17 and X19: a day means all of it, a time its second; a time that the clocks show twice is the earlier one below, the later one above. */
function boundsOf(operator: DateOperator, value: DateValue, context: CriteriaContext): Bounds {
  if (value.kind === "word") return { from: firstSecondOf(firstDayOf(value.word, context), context.timezone) };
  const { first, end } = edgesOf(value, context.timezone);
  switch (operator) {
    case "=":
      return { from: first, to: end };
    case ">=":
      return { from: first };
    case ">":
      return { from: value.kind === "day" ? end : first + 1 };
    case "<=":
      return { to: end };
    case "<":
      return { to: value.kind === "day" ? first : end - 1 };
  }
}

/** The first second of a day or time, and the one after its last. */
function edgesOf(value: Exclude<DateValue, { kind: "word" }>, zone: string): { first: number; end: number } {
  switch (value.kind) {
    case "day":
      return { first: firstSecondOf(value.day, zone), end: endSecondOf(value.day, zone) };
    case "time":
      return { first: fromLocalTime(value.time, zone, "earlier"), end: fromLocalTime(value.time, zone, "later") + 1 };
    case "instant":
      return { first: value.seconds, end: value.seconds + 1 };
  }
}

const wordSpans: Readonly<Record<DateWord, Temporal.DurationLike>> = {
  today: { days: 0 },
  lastday: { days: 1 },
  last3days: { days: 3 },
  lastweek: { weeks: 1 },
  lastmonth: { months: 1 },
  lastyear: { years: 1 },
};

/** Calendar arithmetic: a month before the 31st is the last day of a shorter month. */
function firstDayOf(word: DateWord, { timezone, now }: CriteriaContext): Temporal.PlainDate {
  const today = Temporal.Instant.fromEpochMilliseconds(now * 1000)
    .toZonedDateTimeISO(timezone)
    .toPlainDate();
  return today.subtract(wordSpans[word]);
}
