import type { Mutation } from "./mutations.ts";

const provocation = "roll-ups" as const;

/** The promises of roll-ups: docs/decisions/0013. Each is provoked by the schedule of refreshes and the cases of test/integrity/rollups. */
export const rollupMutations: readonly Mutation[] = [
  {
    name: "ledger-after-the-facts",
    file: "packages/facts/src/rollup/refresh-stale.ts",
    find: `  await refreshDialogBuckets(client, fact, search, stale);
`,
    replace: `  await client.command({ query: "create or replace table facts_first as dialog_rollup" });
  await refreshDialogBuckets(client, fact, search, stale, "facts_first");
  const later = await readStaleDialogs(client, fact, search);
  for (const grain of ["day", "hour"] as const) {
    const known = later[grain];
    if (known.length === 0) continue;
    await client.command({
      query: \`insert into dialog_rollup select * replace (
          transform(toUInt32(bucket), {buckets:Array(UInt32)}, {writes:Array(UInt64)}, 0::UInt64) as writes,
          transform(toUInt32(bucket), {buckets:Array(UInt32)}, {digests:Array(UInt64)}, 0::UInt64) as digest)
        from facts_first where grain = {grain:String} and toUInt32(bucket) in {buckets:Array(UInt32)}\`,
      query_params: {
        grain,
        buckets: known.map(({ bucket }) => bucket),
        writes: known.map(({ writes }) => writes),
        digests: known.map(({ digest }) => BigInt(digest)),
      },
    });
  }
`,
    provocation,
    seenBy: ["held back"],
  },
  {
    name: "ledger-without-tombstones",
    file: "packages/facts/schema/050_write_ledger.sql",
    find: `    wait, talk, face, vote, remark_id)) as digest
from chat group by tenant, hour;`,
    replace: `    wait, talk, face, vote, remark_id)) as digest
from chat where deleted = 0 group by tenant, hour;`,
    provocation,
    seenBy: ["vanished"],
  },
  {
    name: "facts-of-roll-ups-without-final",
    file: "packages/facts/src/rollup/refresh-dialogs.ts",
    find: "query: query.replace(",
    replace: 'query: query.replace("from chat final", "from chat").replace(',
    provocation,
    seenBy: ["written again"],
  },
  {
    name: "roll-ups-without-final",
    file: "packages/facts/schema/086_rollup_views.sql",
    find: "select * from dialog_rollup final where",
    replace: "select * from dialog_rollup where",
    provocation,
    seenBy: ["written again"],
  },
  {
    name: "every-bucket-current",
    file: "packages/questions/src/rollup/evidence.ts",
    find: "row?.all_writes === ledger.all_writes && row.all_digests === ledger.all_digests;",
    replace: "row !== undefined;",
    provocation,
    seenBy: ["written again"],
  },
  {
    name: "writes-without-digest",
    file: "packages/questions/src/rollup/evidence.ts",
    find: "row?.all_writes === ledger.all_writes && row.all_digests === ledger.all_digests;",
    replace: "row?.all_writes === ledger.all_writes;",
    provocation,
    seenBy: ["another history"],
  },
  {
    name: "ledger-beside-carry",
    file: "packages/facts/schema/050_write_ledger.sql",
    find: "from status_carry group by tenant, hour;",
    replace: "from status_change group by tenant, hour;",
    provocation,
    seenBy: ["order of views"],
  },
  {
    name: "carried-status-ignored",
    file: "packages/facts/src/rollup/refresh-operators.ts",
    find: "const query = statements[figure].replace(",
    replace: 'const query = statements[figure].replace("if(carries, [carried], [])", "arraySlice([carried], 2)").replace(',
    provocation,
    seenBy: ["carried over"],
  },
  {
    name: "stays-cut-where-a-refresh-begins",
    file: "packages/facts/src/rollup/refresh-operators.ts",
    find: "is_carried or begun < start as is_rest",
    replace: "begun < start as is_rest",
    provocation,
    seenBy: ["carried over"],
  },
];
