import { verifyRollups } from "@stats/ingest";
import type { Checked } from "./check.ts";

const settleMs = 500;

/** Every bucket of roll-ups that reports would take for current is what the facts give now. */
export async function checkRollups({ database, findings }: Pick<Checked, "database" | "findings">): Promise<string> {
  const { compared, wrong } = await verifyRollups({ database, clock: Date.now, onProgress: () => undefined, settleMs });
  for (const bucket of wrong) findings.add("roll-ups", JSON.stringify(bucket));
  return `${compared} buckets of roll-ups`;
}
