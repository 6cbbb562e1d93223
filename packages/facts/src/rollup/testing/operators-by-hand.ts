import type { ScratchDatabase } from "../../testing/scratch-database.ts";

type Change = readonly [user: number, ms: number, version: number, status: string];

/** By figure, grain and bucket: groups as `user status samples min max sum whole_min`, edges as `user status begun seconds carried`, in order. */
type Rollups = Readonly<Record<string, readonly string[]>>;

const online: ReadonlySet<string> = new Set(["ONLINE", "READY", "IN_SERVICE", "AFTER_SERVICE"]);

export async function storedOperators(scratch: ScratchDatabase, tenant: string): Promise<Rollups> {
  const rows = (await scratch.rows(
    `select figure, grain, toUInt32(bucket), arrayZip(groups.user_id, groups.status, groups.samples, groups.seconds_min, groups.seconds_max, groups.seconds_sum, groups.whole_min),
       arrayZip(edges.user_id, edges.status, edges.begun, edges.seconds, edges.is_carried)
     from operator_rollup final where tenant = '${tenant}' settings output_format_json_quote_64bit_integers = 0`,
  )) as [string, string, number, unknown[][], unknown[][]][];
  return Object.fromEntries(
    rows.map(([figure, grain, bucket, groups, edges]) => [`${figure} ${grain} ${bucket}`, [...groups, ...edges].map((cells) => cells.join(" ")).toSorted()]),
  );
}

/** Samples of all buckets that begin in [from, to), counted here, from the changes as they stand. */
export async function expectedOperators(scratch: ScratchDatabase, tenant: string, zone: string, from: number, to: number): Promise<Rollups> {
  const changes = (await scratch.rows(
    `select user_id, toUnixTimestamp64Milli(changed_at), version, toString(status) from status_change final
     where tenant = '${tenant}' order by user_id, changed_at, version settings output_format_json_quote_64bit_integers = 0`,
  )) as unknown as Change[];
  const first = Math.min(...changes.map(([, ms]) => ms)) / 1000;
  const found: Record<string, string[]> = {};
  for (const { figure, grain, bucket, begin, end } of bucketsIn(zone, from, to)) {
    if (end <= first - (first % 3600)) continue;
    const samples = [...Map.groupBy(changes, ([user]) => user)].flatMap(([user, own]) => samplesOf(user, own, begin, end, figure));
    const groups = [...Map.groupBy(samples, ({ group }) => group)].map(([group, members]) => {
      const seconds = members.map((sample) => sample.seconds);
      const whole = members.filter(({ isEdge }) => !isEdge).map((sample) => sample.seconds);
      const wholeMin = figure === "statuses" && grain === "day" ? Math.min(...whole, 4_294_967_295) : 0;
      return `${group} ${seconds.length} ${Math.min(...seconds)} ${Math.max(...seconds)} ${seconds.reduce((sum, each) => sum + each, 0)} ${wholeMin}`;
    });
    const edges = samples.filter(({ isEdge }) => isEdge && figure === "statuses" && grain === "day");
    const edgeTexts = edges.map(({ group, start, seconds, isCarried }) => `${group} ${start} ${seconds} ${Number(isCarried)}`);
    found[`${figure} ${grain} ${bucket}`] = [...groups, ...edgeTexts].toSorted();
  }
  return found;
}

function bucketsIn(zone: string, from: number, to: number) {
  const buckets: { figure: "statuses" | "online"; grain: "hour" | "day"; bucket: number; begin: number; end: number }[] = [];
  for (let at = from; at < to; at += 3600) buckets.push({ figure: "statuses", grain: "hour", bucket: at, begin: at, end: at + 3600 });
  for (const [figure, its] of [
    ["statuses", "UTC"],
    ["online", zone],
  ] as const) {
    const start = Temporal.Instant.fromEpochMilliseconds(from * 1000).toZonedDateTimeISO(its);
    for (let date = start.toPlainDate(); date.toZonedDateTime(its).epochMilliseconds < to * 1000; date = date.add({ days: 1 })) {
      const [begin, end] = [date, date.add({ days: 1 })].map((each) => each.toZonedDateTime(its).epochMilliseconds / 1000) as [number, number];
      const bucket = date.toZonedDateTime("UTC").epochMilliseconds / 1000;
      if (end > from && end <= to) buckets.push({ figure, grain: "day", bucket, begin, end });
    }
  }
  return buckets;
}

function samplesOf(user: number, changes: readonly Change[], begin: number, end: number, figure: "statuses" | "online") {
  // of one millisecond the last stands, and a repeated status goes on
  const standing = changes.filter(([, ms], place) => changes[place + 1]?.[1] !== ms);
  const starts = standing.filter(([, , , status], place) => standing[place - 1]?.[3] !== status);
  return starts.flatMap(([, ms, , status], place) => {
    const next = starts[place + 1]?.[1];
    const start = Math.max(begin, Math.floor(ms / 1000));
    const over = Math.min(end, next === undefined ? end : Math.floor(next / 1000));
    if (over <= start || (figure === "online" && !online.has(status))) return [];
    const isCarried = Math.floor(ms / 1000) < begin;
    return [{ group: `${user} ${figure === "online" ? "ONLINE" : status}`, start, seconds: over - start, isCarried, isEdge: isCarried || over === end }];
  });
}
