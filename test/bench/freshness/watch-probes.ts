import { setTimeout as delay } from "node:timers/promises";
import type { BenchAccount } from "../harness/accounts.ts";
import { askThulium } from "../harness/ask.ts";
import { waitFor } from "../harness/wait-for.ts";
import { probeQueue, type ProbesSent } from "./publish-steadily.ts";

const pauseMs = 20;

/** Asks the report again and again how many probes it shows, and notes when each was first seen, until the signal says stop and all sent ones were seen. */
export async function watchProbes(origin: string, account: BenchAccount, sent: ProbesSent, signal: AbortSignal): Promise<readonly number[]> {
  const seen: number[] = [];
  const look = async () => {
    const shown = await probesShown(origin, account);
    const nowMs = performance.now();
    while (seen.length < shown) seen.push(nowMs);
  };
  while (!signal.aborted) {
    await look();
    await delay(pauseMs);
  }
  await waitFor("every probe is in the report", 60_000, async () => {
    await look();
    return seen.length >= sent.length || undefined;
  });
  return seen;
}

async function probesShown(origin: string, account: BenchAccount): Promise<number> {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const nowMs = Date.now();
  const rows = await askThulium(origin, account, [
    ["date_from", day(nowMs - 86_400_000)],
    ["date_to", day(nowMs + 86_400_000)],
    ["sum_users", "true"],
    ["aggregate_by", "year"],
    ["chat_queue_ids[]", String(probeQueue)],
  ]);
  return rows.reduce((sum, row) => sum + Number(row["incoming_including_empty"]), 0);
}
