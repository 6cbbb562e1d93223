import type { ClickHouseClient } from "@clickhouse/client";
import { expandViews } from "../reading-views.ts";
import { bound, type BucketsOf } from "./bucket.ts";
import { type DialogCut, dialogCuts, dialogDimensions, type DialogFact, dialogEdition } from "./dialog-cuts.ts";
import { refreshSettings } from "./refresh-settings.ts";

/** What each fact says of a dialog; the definitions of figures stand in the reading views. Calls and leads have but few of them. */
const dialogs: Readonly<Record<DialogFact, string>> = {
  chat: `select started_at, employee_id, queue_id, site_id, department_id, remark_id, visitor_wrote as incoming, to_bot, passed_by_bot, finished_by_bot,
    to_agent, abandoned, has_wait, wait, has_talk, talk, face, vote
    from chat_of(tenant = {tenant:String})`,
  call: `select started_at, employee_id, 0::UInt64 as queue_id, site_id, department_id, remark_id, ${nothingElse()}
    from call_of(tenant = {tenant:String})`,
  lead: `select received_at as started_at, employee_id, 0::UInt64 as queue_id, site_id, department_id, 0::UInt64 as remark_id, ${nothingElse()}
    from lead_of(tenant = {tenant:String})`,
};

function nothingElse(): string {
  const none = ["incoming", "to_bot", "passed_by_bot", "finished_by_bot", "to_agent", "abandoned", "has_wait", "wait", "has_talk", "talk"];
  return `${none.map((name) => `0 as ${name}`).join(", ")}, '' as face, '' as vote`;
}

/** The hour or the local date of a dialog: the date on which its UTC hour begins, as the ledger's hours have it. */
const bucketOf = {
  hour: "toStartOfHour(started_at)",
  day: "toDateTime(toDate(toStartOfHour(started_at), {zone:String}), 'UTC')",
} as const;

/** Columns of `groups` that are sums, in the order of the table. */
const counters = ["incoming", "to_bot", "passed_by_bot", "finished_by_bot", "to_agent", "abandoned"] as const;
const waits = ["waits", "wait_min", "wait_max", "wait_sum", "wait_seconds", "wait_counts"];
const talks = ["talks", "talk_min", "talk_max", "talk_sum"];
const ratings = ["sad", "neutral", "happy", "votes_positive", "votes_negative"];
const columns = [...dialogDimensions, "dialogs", ...counters, ...waits, ...talks, ...ratings, "remark_ids", "remark_counts"];

/** A cut with more groups than this part of the dialogs is not written: the facts answer as fast. */
const dialogsPerGroup = 4;

function statementFor(fact: DialogFact, cuts: readonly DialogCut[], grain: keyof typeof bucketOf): string {
  const dimensions = dialogDimensions.filter((dimension) => cuts.some((cut) => (dialogCuts[cut] as readonly string[]).includes(dimension)));
  const sets = cuts.map((cut) => `(${["bucket", ...dialogCuts[cut]].join(", ")})`);
  // the finest that fits
  const cutOf = (["employee_queue", "employee_place", "employee", "queue", "place"] as const)
    .filter((cut) => cuts.includes(cut))
    .map((cut) => `${dialogCuts[cut].map((dimension) => `grouping(${dimension}) = 0`).join(" and ")}, '${cut}', `)
    .join("");
  return expandViews(`
insert into dialog_rollup (edition, tenant, fact, grain, zone, cut, bucket, writes, digest, dialogs, ${columns.map((name) => `groups.${name}`).join(", ")})
with
  dialog as (
    select ${bucketOf[grain]} as bucket, 1 as is_dialog, * from (${dialogs[fact]})
    where started_at >= toDateTime({begin:UInt32}, 'UTC') and started_at < toDateTime({end:UInt32}, 'UTC') and toUInt32(bucket) in {buckets:Array(UInt32)}
    -- a bucket may have nothing but tombstones: that is known of it, too
    union all
    select toDateTime(arrayJoin({buckets:Array(UInt32)}), 'UTC') as bucket, 0 as is_dialog, 0 as started_at, 0 as employee_id, 0 as queue_id, 0 as site_id,
      0 as department_id, 0 as remark_id, ${nothingElse()}
  ),
  one_group as (
    select bucket,
      ${cutOf === "" ? "'total'" : `multiIf(${cutOf}'total')`} as cut,
      ${dialogDimensions.map((dimension) => (dimensions.includes(dimension) ? dimension : `0::UInt64 as ${dimension}`)).join(", ")},
      countIf(is_dialog) as dialogs,
      ${counters.map((name) => `countIf(${name}) as ${name}`).join(", ")},
      countIf(has_wait) as waits, minIf(wait, has_wait) as wait_min, maxIf(wait, has_wait) as wait_max, sumIf(wait, has_wait) as wait_sum,
      arraySort(groupArrayIf(wait, has_wait)) as all_waits,
      arrayDistinct(all_waits) as wait_seconds,
      -- the places at which a number of seconds occurs for the last time
      arrayFilter((place, this, next) -> this != next, arrayEnumerate(all_waits), all_waits, arrayPopFront(arrayPushBack(all_waits, 4294967295))) as wait_counts,
      countIf(has_talk) as talks, minIf(talk, has_talk) as talk_min, maxIf(talk, has_talk) as talk_max, sumIf(talk, has_talk) as talk_sum,
      countIf(face = 'sad') as sad, countIf(face = 'neutral') as neutral, countIf(face = 'happy') as happy,
      countIf(vote = 'positive') as votes_positive, countIf(vote = 'negative') as votes_negative,
      arraySort(groupArrayIf(remark_id, remark_id != 0)) as all_remarks,
      arrayDistinct(all_remarks) as remark_ids, arrayMap(id -> countEqual(all_remarks, id), remark_ids) as remark_counts
    from dialog
    group by grouping sets (${sets.join(", ")})
    having dialogs > 0 or cut = 'total'
  )
select ${dialogEdition}, {tenant:String}, '${fact}', {grain:String}, {zone:String}, cut, bucket,
  transform(toUInt32(bucket), {buckets:Array(UInt32)}, {writes:Array(UInt64)}, 0::UInt64),
  transform(toUInt32(bucket), {buckets:Array(UInt32)}, {digests:Array(UInt64)}, 0::UInt64),
  sum(dialogs) as all_dialogs,
  ${columns.map((name) => `groupArray(${name})`).join(", ")}
from one_group
group by bucket, cut
having cut = 'total' or count() * ${dialogsPerGroup} <= all_dialogs`);
}

const statements = new Map<string, string>();

/**
 * Computes buckets of dialogs anew from the facts, inside the database, by the given cuts (`total` must be among them). The ledger must have been read
 * before. May be killed, repeated, or run twice at once: each row says of which writes it knows.
 * @param into dialog_rollup, or a table like it
 */
export async function refreshDialogs(
  client: ClickHouseClient,
  fact: DialogFact,
  cuts: readonly DialogCut[],
  buckets: BucketsOf,
  into = "dialog_rollup",
): Promise<void> {
  const key = `${fact} ${buckets.grain} ${cuts.join(" ")}`;
  const query = statements.get(key) ?? statementFor(fact, cuts, buckets.grain);
  statements.set(key, query);
  await client.command({
    query: query.replace("insert into dialog_rollup ", `insert into ${into} `),
    query_params: bound(buckets),
    clickhouse_settings: refreshSettings,
  });
}
