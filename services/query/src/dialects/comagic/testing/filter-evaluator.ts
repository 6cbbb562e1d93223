/** A row of an answer, or what a test takes for one. */
export type Row = Readonly<Record<string, unknown>>;
/** As a request has it. */
export type Filter = Readonly<Record<string, unknown>>;
/** What SQL knows: true, false, and null for unknown. */
type Truth = boolean | null;

/** A jsquery text with what it means, so that the evaluator needs no parser. */
export interface Query {
  readonly text: string;
  readonly holds: (elements: readonly unknown[]) => boolean;
}

/**
 * Whether a filter holds for a row, worked out plainly from what the row shows: for tests, against the SQL. Local times compare as texts.
 * @param queries the jsquery texts that filters use
 */
export function evaluate(filter: Filter, row: Row, queries: ReadonlyMap<string, Query>): Truth {
  const filters = filter["filters"] as readonly Filter[] | undefined;
  if (filters === undefined) return filter["field"] === undefined ? true : leaf(filter, row, queries);
  const truths = filters.filter(says).map((child) => evaluate(child, row, queries));
  if (truths.length === 0) return true;
  const decisive = filter["condition"] === "or";
  if (truths.includes(decisive)) return decisive;
  return truths.includes(null) ? null : !decisive;
}

/** Whether a filter says anything: one that does not is as good as none, also within an `or`. */
function says(filter: Filter): boolean {
  const filters = filter["filters"] as readonly Filter[] | undefined;
  return filters === undefined ? Object.keys(filter).length > 0 : filters.some(says);
}

function leaf(filter: Filter, row: Row, queries: ReadonlyMap<string, Query>): Truth {
  const shown = row[String(filter["field"])];
  const value = filter["value"] ?? null;
  const operator = String(filter["operator"]);
  if (operator === "is_null" || (operator === "=" && value === null)) return isNothing(shown);
  if (operator === "is_not_null" || (operator === "!=" && value === null)) return !isNothing(shown);
  if (Array.isArray(shown)) return ofList(operator, shown, value, queries);
  return shown === null ? null : ofScalar(operator, shown as string | number | boolean, value);
}

function isNothing(shown: unknown): boolean {
  return shown === null || (Array.isArray(shown) && shown.length === 0);
}

function ofList(operator: string, shown: readonly unknown[], value: unknown, queries: ReadonlyMap<string, Query>): boolean {
  const words = (Array.isArray(value) ? value : [value]) as readonly unknown[];
  if (operator === "jsquery") return queries.get(String(value))?.holds(shown) ?? fail(operator);
  if (operator === "not_overlap") return !words.some((word) => shown.includes(word));
  if (["=", "in", "overlap"].includes(operator)) return words.some((word) => shown.includes(word));
  return fail(operator);
}

function ofScalar(operator: string, shown: string | number | boolean, value: unknown): boolean {
  switch (operator) {
    case "=":
      return compared(shown, value) === 0;
    case "!=":
      return compared(shown, value) !== 0;
    case "<":
      return compared(shown, value) < 0;
    case "<=":
      return compared(shown, value) <= 0;
    case ">":
      return compared(shown, value) > 0;
    case ">=":
      return compared(shown, value) >= 0;
    case "in":
      return (value as readonly unknown[]).some((each) => compared(shown, each) === 0);
    case "not_in":
      return !(value as readonly unknown[]).some((each) => compared(shown, each) === 0);
    case "like":
    case "not_like":
      return like(String(value), "su").test(String(shown)) === (operator === "like");
    case "ilike":
    case "not_ilike":
      return like(String(value), "siu").test(String(shown)) === (operator === "ilike");
    case "regexp":
      return new RegExp(String(value), "su").test(String(shown));
    default:
      return fail(operator);
  }
}

/** Numbers by size, texts by their bytes; a date alone is its midnight where a time is shown. */
export function compared(shown: unknown, value: unknown): number {
  if (typeof shown === "string" && typeof value === "string") {
    const isDate = /^\d{4}-\d{2}-\d{2}$/.test(value) && /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(shown);
    return Buffer.compare(Buffer.from(shown), Buffer.from(isDate ? `${value} 00:00:00` : value));
  }
  return Number(shown) - Number(value);
}

function like(pattern: string, flags: string): RegExp {
  const parts = [...pattern.matchAll(/\\([^])|(%)|(_)|([^])/gu)].map(([, escaped, any, one, plain]) =>
    any === undefined ? (one === undefined ? RegExp.escape(escaped ?? plain ?? "") : ".") : ".*",
  );
  return new RegExp(`^${parts.join("")}$`, flags);
}

function fail(operator: string): never {
  throw new Error(`The evaluator does not know ${operator} here`);
}
