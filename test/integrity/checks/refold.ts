import { verify } from "@stats/ingest";
import type { Checked } from "./check.ts";

/** The system's own audit finds nothing, versions and tombstones included. */
export async function checkRefold({ database, findings }: Checked): Promise<string> {
  const { compared, differences } = await verify({ database, onProgress: () => {}, settleMs: 0 });
  for (const { entity, table, expected, stored } of differences) {
    findings.add("verify", `${entity} in ${table}: events give ${expected.join(" ") || "nothing"}, stored is ${stored.join(" ") || "nothing"}`);
  }
  return `${compared} entities folded again`;
}
