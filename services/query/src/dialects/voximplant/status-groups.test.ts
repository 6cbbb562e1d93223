import { type OperatorTimeRow, operatorStatuses } from "@stats/questions";
import fc from "fast-check";
import { expect, it } from "vitest";
import { groupings, type StatisticsReply, toResultTexts } from "./status-groups.ts";

const sample = { seconds_min: 1, seconds_max: 3, samples: 2, seconds_sum: 4, seconds_avg: 2 };
const places: readonly (readonly [day: string | null, hour: number | null])[] = [
  [null, null],
  ["2025-03-01", null],
  ["2025-03-02", null],
  ["2025-03-01", 5],
  ["2025-03-01", 17],
  ["2025-03-02", 5],
  [null, 5],
  [null, 23],
];

/** Rows of one bucket size, each user, bucket and status once, in the order of a grouping. */
const rows = fc
  .record({
    kind: fc.constantFrom([0], [1, 2], [3, 4, 5], [6, 7]),
    picks: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat(2), fc.nat(7)), { selector: (pick) => pick.join(), maxLength: 40 }),
    group: fc.constantFrom(...groupings),
    replyShape: fc.constantFrom("object" as const, "array" as const),
    firstHour: fc.constantFrom(0 as const, 1 as const),
    cuts: fc.array(fc.nat(40)),
  })
  .map(({ kind, picks, ...style }) => {
    const made = picks.flatMap(([user_id, place, status]): OperatorTimeRow[] => {
      const [day, hour] = places[kind[place] ?? -1] ?? [];
      const name = operatorStatuses[status];
      return day === undefined || hour === undefined || name === undefined ? [] : [{ user_id, day, hour, status: name, ...sample, samples: status }];
    });
    const bucket = ({ day, hour }: OperatorTimeRow) => `${day} ${String(hour).padStart(2, "0")}`;
    const order = (row: OperatorTimeRow) => (style.group === "user" ? [row.user_id, bucket(row)] : [bucket(row), row.user_id]).join(" ");
    const place = (row: OperatorTimeRow) => `${order(row)} ${operatorStatuses.indexOf(row.status)}`;
    return { rows: made.toSorted((one, other) => (place(one) < place(other) ? -1 : 1)), ...style };
  });

async function* inBatches(all: readonly OperatorTimeRow[], cuts: readonly number[]): AsyncGenerator<readonly OperatorTimeRow[]> {
  const edges = [0, ...cuts.filter((cut) => cut <= all.length).toSorted((one, other) => one - other), all.length];
  for (const [index, edge] of edges.slice(1).entries()) yield all.slice(edges[index], edge);
}

it("the pieces are one JSON text: every row once, at its user and bucket, however the rows come in batches", async () => {
  await fc.assert(
    fc.asyncProperty(rows, async ({ rows: all, cuts, ...style }) => {
      const texts = await Array.fromAsync(toResultTexts(inBatches(all, cuts), { ...style, statuses: operatorStatuses }));
      const { result } = JSON.parse(texts.join("")) as StatisticsReply;
      const heads = result.map(({ statistics: _inner, ...head }) => JSON.stringify(head));
      expect(new Set(heads).size).toBe(heads.length);
      const told = result.flatMap(({ statistics, ...head }) =>
        statistics.flatMap(({ acd_status, ...inner }) => {
          const { user_id, date = null, hour } = { ...head, ...inner };
          expect(Array.isArray(acd_status)).toBe(style.replyShape === "array");
          expect(typeof user_id).toBe(style.replyShape === "array" ? "string" : "number");
          return Object.entries(Array.isArray(acd_status) ? acd_status[0] : acd_status).map(([status, { count }]) => [
            Number(user_id),
            date,
            hour === undefined ? null : hour - style.firstHour,
            status,
            count,
          ]);
        }),
      );
      expect(told).toEqual(all.map(({ user_id, day, hour, status, samples }) => [user_id, day, hour, status, samples]));
    }),
  );
});

it("long answers come in pieces, none of them large", async () => {
  const all = Array.from({ length: 20_000 }, (_, index): OperatorTimeRow => ({ user_id: 1 + index, day: null, hour: null, status: "READY", ...sample }));
  const texts = await Array.fromAsync(
    toResultTexts(inBatches(all, [100, 5000, 5001]), { group: "user", replyShape: "object", firstHour: 0, statuses: operatorStatuses }),
  );
  expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(17_000);
  expect((JSON.parse(texts.join("")) as StatisticsReply).result).toHaveLength(20_000);
});
