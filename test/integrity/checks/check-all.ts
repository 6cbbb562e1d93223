import { checkArchive } from "./archive.ts";
import type { Checked } from "./check.ts";
import { checkDeadLetters } from "./dead-letters.ts";
import { checkDerivedTables } from "./derived.ts";
import { checkFacts } from "./facts.ts";
import { checkLedger } from "./ledger.ts";
import { checkLivetexReports } from "./livetex-reports.ts";
import { checkRefold } from "./refold.ts";
import { checkReports } from "./reports.ts";
import { checkRollups } from "./rollups.ts";

const checks = [checkArchive, checkFacts, checkLedger, checkDeadLetters, checkRefold, checkDerivedTables, checkRollups, checkReports, checkLivetexReports];

/** Runs every check, also when an earlier one has found something; a check that breaks is a finding. */
export async function checkAll(checked: Checked, say: (line: string) => void): Promise<void> {
  for (const check of checks) {
    const startedMs = performance.now();
    try {
      say(`compared: ${await check(checked)} (${((performance.now() - startedMs) / 1000).toFixed(1)} s)`);
    } catch (error) {
      checked.findings.add("check", `${check.name} broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
}
