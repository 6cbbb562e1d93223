import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ClickHouseClient } from "@clickhouse/client";
import { rowsOf, scratchEngine, until, type ScratchEngine } from "./scratch-engine.ts";

let scratch: ScratchEngine;
let client: ClickHouseClient;
beforeAll(async () => {
  scratch = await scratchEngine();
  client = scratch.client();
});
afterAll(() => scratch.dispose());

const run = async (...statements: readonly string[]): Promise<void> => {
  for (const query of statements) await client.command({ query });
};

// what the rest of the system relies on, and what a database of the wrong kind or another build would not have
describe("the engine has", () => {
  it("ReplacingMergeTree and FINAL: the highest version wins, in whatever order the rows came", async () => {
    await run("create table fact (k UInt8, version UInt64, v String) engine = ReplacingMergeTree(version) order by k");
    for (const [version, v] of [
      [2, "new"],
      [1, "old"],
    ])
      await client.insert({ table: "fact", values: [[1, version, v]], format: "JSONCompactEachRow" });
    expect(await rowsOf(client, "select v from fact final")).toEqual([["new"]]);
  });

  it("materialized views", async () => {
    await run(
      "create table source (k UInt8, v UInt64) engine = MergeTree order by k",
      "create table totals (k UInt8, v SimpleAggregateFunction(max, UInt64)) engine = AggregatingMergeTree order by k",
      "create materialized view totals_view to totals as select k, max(v) as v from source group by k",
    );
    await client.insert({
      table: "source",
      values: [
        [1, 5],
        [1, 9],
        [2, 1],
      ],
      format: "JSONCompactEachRow",
    });
    expect(await rowsOf(client, "select k, v from totals final order by k")).toEqual([
      [1, "9"],
      [2, "1"],
    ]);
  });

  it("parameterised views", async () => {
    await run("create view named as select number from numbers(10) where number > {least:UInt64} and toString(number) != {other:String}");
    expect(await rowsOf(client, "select * from named(least = {l:UInt64}, other = {n:String})", { query_params: { l: 7, n: "9" } })).toEqual([["8"]]);
  });

  it("refreshable views that append", async () => {
    await run(
      "create table refreshed (n UInt8) engine = MergeTree order by n",
      "create materialized view refresher refresh every 1 year append to refreshed as select 7 as n",
      "system refresh view refresher",
    );
    await until("the view is refreshed", async () => (await rowsOf(client, "select n from refreshed")).length > 0);
    expect(await rowsOf(client, "select distinct n from refreshed")).toEqual([[7]]);
  });

  it("EXCHANGE TABLES", async () => {
    await run(
      "create table left engine = MergeTree order by s as select 'left' as s",
      "create table right engine = MergeTree order by s as select 'right' as s",
      "exchange tables left and right",
    );
    expect(await rowsOf(client, "select s from left")).toEqual([["right"]]);
  });

  it("the Kafka table engine", async () => {
    await run(
      "create table queue (s String) engine = Kafka settings kafka_broker_list = '127.0.0.1:1', kafka_topic_list = 't', kafka_group_name = 'g', kafka_format = 'JSONAsString'",
      "drop table queue sync",
    );
    expect(await rowsOf(client, "select name from system.tables where database = 'stats' and name = 'queue'")).toEqual([]);
  });
});
