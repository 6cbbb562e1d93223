import { eventsOf, type PublishedEvent } from "../system/event.ts";

/** What two operators did on 10 and 11 March 2025 (UTC). The expectations below are worked out by hand from these lines. */
export function operatorStory(tenant: string): readonly PublishedEvent[] {
  const event = eventsOf(tenant);
  const changes: readonly (readonly [number, string, string])[] = [
    [501, "2025-03-10T10:00:00Z", "ONLINE"],
    [501, "2025-03-10T10:05:00Z", "ONLINE"], // the same again: no new interval
    [501, "2025-03-10T10:10:00Z", "READY"],
    [501, "2025-03-10T11:30:00Z", "IN_SERVICE"],
    [501, "2025-03-10T11:40:31Z", "READY"],
    [501, "2025-03-10T12:20:15Z", "OFFLINE"],
    [501, "2025-03-11T10:30:00Z", "READY"],
    [501, "2025-03-11T10:45:00Z", "OFFLINE"],
    [502, "2025-03-10T11:15:00Z", "READY"],
    [502, "2025-03-11T01:00:00Z", "OFFLINE"],
  ];
  return changes.map(([userId, time, status]) => event("acd_status.changed.v1", time, { user_id: userId, status }));
}

/** Cuts the first ONLINE (300 of its 600 seconds lie inside). */
export const asked = { from: "2025-03-10 10:05:00", to: "2025-03-11 12:00:00", statuses: "READY;ONLINE", users: "all" };

export interface Sample {
  readonly min: number;
  readonly avg: number;
  readonly max: number;
  readonly count: number;
  readonly sum: number;
}

type Statuses = Readonly<Record<string, Sample>>;
type Cell = readonly [user: number, date: string, hour: number, statuses: Statuses];

const once = (seconds: number): Sample => ({ min: seconds, avg: seconds, max: seconds, count: 1, sum: seconds });
const [first, second] = ["2025-03-10", "2025-03-11"];

const none: readonly Cell[] = [
  [501, "", 0, { READY: { min: 900, avg: 2694, max: 4800, count: 3, sum: 8084 }, ONLINE: once(300) }],
  [502, "", 0, { READY: once(49_500) }],
];
const day: readonly Cell[] = [
  [501, first, 0, { READY: { min: 2384, avg: 3592, max: 4800, count: 2, sum: 7184 }, ONLINE: once(300) }],
  [501, second, 0, { READY: once(900) }],
  [502, first, 0, { READY: once(45_900) }],
  [502, second, 0, { READY: once(3600) }],
];
const hour: readonly Cell[] = [
  [501, first, 10, { READY: once(3000), ONLINE: once(300) }],
  [501, first, 11, { READY: { min: 1169, avg: 1484, max: 1800, count: 2, sum: 2969 } }],
  [501, first, 12, { READY: once(1215) }],
  [501, second, 10, { READY: once(900) }],
  [502, first, 11, { READY: once(2700) }],
  ...[12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23].map((at): Cell => [502, first, at, { READY: once(3600) }]),
  [502, second, 0, { READY: once(3600) }],
];
const hourOfDay: readonly Cell[] = [
  [501, "", 10, { READY: { min: 900, avg: 1950, max: 3000, count: 2, sum: 3900 }, ONLINE: once(300) }],
  [501, "", 11, { READY: { min: 1169, avg: 1484, max: 1800, count: 2, sum: 2969 } }],
  [501, "", 12, { READY: once(1215) }],
  [502, "", 0, { READY: once(3600) }],
  [502, "", 11, { READY: once(2700) }],
  ...[12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23].map((at): Cell => [502, "", at, { READY: once(3600) }]),
];

export const aggregations = { none, day, hour, hour_of_day: hourOfDay };
export type Aggregation = keyof typeof aggregations;

/** How an account's replies look: `object` as in the vendor's example, `array` as its types declare. */
export interface Shape {
  readonly reply: "object" | "array";
  readonly firstHour: 0 | 1;
}

type Item = Readonly<Record<string, unknown>> & { readonly statistics: readonly Readonly<Record<string, unknown>>[] };

/** The `result` that the story must give, before a client renames anything. */
export function expectedResult(aggregation: Aggregation, group: "user" | "aggregation", { reply, firstHour }: Shape): readonly Item[] {
  const items = new Map<string, { head: Readonly<Record<string, unknown>>; order: string; statistics: Readonly<Record<string, unknown>>[] }>();
  for (const [user, date, at, statuses] of aggregations[aggregation]) {
    const who: Readonly<Record<string, unknown>> = { user_id: reply === "array" ? String(user) : user };
    const when: Readonly<Record<string, unknown>> = {
      ...(aggregation === "day" || aggregation === "hour" ? { date } : {}),
      ...(aggregation === "hour" || aggregation === "hour_of_day" ? { hour: at + firstHour } : {}),
    };
    const [head, inner] = group === "user" ? [who, when] : [when, who];
    const order = group === "user" ? String(user) : `${date} ${String(at).padStart(2, "0")}`;
    const item = items.get(order) ?? { head, order, statistics: [] };
    item.statistics.push({ ...inner, acd_status: reply === "array" ? [statuses] : statuses });
    items.set(order, item);
  }
  return [...items.values()].toSorted((one, other) => (one.order < other.order ? -1 : 1)).map(({ head, statistics }) => ({ ...head, statistics }));
}
