import type { BenchAccount } from "../harness/accounts.ts";

/** The embedded system with the filled store. */
export interface System {
  readonly origin: string;
  readonly account: BenchAccount;
  /** Process ids by name, for the processor time. */
  readonly pids: Readonly<Record<string, number>>;
}
