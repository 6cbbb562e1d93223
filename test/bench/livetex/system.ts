import type { BenchAccount } from "../harness/accounts.ts";
import type { StatsProcess } from "../harness/stats-process.ts";

/** The embedded system with the filled store. */
export interface System {
  readonly process: StatsProcess;
  readonly origin: string;
  readonly account: BenchAccount;
  /** Process ids by name, for the processor time. */
  readonly pids: Readonly<Record<string, number>>;
}
