import { Findings } from "../findings.ts";
import { Planned } from "../checks/ways.ts";
import { runCases } from "./cases.ts";
import { runSchedule, type ScheduleOptions, type ScheduleResult } from "./schedule.ts";
import { openScratchSystem } from "./scratch-system.ts";

/** The cases that a random schedule does not meet, and such a schedule. A short one takes about half a minute. */
export async function runRollups(options: ScheduleOptions): Promise<ScheduleResult> {
  const system = await openScratchSystem();
  try {
    const findings = new Findings();
    await runCases(system.url, findings);
    if (options.untilFound === true && !findings.isEmpty) return { findings, planned: new Planned() };
    return await runSchedule(options, system, findings);
  } finally {
    await system.close();
  }
}
