import type { ClickHouseClient } from "@clickhouse/client";
import { isGone, newOwner } from "./owner.ts";
import { RebuildRecord } from "./record.ts";
import { readRebuild } from "./state.ts";
import { swapTables } from "./swap.ts";

/** The last part of a rebuild, whoever does it. */
export async function finishSwap(client: ClickHouseClient, record: RebuildRecord): Promise<void> {
  await swapTables(client, record.state.shadows);
  await record.save({ phase: "done" });
}

/** Brings an exchange of tables to its end whose process was killed in the middle of it: until then no worker can insert into these tables. */
export async function finishBrokenSwap(client: ClickHouseClient): Promise<void> {
  const found = await readRebuild(client);
  if (found?.phase !== "swap") return;
  const owner = newOwner();
  if (!isGone(found.owner, found.silentMs, owner)) return;
  await finishSwap(client, await RebuildRecord.claim(client, found, owner));
}
