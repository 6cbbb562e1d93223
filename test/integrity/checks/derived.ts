import { verifyDerived } from "@stats/ingest";
import type { Checked } from "./check.ts";

/** What views keep of the facts (sales, operators' last changes) is what the facts give. */
export async function checkDerivedTables({ database, findings }: Checked): Promise<string> {
  const { compared, wrong } = await verifyDerived({ database, onProgress: () => undefined, settleMs: 0 });
  for (const row of wrong) findings.add("derived", JSON.stringify(row));
  return `${compared} rows of derived tables`;
}
