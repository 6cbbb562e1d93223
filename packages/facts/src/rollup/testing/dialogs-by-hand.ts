import type { ScratchDatabase } from "../../testing/scratch-database.ts";
import { cutsOf, dialogCuts, type DialogFact } from "../dialog-cuts.ts";

type Dialog = Readonly<Record<string, number | string>>;

/** By grain, cut and bucket: the groups as texts, in order. */
type Rollups = Record<string, readonly string[]>;

const columns = [
  "employee_id queue_id site_id department_id dialogs incoming to_bot passed_by_bot finished_by_bot to_agent abandoned",
  "waits wait_min wait_max wait_sum wait_seconds wait_counts talks talk_min talk_max talk_sum",
  "sad neutral happy votes_positive votes_negative remark_ids remark_counts",
].flatMap((names) => names.split(" "));

/** What is stored. */
export async function storedDialogs(scratch: ScratchDatabase, tenant: string, fact: DialogFact): Promise<Rollups> {
  const rows = (await scratch.rows(
    `select grain, cut, toUInt32(bucket), arrayZip(${columns.map((name) => `groups.${name}`).join(", ")}) from dialog_rollup final
     where tenant = '${tenant}' and fact = '${fact}' settings output_format_json_quote_64bit_integers = 0`,
  )) as [string, string, number, unknown[][]][];
  return Object.fromEntries(rows.map(([grain, cut, bucket, groups]) => [`${grain} ${cut} ${bucket}`, groups.map((group) => JSON.stringify(group)).toSorted()]));
}

/** What must be: counted here, from the rows as they stand. */
export async function expectedDialogs(scratch: ScratchDatabase, tenant: string, fact: DialogFact, zone: string): Promise<Rollups> {
  const time = fact === "lead" ? "received_at" : "started_at";
  const names = ["deleted", "employee_id", "site_id", "department_id", ...(fact === "lead" ? [] : ["remark_id"])];
  const ofChats = ["queue_id", "visitor_wrote", "with_bot", "queued", "answered", "closed", "wait", "talk", "toString(face)", "toString(vote)"];
  const asked = [...names, ...(fact === "chat" ? ofChats : [])];
  const rows = await scratch.rows(
    `select toUnixTimestamp(${time}), ${asked.join(", ")} from ${fact} final where tenant = '${tenant}' settings output_format_json_quote_64bit_integers = 0`,
  );
  const dialogs = rows.map(([at, ...cells]): Dialog => ({
    at: at as number,
    ...Object.fromEntries(asked.map((name, place) => [name, cells[place] as number])),
  }));
  const found: Rollups = {};
  for (const grain of ["hour", "day"] as const) {
    for (const [bucket, all] of Map.groupBy(dialogs, ({ at }) => bucketOf(at as number, grain, zone))) {
      const live = all.filter(({ deleted }) => deleted === 0);
      for (const cut of cutsOf[fact]) {
        const keyOf = (dialog: Dialog) => dialogCuts[cut].map((dimension) => dialog[dimension]).join();
        const groups = [...Map.groupBy(live, keyOf).values()].map((members) => groupOf(members, dialogCuts[cut]));
        if (cut === "total" && groups.length === 0) groups.push(groupOf([], []));
        if (cut === "total" || (groups.length > 0 && groups.length * 4 <= live.length))
          found[`${grain} ${cut} ${bucket}`] = groups.map((group) => JSON.stringify(group)).toSorted();
      }
    }
  }
  return found;
}

function bucketOf(at: number, grain: "hour" | "day", zone: string): number {
  const hour = at - (at % 3600);
  if (grain === "hour") return hour;
  const date = Temporal.Instant.fromEpochMilliseconds(hour * 1000)
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  return date.toZonedDateTime("UTC").epochMilliseconds / 1000;
}

function groupOf(members: readonly Dialog[], dimensions: readonly string[]): unknown[] {
  const count = (condition: (dialog: Dialog) => unknown) => members.filter((dialog) => Boolean(condition(dialog))).length;
  const id = (dimension: string) => (dimensions.includes(dimension) ? members[0]?.[dimension] : 0);
  const durations = (name: string, chosen: readonly Dialog[]) => {
    const seconds = chosen.map((dialog) => dialog[name] as number).toSorted((a, b) => a - b);
    return { seconds, figures: [seconds.length, seconds[0] ?? 0, seconds.at(-1) ?? 0, seconds.reduce((sum, each) => sum + each, 0)] };
  };
  const waits = durations(
    "wait",
    members.filter((dialog) => dialog["visitor_wrote"] === 1 && dialog["answered"] === 1),
  );
  const talks = durations(
    "talk",
    members.filter((dialog) => dialog["visitor_wrote"] === 1 && dialog["answered"] === 1 && dialog["closed"] === 1),
  );
  const distinct = [...new Set(waits.seconds)];
  const remarks = [...new Set(members.map((dialog) => (dialog["remark_id"] ?? 0) as number))].filter((remark) => remark !== 0).toSorted((a, b) => a - b);
  return [
    ...["employee_id", "queue_id", "site_id", "department_id"].map((dimension) => id(dimension) ?? 0),
    members.length,
    count((chat) => chat["visitor_wrote"]),
    count((chat) => chat["visitor_wrote"] && chat["with_bot"]),
    count((chat) => chat["visitor_wrote"] && chat["with_bot"] && chat["queued"]),
    count((chat) => chat["visitor_wrote"] && chat["with_bot"] && !chat["queued"] && chat["closed"]),
    count((chat) => chat["visitor_wrote"] && chat["queued"]),
    count((chat) => chat["visitor_wrote"] && chat["queued"] && chat["closed"] && !chat["answered"]),
    ...waits.figures,
    distinct,
    distinct.map((second) => waits.seconds.filter((each) => each <= second).length),
    ...talks.figures,
    ...["sad", "neutral", "happy"].map((face) => count((chat) => chat["toString(face)"] === face)),
    ...["positive", "negative"].map((vote) => count((chat) => chat["toString(vote)"] === vote)),
    remarks,
    remarks.map((remark) => count((dialog) => dialog["remark_id"] === remark)),
  ];
}
